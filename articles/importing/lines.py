"""One line of a text as the classifier sees it."""

import re
from dataclasses import dataclass

from articles import arabic

STOPS = ".!?؟…"
CLOSERS = "\"'”“»)]’‘}"
# Zero-width characters, marks of direction, byte order mark, soft hyphen.
INVISIBLE = dict.fromkeys(
    ord(char)
    for char in "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_INVISIBLE = re.compile("[" + "".join(map(chr, INVISIBLE)) + "]")
_ENDS_SENTENCE = re.compile(f"[{STOPS}][{CLOSERS}\\s&]*$|[{STOPS}؛،:].?$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: `n` counts from 1, `text` is what can be seen of it.

    `words` are folded (see `articles.arabic.fold`), `folded` is them in a row, `vocabulary`
    each of them once; `is_stopped` tells whether the last sentence is closed, `after_blank`
    whether a blank line stands before it.
    """

    n: int
    text: str
    words: tuple[str, ...]
    folded: str
    vocabulary: frozenset[str]
    is_stopped: bool
    after_blank: bool

    @property
    def length(self) -> int:
        """In characters."""
        return len(self.text)


def visible_lines(lines: list[str]) -> list[Line]:
    """The lines on which anything can be seen."""
    visible = []
    after_blank = False
    for n, raw in enumerate(lines, start=1):
        text = _INVISIBLE.sub("", raw).strip()
        if text:
            visible.append(_observe(n, text, after_blank))
        after_blank = not text
    return visible


def _observe(n: int, text: str, after_blank: bool) -> Line:
    words = tuple(arabic.fold(text).split())
    return Line(
        n=n,
        text=text,
        words=words,
        folded=" ".join(words),
        vocabulary=frozenset(words),
        is_stopped=_ENDS_SENTENCE.search(text[-12:]) is not None,
        after_blank=after_blank,
    )
