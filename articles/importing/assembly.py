"""From classified lines to the draft of a story."""

import re
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

from articles import arabic
from articles.importing import dates, headline
from articles.importing.classifier import ClassifiedLine
from articles.importing.credits import Credit, credits
from articles.importing.reading import Record

_BULLET = re.compile(r"^[*•●▪■◆►–—-]\s*")
_DATELINE = re.compile(
    r"^(?P<dateline>[^\s:،.؟!\"«»][^:،.؟!\"«»]{1,38}?)\s?(?:(?<=\))\s?[-–—:]+|\s[-–—]{1,2}\s|:\s?(?=\S))\s*"
)


@dataclass(frozen=True, slots=True)
class BodyBlock:
    """A paragraph or heading of the body; `first_line` is its first line in the record."""

    kind: Literal["paragraph", "heading"]
    text: str
    first_line: int


@dataclass(frozen=True, slots=True)
class Caption:
    """Text of a picture. `after_block`: how many body blocks stand before it (0: at the top)."""

    text: str
    after_block: int
    line: int


@dataclass(frozen=True, slots=True)
class DraftComment:
    """A reader's comment exactly as received, without its line end."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class StoryDraft:
    """What the desk gets of a text. Everything but the comments is cleaned up for display."""

    headline: str
    headline_is_provisional: bool
    summary: list[str]
    byline: str
    dateline: str
    credits: list[Credit]
    original_date: date | None
    blocks: list[BodyBlock]
    captions: list[Caption]
    comments: list[DraftComment]


@dataclass(frozen=True, slots=True)
class _Piece:
    """The lines of one block, joined, as received."""

    kind: str
    text: str
    line: int


def assemble(record: Record, classified: list[ClassifiedLine]) -> StoryDraft:
    """Put the lines of `record` together as `classified` says."""
    pieces = _pieces(record, classified)
    dateline, blocks = _without_dateline(_blocks(pieces))
    given = " ".join(_texts(pieces, "headline"))
    title = given and arabic.remove_tatweel(given)
    paragraphs = [block.text for block in blocks if block.kind == "paragraph"]
    lead = paragraphs[0] if paragraphs else ""
    return StoryDraft(
        headline=title or headline.provisional(lead or _first_text(pieces)),
        headline_is_provisional=not title,
        summary=[_BULLET.sub("", text) for text in _texts(pieces, "summary")],
        byline=" ".join(_texts(pieces, "byline")),
        dateline=dateline,
        credits=credits(dateline, paragraphs),
        original_date=dates.report_date([dateline, *_texts(pieces, "byline")], lead),
        blocks=blocks,
        captions=_captions(pieces),
        comments=[DraftComment(p.text, p.line) for p in pieces if p.kind == "comment"],
    )


def _pieces(record: Record, classified: list[ClassifiedLine]) -> list[_Piece]:
    visible = (line for line in classified if line.block is not None)
    return [
        _piece(record, list(lines)) for _, lines in groupby(visible, key=lambda line: line.block)
    ]


def _piece(record: Record, lines: list[ClassifiedLine]) -> _Piece:
    texts = [record.lines[line.n - 1].rstrip("\r\n") for line in lines]
    separator = "\n" if lines[0].kind == "comment" else " "
    return _Piece(kind=lines[0].kind, text=separator.join(texts), line=lines[0].n)


def _display(text: str) -> str:
    return " ".join(arabic.clean(text).split())


def _texts(pieces: list[_Piece], kind: str) -> list[str]:
    return [_display(piece.text) for piece in pieces if piece.kind == kind]


def _first_text(pieces: list[_Piece]) -> str:
    return _display(pieces[0].text) if pieces else ""


def _blocks(pieces: list[_Piece]) -> list[BodyBlock]:
    return [
        BodyBlock(kind=piece.kind, text=_display(piece.text), first_line=piece.line)
        for piece in pieces
        if piece.kind in ("paragraph", "heading")
    ]


def _without_dateline(blocks: list[BodyBlock]) -> tuple[str, list[BodyBlock]]:
    if not blocks or not (match := _DATELINE.match(blocks[0].text)):
        return "", blocks
    first = blocks[0]
    rest = BodyBlock(kind=first.kind, text=first.text[match.end() :], first_line=first.first_line)
    return match["dateline"].strip(), [rest, *blocks[1:]]


def _captions(pieces: list[_Piece]) -> list[Caption]:
    found = []
    before = 0
    for piece in pieces:
        before += piece.kind in ("paragraph", "heading")
        if piece.kind == "caption":
            found.append(Caption(_display(piece.text), after_block=before, line=piece.line))
    return found
