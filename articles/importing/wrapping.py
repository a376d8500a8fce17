"""Paragraphs whose lines were broken by width.

A text is hard-wrapped if a line ends on a word that cannot end anything («… الحالات الانسانية
من»). Then a line goes on with the paragraph of the line before it, unless that one closed its
sentence, or, being itself a continuation, ended well before the width: the last line of a
paragraph is the short one, and the first may be cut short by a link or a bold name.
"""

from collections.abc import Iterator
from itertools import pairwise

from articles.importing.lines import Line
from articles.importing.words import words

_UNFINISHED = words("unfinished")
_SHORT = 0.6  # of the widest line of the paragraph so far
_WIDEST = 200  # an editor's line, not a whole paragraph


def is_hard_wrapped(lines: list[Line]) -> bool:
    """Whether lines of the text break inside sentences."""
    return any(_breaks_inside(*pair) for pair in pairwise(lines))


def _breaks_inside(line: Line, following: Line) -> bool:
    if line.is_stopped or following.after_blank or line.length > _WIDEST or not line.words:
        return False
    return line.words[-1] in _UNFINISHED or line.text.endswith(("،", ","))


def continuations(lines: list[Line]) -> Iterator[Line]:
    """The lines that go on with the paragraph of the line before them."""
    if not is_hard_wrapped(lines):
        return
    width = 0
    for line, following in pairwise(lines):
        ends = line.is_stopped or line.length < _SHORT * width or line.length > _WIDEST
        if ends or following.after_blank:
            width = 0
            continue
        width = max(width, line.length, following.length)
        yield following
