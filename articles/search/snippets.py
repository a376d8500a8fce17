"""Showing where a text holds what was searched for: whole words of the original text. Pure."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import islice

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
    return _pieces(text, 0, len(text), arabic.tokens(text), terms)


def snippet(text: str, terms: Collection[str]) -> list[Piece]:
    """The stretch of 28 words with most different words searched for; the first of the best.

    A text without any of them gives its beginning. «…» stands where the text goes on. Only the
    stretch is read letter by letter; of the rest the terms are enough.
    """
    words = text.split()
    if not words:
        return []
    first = _best_window(words, frozenset(terms))
    begin, end = _span(text, first, min(first + WINDOW, len(words)) - 1)
    is_end = first + WINDOW >= len(words)
    shown = text[begin:] if is_end else text[begin:end]
    before = [Piece(ELLIPSIS)] if begin else []
    after = [] if is_end else [Piece(ELLIPSIS)]
    return [*before, *highlight(shown, terms), *after]


def _span(text: str, first: int, last: int) -> tuple[int, int]:
    """Where a stretch of words begins and ends; the first also has what stands before it."""
    places = list(islice(_PRINTED_WORD.finditer(text), last + 1))
    return places[first].start() if first else 0, places[last].end()


def _best_window(words: Sequence[str], terms: frozenset[str]) -> int:
    """The index of the first word of the best window, which begins a few words before a hit."""
    hits = [
        (at, terms.intersection(held))
        for at, word in enumerate(words)
        if not terms.isdisjoint(held := arabic.word_terms(word))
    ]
    last = max(len(words) - WINDOW, 0)
    starts = [min(max(at - WINDOW // 4, 0), last) for at, _held in hits]
    return max(starts, key=lambda start: _worth(hits, start), default=0)


def _worth(hits: Sequence[tuple[int, frozenset[str]]], start: int) -> float:
    inside = [held for at, held in hits if start <= at < start + WINDOW]
    distinct = len(frozenset().union(*inside))
    return distinct + REPEAT * (len(inside) - distinct)


def _pieces(
    text: str, begin: int, end: int, words: Sequence[arabic.Token], terms: Collection[str]
) -> list[Piece]:
    pieces: list[Piece] = []
    at = begin
    for word in words:
        if word.stem in terms and word.start >= at:
            pieces += [Piece(text[at : word.start]), Piece(word.text, is_hit=True)]
            at = word.end
    pieces.append(Piece(text[at:end]))
    return [piece for piece in pieces if piece.text]
