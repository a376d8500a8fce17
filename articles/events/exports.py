"""The comparison of an event as JSON and as tables for a spreadsheet: all that the page shows."""

import csv
import io
from collections.abc import Callable, Iterator
from typing import Any

from articles.events.comparing import Column, ComparedEvent
from articles.events.figures import shown_rows
from articles.events.shared import shown_passages
from articles.events.voices import shown_voices
from articles.events.words import all_uses, word_tables

# A spreadsheet takes what begins so for a formula, and a report may begin as it likes.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# Without it Excel reads Arabic as another alphabet.
BYTE_ORDER_MARK = "\ufeff"
Row = list[str | int | float]


def as_json(compared: ComparedEvent, address: Callable[[str], str]) -> dict[str, Any]:
    """Plain values; `address` makes a path of the site a whole address."""
    return {
        "event": {"name": compared.event.name, "url": address(compared.event.get_absolute_url())},
        "comparer": compared.comparison.comparer,
        "stories": [
            _story(compared, place, address) for place, _column in enumerate(compared.columns)
        ],
        "words": [_term(row, address) for row in all_uses(compared)],
        "figures": [_figure_row(row, address) for row in shown_rows(compared)],
        "voices": [_voice(voice, address) for voice in shown_voices(compared)],
        "shared": [_passage(passage, address) for passage in shown_passages(compared)],
    }


def _story(compared: ComparedEvent, place: int, address) -> dict[str, Any]:
    column, reading = compared.columns[place], compared.comparison.stories[place]
    story = column.story
    return {
        "number": column.number,
        "url": address(story.get_absolute_url()),
        "headline": story.headline,
        "source": story.source.name if story.source else None,
        "report_date": story.original_date.isoformat() if story.original_date else None,
        "published_at": story.published_at.isoformat(),
        "agencies": [credit["agency"] for credit in story.credits],
        "words": reading.word_count,
        "quoted_words": reading.quoted_word_count,
    }


def _term(term, address) -> dict[str, Any]:
    return {
        "referent": term.referent,
        "term": term.label,
        "uses": [
            {
                "story": told.column.number,
                "sentence": use.before + use.words + use.after,
                "words": use.words,
                "is_quoted": use.is_quoted,
                "speaker": use.speaker,
                "url": address(use.address),
            }
            for told in term.stories
            for use in told.uses
        ],
    }


def _figure_row(row, address) -> dict[str, Any]:
    return {
        "counted": row.label,
        "values_differ": row.is_disputed,
        "figures": [
            {
                "story": cell.column.number,
                "words": figure.words,
                "value": figure.value,
                "bound": figure.bound_key,
                "unit": figure.unit,
                "according_to": figure.source,
                "sentence": figure.before + figure.words + figure.after,
                "url": address(figure.address),
            }
            for cell in row.cells
            for figure in cell.figures
        ],
    }


def _voice(voice, address) -> dict[str, Any]:
    return {
        "name": voice.name,
        "kind": voice.kind,
        "sayings": [
            {
                "story": told.column.number,
                "verb": saying.verb,
                "named": saying.name,
                "words": saying.words,
                "in_quotation_marks": saying.is_marked,
                "url": address(saying.address),
            }
            for told in voice.stories
            for saying in told.sayings
        ],
    }


def _passage(passage, address) -> dict[str, Any]:
    return {
        "words": passage.word_count,
        "percent_equal": passage.percent,
        "sides": [
            {
                "story": side.column.number,
                "text": side.words,
                "agencies": list(side.agencies),
                "url": address(side.address),
            }
            for side in passage.sides
        ],
    }


def words_table(compared: ComparedEvent) -> Iterator[Row]:
    heads = [f"{head} {measure}" for head in _heads(compared) for measure in ("own", "quoted")]
    yield ["referent", "term", *heads]
    for table in word_tables(compared):
        for row in table.rows:
            counts = [count for cell in row.cells for count in (cell.own, cell.quoted)]
            yield [table.name, row.label, *counts]


def figures_table(compared: ComparedEvent) -> Iterator[Row]:
    yield ["counted", *_heads(compared)]
    for row in shown_rows(compared):
        yield [row.label, *(" · ".join(f.words for f in cell.figures) for cell in row.cells)]


def voices_table(compared: ComparedEvent) -> Iterator[Row]:
    yield ["voice", *_heads(compared)]
    for voice in shown_voices(compared):
        yield [voice.name, *(len(told.sayings) for told in voice.stories)]


def shared_table(compared: ComparedEvent) -> Iterator[Row]:
    sides = [f"{name} {side}" for side in "12" for name in ("story", "text", "agencies")]
    yield ["words", "percent_equal", *sides]
    for passage in shown_passages(compared):
        cells: Row = [passage.word_count, passage.percent]
        for side in passage.sides:
            cells += [side.column.label, side.words, " · ".join(side.agencies)]
        yield cells


def _heads(compared: ComparedEvent) -> list[str]:
    return [_head(column) for column in compared.columns]


def _head(column: Column) -> str:
    return f"{column.label}: {column.story.headline}"


TABLES: dict[str, Callable[[ComparedEvent], Iterator[Row]]] = {
    "words": words_table,
    "figures": figures_table,
    "voices": voices_table,
    "shared": shared_table,
}


def as_csv(rows: Iterator[Row]) -> str:
    """The rows for a spreadsheet; nothing in them is taken for a formula."""
    text = io.StringIO()
    text.write(BYTE_ORDER_MARK)
    csv.writer(text).writerows([_harmless(cell) for cell in row] for row in rows)
    return text.getvalue()


def _harmless(cell: str | int | float) -> str | int | float:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
