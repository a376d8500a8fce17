"""A comment taken apart for the rules: words with their place, clause, quotation and lists."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from articles.arabic import is_stop_word
from comments.flagging.disguise import Piece, undisguised
from comments.flagging.findings import Span
from comments.flagging.lexicon import ALLOWED_NAME, Reading, cores, cues, labels, phrases_at, topics

# Readers may send 3,000 characters; what is longer came another way and is not read to its end.
LIMIT = 10_000
CLAUSE_END = re.compile(r"[.!?؟؛;\n…]+")
QUOTATION = re.compile(
    r"«[^»]{2,400}»|“[^”]{2,400}”|„[^“]{2,400}“|\"[^\"]{2,400}\"|(?<!\w)'[^']{2,400}'(?!\w)"
)
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


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the comment; `folded` has the analyser's letters with stretching undone."""

    start: int
    end: int
    folded: str
    clause: int
    is_quoted: bool
    labels: dict[str, Reading]
    cues: frozenset[str]
    topics: frozenset[str]
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
    """A comment as the rules read it."""

    text: str
    words: tuple[Word, ...]
    hits: dict[str, list[Hit]] = field(default_factory=dict)

    def span(self, first: int, last: int) -> Span:
        """Return the piece of text from the word `first` to the word `last`."""
        start, end = self.words[first].start, self.words[last].end
        return Span(start, end, self.text[start:end])


def read(text: str) -> Comment:
    """Take a comment apart; of more than `LIMIT` characters only the first are read."""
    words = _placed(text, undisguised(text[:LIMIT]))
    return Comment(text, words, _hits(words))


def _placed(text: str, pieces: list[Piece]) -> tuple[Word, ...]:
    clause_ends = [m.start() for m in CLAUSE_END.finditer(text[:LIMIT])]
    quotations = [m.span() for m in QUOTATION.finditer(text[:LIMIT])]
    return tuple(_word(piece, clause_ends, quotations) for piece in pieces)


def _word(piece: Piece, clause_ends: list[int], quotations: list[tuple[int, int]]) -> Word:
    at = bisect_right(quotations, (piece.start, LIMIT)) - 1
    return Word(
        piece.start,
        piece.end,
        piece.folded,
        clause=bisect_right(clause_ends, piece.start),
        is_quoted=at >= 0 and piece.end <= quotations[at][1],
        labels=labels(piece.folded),
        cues=cues(piece.folded),
        topics=topics(piece.folded),
        is_stop=is_stop_word(piece.folded),
    )


def _hits(words: tuple[Word, ...]) -> dict[str, list[Hit]]:
    """Find all entries, single words and phrases, outside of allowed phrases («لحم الخنزير»)."""
    found = [(name, Hit(i, i)) for i, word in enumerate(words) for name in word.labels]
    for i in range(len(words) - 1):
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
