"""What the importer makes of a text: plain values, for those who only pass them on."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

Kind = Literal[
    "headline", "byline", "summary", "paragraph", "heading", "caption", "comment", "blank"
]


class ClassifiedLine(NamedTuple):
    """The kind of line `n` (from 1). Lines joined into one paragraph share their `block`."""

    n: int
    kind: Kind
    block: int | None


class Credit(NamedTuple):
    """An agency and the words of the text that show it, as they stand."""

    agency: str
    evidence: str


class BodyBlock(NamedTuple):
    """A paragraph or heading of the body; `first_line` is its first line in the record."""

    kind: Literal["paragraph", "heading"]
    text: str
    first_line: int


class Caption(NamedTuple):
    """Text of a picture. `after_block`: how many body blocks stand before it (0: at the top)."""

    text: str
    after_block: int
    line: int


class DraftComment(NamedTuple):
    """A reader's comment exactly as received, without its line end.

    `line` is the first line of its text; `author` is the name that stood over it, if one did.
    """

    text: str
    line: int
    author: str = ""


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
