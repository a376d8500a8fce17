"""Which terms of a lexicon a text uses, where, how often, and in whose voice.

A form is matched on folded words: spelling variants, harakat and tatweel make no difference.
Its first word may carry و ف ب ك ل and the article, the others the article. Pronouns and case
endings count. A plural in ون stands for ين, for the construct in و and ي, and for the singular
that a number counts («تسعمئة إرهابي»); an agent or a noun of relation in the singular stands
for its plural too, never the other way round. Of two forms at one place the longer one counts.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from articles.arabic import fold
from articles.comparison.lexicon import Lexicon, Referent
from articles.comparison.prose import Prose
from articles.comparison.word_forms import (
    accepted_keys,
    keys_inside,
    keys_when_counted,
    word_keys,
)

# Between the words of one form: blanks, brackets, quotation marks («ما يسمى "المعارضة" السورية»).
_GAP = re.compile("[ \t\u00a0\u0640\"'“”«»()\\-–]*")


@dataclass(frozen=True, slots=True)
class Hit:
    """One use of a term: `text[start:end]`, in the sentence `text[sentence_start:sentence_end]`.

    `is_quoted` is whether it stands in quotation marks or in what somebody is reported to say.
    """

    referent: str
    term: str
    start: int
    end: int
    sentence_start: int
    sentence_end: int
    is_quoted: bool


@dataclass(frozen=True, slots=True)
class TermCount:
    """How often one story uses a term, in its own voice and in quotation."""

    referent: str
    term: str
    own: int
    quoted: int
    word_count: int

    @property
    def total(self) -> int:
        return self.own + self.quoted

    @property
    def per_thousand(self) -> float:
        """Uses in a thousand words of the story; 0.0 for a story without words."""
        return 1000 * self.total / self.word_count if self.word_count else 0.0


class _Pattern(NamedTuple):
    """A form as matched: for each word the keys that fit. An exception has no term."""

    referent: str
    term: str | None
    words: tuple[frozenset[str], ...]


def find_hits(prose: Prose, lexicon: Lexicon, is_quoted=lambda position: False) -> list[Hit]:
    """Every use of the lexicon's terms in a text, in order; `is_quoted` tells of an offset."""
    return [
        _hit(prose, pattern, first, last, is_quoted)
        for pattern, first, last in _matches(prose, _compiled(lexicon))
        if pattern.term is not None
    ]


def count_terms(hits: Iterable[Hit], word_count: int) -> list[TermCount]:
    """The hits of one story counted by referent and term, in order of first use."""
    tallies: dict[tuple[str, str], list[int]] = {}
    for hit in hits:
        tallies.setdefault((hit.referent, hit.term), [0, 0])[hit.is_quoted] += 1
    return [
        TermCount(referent, term, own, quoted, word_count)
        for (referent, term), (own, quoted) in tallies.items()
    ]


def _hit(prose: Prose, pattern: _Pattern, first: int, last: int, is_quoted) -> Hit:
    start, end = prose.tokens[first].start, prose.tokens[last].end
    sentence = prose.sentence_at(start)
    return Hit(
        pattern.referent,
        pattern.term,
        start,
        end,
        min(start, sentence.start),
        max(end, sentence.end),
        is_quoted(start),
    )


def _matches(prose: Prose, index: dict[str, list[_Pattern]]) -> Iterator[tuple]:
    """(pattern, first token, last token): the longest at each place, one for each referent."""
    counted = _counted(prose)
    position = 0
    while position < len(prose.tokens):
        longest = _longest_at(prose, position, index, position in counted)
        length = len(longest[0].words) if longest else 1
        for pattern in longest:
            yield pattern, position, position + length - 1
        position += length


def _counted(prose: Prose) -> set[int]:
    """Indices of the tokens that follow a number at once."""
    text = prose.text
    found = set()
    for numeral in prose.numerals:
        following = prose.tokens_between(numeral.end, len(text)).start
        if following < len(prose.tokens):
            gap = text[numeral.end : prose.tokens[following].start]
            if not gap.strip(" \u00a0"):
                found.add(following)
    return found


def _longest_at(prose: Prose, position: int, index, is_counted: bool) -> list[_Pattern]:
    folded = prose.tokens[position].folded
    keys = keys_when_counted(folded) if is_counted else word_keys(folded)
    fitting = {
        id(pattern): pattern
        for key in keys
        for pattern in index.get(key, ())
        if _fits(prose, position, pattern)
    }
    if not fitting:
        return []
    length = max(len(pattern.words) for pattern in fitting.values())
    longest = (pattern for pattern in fitting.values() if len(pattern.words) == length)
    return list({pattern.referent: pattern for pattern in longest}.values())


def _fits(prose: Prose, position: int, pattern: _Pattern) -> bool:
    """Whether the second and further words of `pattern` follow the token at `position`."""
    if position + len(pattern.words) > len(prose.tokens):
        return False
    for offset, accepted in enumerate(pattern.words[1:], start=position + 1):
        before, token = prose.tokens[offset - 1], prose.tokens[offset]
        if not _GAP.fullmatch(prose.text, before.end, token.start):
            return False
        if accepted.isdisjoint(keys_inside(token.folded)):
            return False
    return True


@lru_cache(maxsize=64)
def _compiled(lexicon: Lexicon) -> dict[str, list[_Pattern]]:
    """Patterns by the keys of their first word."""
    index: dict[str, list[_Pattern]] = {}
    for pattern in _patterns(lexicon.referents):
        for key in pattern.words[0]:
            index.setdefault(key, []).append(pattern)
    return index


def _patterns(referents: Iterable[Referent]) -> Iterator[_Pattern]:
    for referent in referents:
        for term in referent.terms:
            for form in term.forms:
                yield _Pattern(referent.key, term.label, _accepted(form))
        for phrase in referent.exceptions:
            yield _Pattern(referent.key, None, _accepted(phrase))


def _accepted(form: str) -> tuple[frozenset[str], ...]:
    words = fold(form).split()
    followers = [*words[1:], ""]
    return tuple(
        frozenset(accepted_keys(word, follower))
        for word, follower in zip(words, followers, strict=True)
    )


def by_referent(counts: Iterable[TermCount]) -> dict[str, list[TermCount]]:
    """Counts of one story gathered by referent, the most used term first."""
    ordered = sorted(counts, key=lambda count: (count.referent, -count.total, count.term))
    return {key: list(group) for key, group in groupby(ordered, key=lambda c: c.referent)}
