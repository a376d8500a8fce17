"""Passages that stand in two stories of an event, and which of the two names an agency."""

from dataclasses import dataclass

from articles.comparison.comparing import Copy
from articles.events.comparing import Column, ComparedEvent


@dataclass(frozen=True, slots=True)
class Side:
    """A passage as one of the stories prints it; `agencies` are those that the story credits."""

    column: Column
    words: str
    agencies: tuple[str, ...]
    address: str


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """`percent` of the words are equal and in the same order."""

    word_count: int
    percent: int
    sides: tuple[Side, Side]


def shown_passages(compared: ComparedEvent) -> list[ShownPassage]:
    """The passages, longest first."""
    copies = sorted(compared.comparison.copies, key=lambda copy: -copy.passage.word_count)
    return [_shown(compared, copy) for copy in copies]


def _shown(compared: ComparedEvent, copy: Copy) -> ShownPassage:
    found = copy.passage
    return ShownPassage(
        found.word_count,
        int(found.likeness * 100),
        (
            _side(compared, found.first, found.first_start, found.first_end, copy.first_agencies),
            _side(
                compared, found.second, found.second_start, found.second_end, copy.second_agencies
            ),
        ),
    )


def _side(compared: ComparedEvent, place: int, start: int, end: int, agencies) -> Side:
    text = compared.texts[place]
    words = " ".join(text.text[start:end].split())
    return Side(compared.columns[place], words, agencies, text.address(start, end))
