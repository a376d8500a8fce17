"""Paragraphs, headings and captions between the headline and the thread."""

from collections.abc import Iterator
from itertools import pairwise

from articles.importing.lines import Line
from articles.importing.words import entries

LONGEST_HEADING = 5
LONGEST_CAPTION = 25
PRESENT = ("ي", "ت")
_UNFINISHED = frozenset(entries("unfinished"))


def kinds(lines: list[Line]) -> list[str]:
    """One kind for each line: paragraph, heading or caption."""
    wrapped = is_hard_wrapped(lines)
    return [_kind(lines, index, wrapped) for index in range(len(lines))]


def _kind(lines: list[Line], index: int, wrapped: bool) -> str:
    line = lines[index]
    if wrapped or line.is_stopped or len(line.words) > LONGEST_CAPTION or line.length > 120:
        return "paragraph"
    if len(line.words) <= LONGEST_HEADING and _before_paragraph(lines, index):
        return "heading" if line.length < 40 and not _has_present_verb(line) else "caption"
    return "caption" if len(line.words) > 2 else "paragraph"


def _before_paragraph(lines: list[Line], index: int) -> bool:
    following = lines[index + 1 : index + 2]
    return bool(following) and following[0].is_stopped and following[0].length > 100


def _has_present_verb(line: Line) -> bool:
    return any(word[0] in PRESENT and 4 <= len(word) <= 7 for word in line.words[1:])


def is_hard_wrapped(lines: list[Line]) -> bool:
    """Whether lines break inside sentences: one ends on a word that cannot end anything."""
    return any(
        not line.is_stopped and line.words and line.words[-1] in _UNFINISHED for line in lines[:-1]
    )


def continuations(lines: list[Line], kinds: dict[int, str]) -> Iterator[Line]:
    """The lines that go on with the paragraph of the line before them."""
    if not is_hard_wrapped(lines):
        return
    width = 0
    for before, line in pairwise(lines):
        joined = kinds[before.n] == kinds[line.n] == "paragraph"
        if before.is_stopped or not joined or line.n != before.n + 1:
            width = 0
            continue
        if width and before.length < 0.6 * width:
            width = 0
            continue
        width = max(width, before.length, line.length)
        yield line
