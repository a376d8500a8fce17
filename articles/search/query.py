"""What a reader typed, as groups of words that a story must hold. Pure.

A query is an AND of groups, each an OR of phrases, less the excluded phrases. Words are the
index's terms: letters and digits alone, so that nothing typed is left to quote or escape.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from articles import arabic

MOST_TERMS = 16
MOST_LETTERS = 500  # of a query that is read at all: 16 long words are far fewer
SHORTEST_PREFIX = 3
LONGEST_TERM = 64  # letters: what is longer is no word, and PostgreSQL's indexes refuse 2,700 bytes
ARTICLE = "ال"
OR_WORDS = (
    "OR",
    "|",
    "أو",
)
QUOTES = '"“”„«»‹›'
MINUSES = "-\u2212\u2013"

_PART = re.compile(
    rf"(?P<minus>(?<!\S)[{MINUSES}](?=\S))?"
    rf"(?:[{QUOTES}](?P<phrase>[^{QUOTES}]*)(?:[{QUOTES}]|$)|(?P<word>[^\s{QUOTES}]+))"
)


class Unsearchable(StrEnum):
    """Why a query has nothing to look for."""

    EMPTY = "empty"
    STOP_WORDS = "stop_words"
    ONLY_EXCLUDED = "only_excluded"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Terms that stand beside one another; mostly one. A prefix stands for all that begin so."""

    terms: tuple[str, ...]
    is_prefix: bool = False


Group = tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """A story matches where every group has a phrase in it and no excluded phrase is.

    `words` are the folded words looked for; `plain` is the text without its operators, quotation
    marks and excluded words.
    """

    groups: tuple[Group, ...] = ()
    excluded: tuple[Phrase, ...] = ()
    problem: Unsearchable | None = None
    is_cut: bool = False
    words: tuple[str, ...] = ()
    plain: str = ""

    def terms(self) -> list[str]:
        """The distinct terms looked for, sorted, so that every database adds in one order."""
        return sorted({term for group in self.groups for phrase in group for term in phrase.terms})


@dataclass(slots=True)
class _Reading:
    groups: list[Group] = field(default_factory=list)
    excluded: list[Phrase] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)
    room: int = MOST_TERMS
    joins: bool = False
    is_cut: bool = False

    def take(self, phrases: list[Phrase], is_excluded: bool) -> None:
        for phrase in phrases:
            self.is_cut = self.is_cut or len(phrase.terms) > self.room
            if not self.room:
                return
            kept = replace(phrase, terms=phrase.terms[: self.room])
            self.room -= len(kept.terms)
            self._add(kept, is_excluded)

    def _add(self, phrase: Phrase, is_excluded: bool) -> None:
        if is_excluded:
            self.excluded.append(phrase)
        elif self.joins and self.groups:
            self.groups[-1] += (phrase,)
        else:
            self.groups.append((phrase,))
        self.joins = False


def parse(text: str) -> Query:
    """Read any text as a query; raises nothing.

    Phrases stand in "…", «…», “…” or ‹…›; a minus stuck to a word or phrase excludes it; OR,
    | and أو alone between two words join them; a word ending in * stands for all that begin
    so, from three letters on. Terms after the sixteenth are dropped, which `is_cut` tells.
    """
    reading = _Reading(is_cut=len(text) > MOST_LETTERS)
    for part in _PART.finditer(text[:MOST_LETTERS]):
        if part["word"] in OR_WORDS and not part["minus"]:
            reading.joins = bool(reading.groups)
            continue
        printed = part["phrase"] if part["word"] is None else part["word"]
        reading.take(list(_phrases(part)), bool(part["minus"]))
        if not part["minus"]:
            reading.words += [token.folded for token in arabic.tokens(printed)]
            reading.plain.append(printed.strip().rstrip("*"))
    return Query(
        groups=tuple(reading.groups),
        excluded=tuple(reading.excluded),
        problem=_problem(reading),
        is_cut=reading.is_cut,
        words=tuple(reading.words),
        plain=" ".join(filter(None, reading.plain)),
    )


def _problem(reading: _Reading) -> Unsearchable | None:
    if reading.groups:
        return None
    if reading.excluded:
        return Unsearchable.ONLY_EXCLUDED
    return Unsearchable.STOP_WORDS if reading.words else Unsearchable.EMPTY


def _phrases(part: re.Match) -> Iterator[Phrase]:
    if part["word"] is None:
        yield from _one_phrase(terms_of(part["phrase"]))
        return
    word = part["word"]
    if word.endswith("*") and (start := prefix_of(word)):
        yield Phrase((start,), is_prefix=True)
        return
    terms = terms_of(word)
    if all(term.isdigit() for term in terms):
        yield from _one_phrase(terms)
    else:
        yield from (Phrase((term,)) for term in terms)


def _one_phrase(terms: list[str]) -> Iterator[Phrase]:
    if terms:
        yield Phrase(tuple(terms))


def terms_of(text: str) -> list[str]:
    """The terms of a text as the index holds them."""
    return [term[:LONGEST_TERM] for term in arabic.terms(text)]


def prefix_of(word: str) -> str:
    """The letters that a word with * stands for, without the article; "" if they are too few."""
    letters = arabic.fold(word).strip()
    if letters.startswith(ARTICLE) and len(letters) >= len(ARTICLE) + SHORTEST_PREFIX:
        letters = letters[len(ARTICLE) :]
    is_one_word = letters.isalnum() and len(arabic.tokens(letters)) == 1
    return letters[:LONGEST_TERM] if is_one_word and len(letters) >= SHORTEST_PREFIX else ""
