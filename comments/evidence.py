"""A comment's text cut where evidence begins and ends, so that a page can mark it."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from comments.models import Flag


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the text and the names of what points at it; none for plain text."""

    text: str
    labels: tuple[str, ...]


def segments(text: str, flags: Iterable[Flag]) -> list[Segment]:
    """The whole text in order; joined together the segments are the text.

    Evidence that overlaps is cut into pieces that each name all that points there.
    """
    marks = [
        (start, end, label)
        for flag, label in ((flag, str(flag.get_reason_display())) for flag in flags)
        for start, end, _words in flag.spans
        if 0 <= start < end <= len(text)
    ]
    cuts = sorted({0, len(text), *(cut for start, end, _label in marks for cut in (start, end))})
    return [Segment(text[begin:end], _labels(marks, begin, end)) for begin, end in pairwise(cuts)]


def _labels(marks: list[tuple[int, int, str]], begin: int, end: int) -> tuple[str, ...]:
    found = [label for start, stop, label in marks if start <= begin and end <= stop]
    return tuple(dict.fromkeys(found))
