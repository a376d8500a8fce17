"""A comment taken apart for the rules: words with their place, clause, quotation and lists."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from articles.arabic import is_stop_word
from comments.flagging.disguise import Piece, undisguised
from comments.flagging.findings import Span
from comments.flagging.lexicon import (
    ALLOWED_NAME,
    Reading,
    begins_phrase,
    cores,
    cues,
    labels,
    phrases_at,
    topics,
)
from comments.flagging.verbs import Verb, verbs

# Readers may send 3,000 characters; what is longer came another way and is not read to its end.
LIMIT = 10_000
CLAUSE_END = re.compile(r"[.!?؟؛;\n…]+")
QUOTATION = re.compile(
    r"«[^»]{2,400}»|“[^”]{2,400}”|„[^“]{2,400}“|\"[^\"]{2,400}\"|(?<!\w)'[^']{2,400}'(?!\w)"
)
MAY_QUOTE = re.compile("[«“„\"']")
DEFINITE = tuple(
    """
    ال
    وال
    فال
    يال
    هال
    """.split()
)
# «الم», «الف»: words that only begin like an article.
MIN_DEFINITE = 5


class Word(NamedTuple):
    """A word of the comment; `folded` has the analyser's letters with stretching undone."""

    start: int
    end: int
    folded: str
    clause: int
    is_quoted: bool
    labels: dict[str, Reading]
    cues: frozenset[str]
    topics: frozenset[str]
    verbs: tuple[Verb, ...]
    is_stop: bool

    @property
    def is_definite(self) -> bool:
        """True of a word with the article and no preposition before it."""
        return self.folded.startswith(DEFINITE) and len(self.folded) >= MIN_DEFINITE


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry of a list found at the words `first` … `last` (inclusive)."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment as the rules read it: its words, and the places at which a rule has to look.

    `hits` are the entries of each list, `cued` the words of each list of cues, `acting` those
    that may be known verbs.
    """

    text: str
    words: tuple[Word, ...]
    hits: dict[str, list[Hit]]
    cued: dict[str, list[int]]
    acting: list[int]

    def span(self, first: int, last: int) -> Span:
        """Return the piece of text from the word `first` to the word `last`."""
        start, end = self.words[first].start, self.words[last].end
        return Span(start, end, self.text[start:end])


def read(text: str) -> Comment:
    """Take a comment apart; of more than `LIMIT` characters only the first are read."""
    words = _placed(text, undisguised(text[:LIMIT]))
    acting = [i for i, word in enumerate(words) if word.verbs]
    return Comment(text, words, _hits(words), _cued(words), acting)


def _placed(text: str, pieces: list[Piece]) -> tuple[Word, ...]:
    clause_ends = [m.start() for m in CLAUSE_END.finditer(text[:LIMIT])]
    quotations = _quotations(text[:LIMIT])
    return tuple(
        Word(
            start,
            end,
            folded,
            bisect_right(clause_ends, start),
            bool(quotations) and _lies_within(quotations, start, end),
            *_known(folded),
        )
        for start, end, folded in pieces
    )


def _quotations(text: str) -> list[tuple[int, int]]:
    if not MAY_QUOTE.search(text):
        return []
    return [m.span() for m in QUOTATION.finditer(text)]


def _lies_within(quotations: list[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect_right(quotations, (start, LIMIT)) - 1
    return at >= 0 and end <= quotations[at][1]


@lru_cache(maxsize=20_000)
def _known(folded: str) -> tuple:
    """Return what the lists say of a word, in the order of the last fields of `Word`."""
    return (labels(folded), cues(folded), topics(folded), verbs(folded), is_stop_word(folded))


def _cued(words: tuple[Word, ...]) -> dict[str, list[int]]:
    cued: dict[str, list[int]] = {}
    for i, word in enumerate(words):
        for name in word.cues:
            cued.setdefault(name, []).append(i)
    return cued


def _hits(words: tuple[Word, ...]) -> dict[str, list[Hit]]:
    """Find all entries, single words and phrases, outside of allowed phrases («لحم الخنزير»)."""
    found = [(name, Hit(i, i)) for i, word in enumerate(words) for name in word.labels]
    for i in range(len(words) - 1):
        if begins_phrase(words[i].folded):
            found += _phrases(words, i)
    allowed = [hit for name, hit in found if name == ALLOWED_NAME]
    hits: dict[str, list[Hit]] = {}
    for name, hit in found:
        if not any(a.first <= hit.first and hit.last <= a.last for a in allowed):
            hits.setdefault(name, []).append(hit)
    return hits


def _phrases(words: tuple[Word, ...], i: int) -> Iterator[tuple[str, Hit]]:
    for phrase in phrases_at(words[i].folded, words[i + 1].folded):
        last = i + len(phrase.parts) - 1
        if last < len(words) and _continues(words[i + 2 : last + 1], phrase.parts[2:]):
            for name in phrase.names:
                yield name, Hit(i, last)


def _continues(words: tuple[Word, ...], parts: tuple[str, ...]) -> bool:
    return all(part in cores(word.folded) for part, word in zip(parts, words, strict=True))
