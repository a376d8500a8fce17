"""From classified lines to the draft of a story."""

import re
from itertools import groupby
from typing import NamedTuple

from articles import arabic
from articles.importing import dateline, dates, headline
from articles.importing.credits import credits
from articles.importing.drafts import (
    BodyBlock,
    Caption,
    ClassifiedLine,
    DraftComment,
    StoryDraft,
)
from articles.importing.lines import visible_lines
from articles.importing.reading import Record
from articles.importing.signatures import author_and_text

LEAD = 60  # shorter first paragraphs are outlets, sections, dates
LONGEST_STAMP = 90
STAMPS_ABOVE = 4
STAMPS_BELOW = 2

_BULLET = re.compile(r"^[*•●▪■◆►–—-]\s*")


class _Piece(NamedTuple):
    """One block: its lines as received, without their ends, their numbers, and them as one text.

    The text is cleaned up for display; a comment has none, it stays as received.
    """

    kind: str
    lines: list[str]
    numbers: list[int]
    text: str


def assemble(record: Record, classified: list[ClassifiedLine]) -> StoryDraft:
    """Put the lines of `record` together as `classified` says."""
    pieces = _pieces(record, classified)
    place, blocks = _without_dateline(_blocks(pieces))
    title = arabic.remove_tatweel(" ".join(_texts(pieces, "headline")))
    paragraphs = [block.text for block in blocks if block.kind == "paragraph"]
    lead = next((text for text in paragraphs if len(text) >= LEAD), "")
    return StoryDraft(
        headline=title or headline.provisional(lead or " ".join(p.text for p in pieces[:1])),
        headline_is_provisional=not title,
        summary=[_BULLET.sub("", text) for text in _texts(pieces, "summary")],
        byline=" ".join(_texts(pieces, "byline")),
        dateline=place,
        credits=credits(place, paragraphs),
        original_date=dates.report_date(_possible_stamps(place, pieces), lead),
        blocks=blocks,
        captions=_captions(pieces),
        comments=[_comment(piece) for piece in pieces if piece.kind == "comment"],
    )


def _pieces(record: Record, classified: list[ClassifiedLine]) -> list[_Piece]:
    visible = (line for line in classified if line.block is not None)
    return [
        _piece(record, list(lines)) for _, lines in groupby(visible, key=lambda line: line.block)
    ]


def _piece(record: Record, classified: list[ClassifiedLine]) -> _Piece:
    kind = classified[0].kind
    lines = [record.lines[line.n - 1].rstrip("\r\n") for line in classified]
    text = "" if kind == "comment" else " ".join(arabic.clean(" ".join(lines)).split())
    return _Piece(kind=kind, lines=lines, numbers=[line.n for line in classified], text=text)


def _texts(pieces: list[_Piece], kind: str) -> list[str]:
    return [piece.text for piece in pieces if piece.kind == kind]


def _possible_stamps(place: str, pieces: list[_Piece]) -> list[str]:
    """The short lines around the text, one of which may be the date it was published."""
    story = [piece.text for piece in pieces if piece.kind != "comment"]
    around = story[:STAMPS_ABOVE] + story[STAMPS_ABOVE:][-STAMPS_BELOW:]
    return [place, *(text for text in around if len(text) <= LONGEST_STAMP)]


def _blocks(pieces: list[_Piece]) -> list[BodyBlock]:
    """Paragraphs and headings; one with nothing below it («التعليقات») heads no text."""
    blocks = [
        BodyBlock(kind=piece.kind, text=piece.text, first_line=piece.numbers[0])
        for piece in pieces
        if piece.kind in ("paragraph", "heading")
    ]
    while len(blocks) > 1 and blocks[-1].kind == "heading":
        blocks.pop()
    return blocks


def _without_dateline(blocks: list[BodyBlock]) -> tuple[str, list[BodyBlock]]:
    if not blocks:
        return "", blocks
    first, *others = blocks
    place, text = dateline.split(first.text)
    if not text:
        return place, others
    return place, [first._replace(text=text), *others]


def _comment(piece: _Piece) -> DraftComment:
    if len(piece.lines) == 1:
        return DraftComment(text=piece.lines[0], line=piece.numbers[0])
    author, lines = author_and_text(visible_lines(piece.lines))
    return DraftComment(
        text="\n".join(piece.lines[line.n - 1] for line in lines),
        line=piece.numbers[lines[0].n - 1],
        author=author,
    )


def _captions(pieces: list[_Piece]) -> list[Caption]:
    found = []
    before = 0
    for piece in pieces:
        before += piece.kind in ("paragraph", "heading")
        if piece.kind == "caption":
            found.append(Caption(piece.text, after_block=before, line=piece.numbers[0]))
    return found
