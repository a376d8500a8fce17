"""What stands between quotation marks: « », “ ”, " and '', paired as people really print them.

Newspapers mix the marks, turn them the wrong way round, put blanks inside them, forget one of
a pair, and open every paragraph of a long quotation anew. So a mark's side is judged by what
stands around it; what its form says only decides where its surroundings do not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

GUILLEMETS = "«»"
_MARK = re.compile("''|[\"“”„‟«»″]")
_OPENING_FORMS = "“„‟"
_AFTER_CLOSING = re.compile(r"\s|[.,،؛;:!?؟…)\]»”″\"\-–—]|$")
_BEFORE_OPENING = re.compile(r"(?:^|[\s(\[«“\"،:\-–—])$")
# A preposition or conjunction of one letter is printed onto the word that it governs.
_PROCLITIC = re.compile(
    "(?:^|[\\s(])[وفبكل]\u0640?$|\u0640$",
)
_SENTENCE_ENDS = re.compile(r"[.!?؟]\s")
# Words after which a new quotation opens although the last one was never closed.
_LEADS_IN = re.compile(
    r"(?:[أإا]ن|ب[أا]ن|[أإا]نه|[أإا]نها|:|قال|قالت|[أا]ضاف|[أا]ضافت|وتابع|وتابعت|قائلا|قائلة)\s*$"
)
_LEAD_IN_LENGTH = 120  # characters from the end of a sentence to the mark after «وقال إن»


@dataclass(frozen=True, slots=True)
class Marked:
    """Text in quotation marks: `text[start:end]` without them, `text[opened:closed]` with them.

    `is_continued` says that the quotation goes on in the next passage in marks.
    """

    start: int
    end: int
    opened: int
    closed: int
    is_continued: bool = False

    def __contains__(self, position: int) -> bool:
        return self.opened <= position < self.closed


class _Mark:
    """A quotation mark and which sides of a quotation it can stand on."""

    def __init__(self, text: str, match: re.Match, swapped: bool):
        self.start, self.end = match.span()
        self.form = match.group()
        before = text[max(0, self.start - 4) : self.start].rpartition("\n")[2]
        after = text[self.end : self.end + 1]
        self.is_prefixed = bool(_PROCLITIC.search(before))
        closes = bool(_AFTER_CLOSING.match(after))
        opens = self.is_prefixed or bool(_BEFORE_OPENING.search(before))
        if self.form in GUILLEMETS:
            opens = (self.form == "«") is not swapped
            closes = not opens
        self.opens = opens and (self.is_prefixed or not closes)
        self.closes = closes and not opens
        if not self.opens and not self.closes and re.match(r"[.,،؛:!?؟)]|$", after):
            self.closes = True

    @property
    def family(self) -> str:
        return "angle" if self.form in GUILLEMETS else "double"


def find_marked(text: str) -> list[Marked]:
    """The passages of `text` in quotation marks, outermost ones, in order.

    A quotation that is never closed ends with its paragraph, unless the next paragraph closes
    it before opening another.
    """
    paragraphs = list(_paragraphs(text))
    found: list[Marked] = []
    pending: _Mark | None = None
    for index, (start, end) in enumerate(paragraphs):
        marks = _marks(text, start, end)
        if pending and not (marks and not marks[0].opens):
            found.append(_unclosed(text, pending, paragraphs[index - 1][1], marks, start))
            pending = None
        passages, pending = _pair(text, marks, pending)
        found.extend(passages)
    if pending:
        found.append(_unclosed(text, pending, len(text), [], len(text)))
    return [passage for passage in found if passage.start < passage.end]


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"[^\n]*[^\s][^\n]*", text):
        yield match.span()


def _marks(text: str, start: int, end: int) -> list[_Mark]:
    matches = list(_MARK.finditer(text, start, end))
    angles = [match.group() for match in matches if match.group() in GUILLEMETS]
    swapped = len(angles) > 1 and angles[0] == "»" and angles[-1] == "«"
    return [_Mark(text, match, swapped) for match in matches]


def _unclosed(text: str, mark: _Mark, end: int, next_marks: list[_Mark], next_start: int) -> Marked:
    is_continued = bool(next_marks) and not text[next_start : next_marks[0].start].strip()
    return _passage(text, mark.start, mark.end, end, end, is_continued)


def _passage(text, opened, start, end, closed, is_continued=False) -> Marked:
    inner = text[start:end]
    start += len(inner) - len(inner.lstrip())
    end = max(start, end - (len(inner) - len(inner.rstrip())))
    return Marked(start, end, opened, closed, is_continued)


def _pair(text: str, marks: list[_Mark], carried: _Mark | None):
    """The passages that `marks` bound, and the mark that the paragraph leaves open."""
    found: list[Marked] = []
    stack = [carried] if carried else []
    for index, mark in enumerate(marks):
        if not stack:
            if not mark.closes or _opens_after_all(marks, index):
                stack.append(mark)
        elif _opens_inside(mark, stack):
            if broken := _forgotten_end(text, stack[0], mark):
                found.append(_passage(text, stack[0].start, stack[0].end, broken, broken))
                stack = []
            stack.append(mark)
        else:
            opening = _closed_by(stack, mark)
            if not stack:
                found.append(_passage(text, opening.start, opening.end, mark.start, mark.end))
    return found, (stack[0] if stack else None)


def _opens_after_all(marks: list[_Mark], index: int) -> bool:
    """Whether a mark printed onto the word before it must open: the next one closes too."""
    following = marks[index + 1] if index + 1 < len(marks) else None
    return following is not None and not following.opens and marks[index].form not in GUILLEMETS


def _opens_inside(mark: _Mark, stack: list[_Mark]) -> bool:
    if mark.opens:
        return True
    return not mark.closes and mark.form in _OPENING_FORMS and stack[-1].form != mark.form


def _closed_by(stack: list[_Mark], mark: _Mark) -> _Mark:
    """Take from the stack what `mark` closes: the innermost of its family, with all inside."""
    families = [opening.family for opening in stack]
    if mark.family not in families:
        return stack.pop()
    depth = len(families) - 1 - families[::-1].index(mark.family)
    opening = stack[depth]
    del stack[depth:]
    return opening


def _forgotten_end(text: str, opening: _Mark, mark: _Mark) -> int | None:
    """Where a quotation ended whose mark was forgotten, if `mark` begins another one."""
    ends = list(_SENTENCE_ENDS.finditer(text, opening.end, mark.start))
    if not ends or not _LEADS_IN.search(text, max(0, mark.start - 12), mark.start):
        return None
    last = ends[-1].start() + 1
    return last if mark.start - last <= _LEAD_IN_LENGTH else None
