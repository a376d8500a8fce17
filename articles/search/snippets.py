"""Showing where a text holds what was searched for: whole words of the original text. Pure."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress, count
from operator import not_

from articles import arabic

WINDOW = 28  # words of a snippet: about two lines of a result on a wide screen
REPEAT = 0.1  # what a word that is found again adds beside a word found for the first time
ELLIPSIS = "…"
_PRINTED_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the original text, marked where it is a word that was searched for."""

    text: str
    is_hit: bool = False


def highlight(text: str, terms: Collection[str]) -> list[Piece]:
    """The whole text in pieces, in order; joined they are the text."""
    pieces: list[Piece] = []
    at = 0
    for start, end in _hits(text, frozenset(terms)):
        if start >= at:
            pieces += [Piece(text[at:start]), Piece(text[start:end], is_hit=True)]
            at = end
    pieces.append(Piece(text[at:]))
    return [piece for piece in pieces if piece.text]


def snippet(text: str, terms: Collection[str]) -> list[Piece]:
    """The stretch of 28 words with most different words searched for; the first of the best.

    A text without any of them gives its beginning. «…» stands where the text goes on. Only the
    stretch is read letter by letter; of the rest the terms are enough.
    """
    words = text.split()
    if not words:
        return []
    first = _best_window(words, frozenset(terms))
    begin, end = _span(text, first)
    before = [Piece(ELLIPSIS)] if begin else []
    after = [Piece(ELLIPSIS)] if first + WINDOW < len(words) else []
    return [*before, *highlight(text[begin:end], terms), *after]


def _hits(text: str, terms: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where the words that were searched for begin and end."""
    read = arabic.terms_of_words(text.split())
    for printed, held in zip(_PRINTED_WORD.finditer(text), read, strict=True):
        if terms.isdisjoint(held):
            continue
        for word in arabic.tokens(printed.group()):
            if word.stem in terms and not word.is_stop:
                yield printed.start() + word.start, printed.start() + word.end


def _span(text: str, first: int) -> tuple[int, int]:
    """Where a stretch of words begins and ends.

    What stands before the first word of the text and after its last belongs to them.
    """
    rest = text.split(maxsplit=first)[first]
    begin = len(text) - len(rest) if first else 0
    words = text[begin:].split(maxsplit=WINDOW)
    if len(words) <= WINDOW:
        return begin, len(text)
    return begin, len(text[: len(text) - len(words[WINDOW])].rstrip())


def _best_window(words: Sequence[str], terms: frozenset[str]) -> int:
    """The index of the first word of the best window, which begins a few words before a hit."""
    read = arabic.terms_of_words(words)
    # Few of the words are hits, and no line of Python is run for the others.
    places = compress(count(), map(not_, map(terms.isdisjoint, read)))
    hits = [(at, terms.intersection(read[at])) for at in places]
    last = max(len(words) - WINDOW, 0)
    starts = [min(max(at - WINDOW // 4, 0), last) for at, _held in hits]
    return max(starts, key=lambda start: _worth(hits, start), default=0)


def _worth(hits: Sequence[tuple[int, frozenset[str]]], start: int) -> float:
    inside = [held for at, held in hits if start <= at < start + WINDOW]
    distinct = len(frozenset().union(*inside))
    return distinct + REPEAT * (len(inside) - distinct)
