"""One line of a text as the classifier sees it."""

import re
from dataclasses import dataclass

from articles.importing.printed import look
from articles.importing.reading import INVISIBLE

STOPS = ".!?؟…"
CLOSERS = "\"'”“»)]’‘}"
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_ENDS_SENTENCE = re.compile(f"[{STOPS}][{CLOSERS}\\s&]*$|[{STOPS}؛،:].?$")


@dataclass(eq=False, slots=True)
class Line:
    """A line that is not blank: `n` counts from 1, `text` is what can be seen of it.

    `printed` are its words, `shows` the bits of what they show (see `printed`). `words` are
    folded (see `articles.arabic.fold`), `folded` is them in a row, `vocabulary` each of them
    once; `is_stopped` tells whether the last sentence is closed, `after_blank` whether a blank
    line stands before it. No line equals another: what was said of one is remembered for it.
    """

    n: int
    text: str
    length: int
    printed: list[str]
    shows: int
    words: tuple[str, ...]
    folded: str
    vocabulary: frozenset[str]
    is_stopped: bool
    after_blank: bool


def visible_lines(lines: list[str]) -> list[Line]:
    """The lines on which anything can be seen."""
    visible = []
    after_blank = False
    has_invisible = any(map("".join(lines).__contains__, INVISIBLE))
    for n, raw in enumerate(lines, start=1):
        text = (_INVISIBLE.sub("", raw) if has_invisible else raw).strip()
        if text:
            visible.append(_observe(n, text, after_blank))
        after_blank = not text
    return visible


def _observe(n: int, text: str, after_blank: bool) -> Line:
    printed, words, shows = look(text)
    return Line(
        n=n,
        text=text,
        length=len(text),
        printed=printed,
        shows=shows,
        words=tuple(words),
        folded=" ".join(words),
        vocabulary=frozenset(words),
        is_stopped=_ENDS_SENTENCE.search(text[-12:]) is not None,
        after_blank=after_blank,
    )
