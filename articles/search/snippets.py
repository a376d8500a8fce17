"""Showing where a text holds what was searched for: whole words of the original text. Pure."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from itertools import compress, count
from operator import not_
from typing import NamedTuple

from articles import arabic

WINDOW = 28  # words of a snippet: about two lines of a result on a wide screen
REPEAT = 0.1  # what a word that is found again adds beside a word found for the first time
ELLIPSIS = "…"


class Piece(NamedTuple):
    """A part of the original text, marked where it is a word that was searched for.

    A tuple, because a page has hundreds, and a frozen dataclass takes four times as long to make.
    """

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
    words = text.split()
    end = last = 0
    for place in _places(arabic.terms_of_words(words), terms):
        for printed in words[last : place + 1]:
            begin = text.index(printed, end)
            end = begin + len(printed)
        last = place + 1
        for start, stop, stem in _tokens(words[place]):
            if stem in terms:
                yield begin + start, begin + stop


def _places(read: Sequence[tuple[str, ...]], terms: frozenset[str]) -> Iterator[int]:
    """Which of the words, by their terms, were searched for."""
    # Few of the words are hits, and no line of Python is run for the others.
    return compress(count(), map(not_, map(terms.isdisjoint, read)))


def _tokens(printed: str) -> list[tuple[int, int, str]]:
    found = arabic.tokens(printed)
    return [(word.start, word.end, word.stem) for word in found if not word.is_stop]


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
    places = list(_places(read, terms))
    held = [terms.intersection(read[at]) for at in places]
    last = max(len(words) - WINDOW, 0)
    starts = [min(max(at - WINDOW // 4, 0), last) for at in places]
    return max(starts, key=lambda start: _worth(places, held, start), default=0)


def _worth(places: Sequence[int], held: Sequence[frozenset[str]], start: int) -> float:
    first = bisect_left(places, start)
    inside = held[first : bisect_left(places, start + WINDOW, first)]
    distinct = len(frozenset().union(*inside))
    return distinct + REPEAT * (len(inside) - distinct)
