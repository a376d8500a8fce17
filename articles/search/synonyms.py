"""Searching for a word's synonyms with it, as the desk keeps them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from articles.models import Synonym
from articles.search.query import Group, Phrase, Query, terms_of

MOST_WORDS = 4  # of a phrase that is looked for among the words of a query

Terms = tuple[str, ...]


def known() -> Mapping[Terms, Group]:
    """For the terms of each word or phrase, all that mean the same, itself first."""
    return _read(tuple(Synonym.objects.values_list("forms", flat=True)))


@lru_cache(maxsize=8)
def _read(entries: tuple[str, ...]) -> Mapping[Terms, Group]:
    found: dict[Terms, Group] = {}
    for forms in entries:
        phrases = dict.fromkeys(Phrase(tuple(terms_of(line))) for line in forms.splitlines())
        same = tuple(phrase for phrase in phrases if phrase.terms)
        for phrase in same:
            found[phrase.terms] = _joined([found.get(phrase.terms, ()), (phrase,), same])
    return found


def expand(query: Query, synonyms: Mapping[Terms, Group]) -> Query:
    """The query with each word or run of words joined by its synonyms.

    A run that is such a phrase has to stand together from then on, as «كانون الأول» does. Words
    that are excluded, joined by OR or in quotation marks mean what they say.
    """
    groups: list[Group] = []
    left = list(query.groups)
    while left:
        size, same = _longest(left, synonyms)
        groups.append(same or left[0])
        left = left[size:]
    return replace(query, groups=tuple(groups))


def _longest(groups: Sequence[Group], synonyms: Mapping[Terms, Group]) -> tuple[int, Group]:
    """How many of the first groups are one entry, and all that mean the same."""
    words = list(_single_words(groups[:MOST_WORDS]))
    for size in range(len(words), 0, -1):
        if same := synonyms.get(tuple(words[:size])):
            own = Phrase(tuple(words[:size]))
            return size, _joined([(own,), same])
    return 1, ()


def _single_words(groups: Sequence[Group]) -> Iterable[str]:
    """The terms of the first groups, as far as each is one word."""
    for group in groups:
        if len(group) != 1 or len(group[0].terms) != 1 or group[0].is_prefix:
            return
        yield group[0].terms[0]


def _joined(groups: Iterable[Group]) -> Group:
    return tuple(dict.fromkeys(phrase for group in groups for phrase in group))
