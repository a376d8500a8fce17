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
from typing import NamedTuple

from articles.arabic import fold
from articles.comparison.lexicon import ANY_DEFINITE, GAP, Lexicon, Referent
from articles.comparison.prose import Prose
from articles.comparison.word_forms import (
    accepted_keys,
    keys_as_printed,
    keys_inside,
    keys_when_counted,
    word_keys,
)

_LONGEST_GAP = 5  # words that «…» may stand for
_THE = "ال"
_DEFINITE = frozenset({_THE})  # stands in a pattern for any word with the article
_ARTICLED = re.compile(
    "[وف]?(?:[بك]?ال|لل)",
)
# Words that «…» does not leap over, since another clause begins with them.
_PARTS_CLAUSES = frozenset(
    """
    لا لم لن ان الذي التي حيث لكن بل
    """.split()
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
    """A form as matched: for each word the keys that fit. An exception has no term.

    `gap` is the number of words before «…», 0 for a form without it.
    """

    referent: str
    term: str | None
    words: tuple[frozenset[str], ...]
    gap: int


class _Match(NamedTuple):
    pattern: _Pattern
    first: int  # tokens
    last: int


def find_hits(prose: Prose, lexicon: Lexicon, is_quoted=lambda position: False) -> list[Hit]:
    """Every use of the lexicon's terms in a text, in order; `is_quoted` tells of an offset."""
    return [
        _hit(prose, match, is_quoted)
        for match in _matches(prose, _compiled(lexicon))
        if match.pattern.term is not None
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


def _hit(prose: Prose, match: _Match, is_quoted) -> Hit:
    start, end = prose.tokens[match.first].start, prose.tokens[match.last].end
    sentence = prose.sentence_at(start)
    return Hit(
        match.pattern.referent,
        match.pattern.term,
        start,
        end,
        min(start, sentence.start),
        max(end, sentence.end),
        is_quoted(start),
    )


def _matches(prose: Prose, index: dict[str, list[_Pattern]]) -> Iterator[_Match]:
    """The longest matches at each place, each referent's apart from one another.

    What stands in the gap of a match may match too, for another referent.
    """
    counted = _counted(prose)
    ends: dict[str, int] = {}
    position = 0
    while position < len(prose.tokens):
        longest = _longest_at(prose, position, index, position in counted)
        yield from (match for match in longest if ends.get(match.pattern.referent, -1) < position)
        ends.update({match.pattern.referent: match.last for match in longest})
        position = min((_resume(match) for match in longest), default=position + 1)


def _resume(match: _Match) -> int:
    """Where reading goes on: after a match, or inside it if it has leapt over words."""
    has_leapt = match.last - match.first >= len(match.pattern.words)
    return match.first + 1 if has_leapt else match.last + 1


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


def _longest_at(prose: Prose, position: int, index, is_counted: bool) -> list[_Match]:
    """The matches with the most words that begin at a token, one for each referent."""
    folded = prose.tokens[position].folded
    keys = keys_when_counted(folded) if is_counted else word_keys(folded)
    patterns = {id(pattern): pattern for key in sorted(keys) for pattern in index.get(key, ())}
    matches = [
        _Match(pattern, position, last)
        for pattern in patterns.values()
        if (last := _last(prose, position, pattern)) is not None
    ]
    length = max((len(match.pattern.words) for match in matches), default=0)
    longest = [match for match in matches if len(match.pattern.words) == length]
    return list({match.pattern.referent: match for match in sorted(longest, key=_fit)}.values())


def _fit(match: _Match) -> tuple[int, bool]:
    """Of two matches with as many words the one that leaps over fewer is meant, and a term."""
    return match.first - match.last, match.pattern.term is not None


def _last(prose: Prose, position: int, pattern: _Pattern) -> int | None:
    """The last token of `pattern` when its first word is the token at `position`."""
    at = position
    for number, accepted in enumerate(pattern.words[1:], start=1):
        following = _next(prose, at, accepted, _LONGEST_GAP if number == pattern.gap else 0)
        if following is None:
            return None
        at = following
    return at


def _next(prose: Prose, at: int, accepted: frozenset[str], reach: int) -> int | None:
    """The next token that fits, over at most `reach` others and nothing but blanks and marks."""
    for following in range(at + 1, min(at + 2 + reach, len(prose.tokens))):
        before, token = prose.tokens[following - 1], prose.tokens[following]
        if not _GAP.fullmatch(prose.text, before.end, token.start):
            return None
        if accepted is _DEFINITE:
            is_noun = token.folded.startswith(_THE) and not token.is_stop
            return following if is_noun and not _ARTICLED.match(before.folded) else None
        keys = keys_inside(token.folded) if following == at + 1 else keys_as_printed(token.folded)
        if not accepted.isdisjoint(keys):
            return following
        if token.folded in _PARTS_CLAUSES:
            return None
    return None


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
                yield _pattern(referent.key, term.label, form)
        for phrase in referent.exceptions:
            yield _pattern(referent.key, None, phrase)


def _pattern(referent: str, term: str | None, form: str) -> _Pattern:
    form, is_open, _nothing = form.partition(ANY_DEFINITE)
    before, gap, _after = form.partition(GAP)
    words = fold(form).split()
    accepted = tuple(
        frozenset(accepted_keys(word, follower))
        for word, follower in zip(words, [*words[1:], ""], strict=True)
    )
    if is_open:
        accepted = (*accepted, _DEFINITE)
    return _Pattern(referent, term, accepted, len(fold(before).split()) if gap else 0)
