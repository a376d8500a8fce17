"""PostgreSQL's conditions on the rows of its index, and which of two ways finds them sooner.

The GIN index gives all stories with a word, which is soon done for a rare one. For a common one
the rows are read by key, the newest first, until there are enough. Pure.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from itertools import chain

from articles.search.backends.base import Sql, Wanted
from articles.search.query import Group, Phrase

UNKNOWN = 0  # the number of no term
BY_KEY = 0.6  # what a row read by key costs, beside one that the GIN index finds and that is sorted

Known = dict[str, tuple[int, int]]  # a term's number, and how many stories hold it
Means = Callable[[str, list[int]], Sql]


def by_index(word: str, numbers: list[int]) -> Sql:
    """Rows with any (OR) or all (AND) of the numbers, as the GIN index finds them."""
    return Sql(f"(terms {'&&' if word == 'OR' else '@>'} %s::integer[])", (numbers,))


def by_key(word: str, numbers: list[int]) -> Sql:
    """The same in a form that is unknown to the GIN index: the rows are read by key.

    The numbers of a row are sorted, and `width_bucket` says after which of them one belongs.
    """
    held = "coalesce(terms[width_bucket(%s, terms)] = %s, false)"
    twice = chain.from_iterable(zip(numbers, numbers, strict=True))
    return Sql(f"({f' {word} '.join([held] * len(numbers))})", tuple(twice))


def condition(wanted: Wanted, known: Known, means: Means, texts: str) -> Sql:
    """What rows of the stories wanted fulfil; `texts` is the table of the terms in order."""
    word = " OR " if wanted.is_loose else " AND "
    holds = _joined(word, [_any_of(group, known, means, texts) for group in wanted.groups])
    if not wanted.excluded:
        return holds
    lacks = _any_of(wanted.excluded, known, means, texts)
    return Sql(f"{holds.text} AND NOT {lacks.text}", (*holds.values, *lacks.values))


def _any_of(phrases: Sequence[Phrase], known: Known, means: Means, texts: str) -> Sql:
    words = [phrase.terms[0] for phrase in phrases if len(phrase.terms) == 1]
    longer = [phrase for phrase in phrases if len(phrase.terms) > 1]
    found = [_phrase(phrase, known, means, texts) for phrase in longer]
    if words:
        found.insert(0, means("OR", _numbers(words, known)))
    return _joined(" OR ", found)


def _phrase(phrase: Phrase, known: Known, means: Means, texts: str) -> Sql:
    words = means("AND", _numbers(phrase.terms, known))
    return Sql(
        f"({words.text} AND EXISTS (SELECT 1 FROM {texts} AS texts"
        " WHERE texts.key = found.key AND strpos(texts.text, %s) > 0 OFFSET 0))",
        (*words.values, f" {' '.join(phrase.terms)} "),
    )


def is_common(wanted: Wanted, known: Known, stories: int, limit: int) -> bool:
    """Whether reading by key has so many stories before the index would have given all."""
    expected = max(_expected(wanted, known, stories), 1.0)
    read_by_key = limit * stories / expected
    return read_by_key * BY_KEY < expected


def _expected(wanted: Wanted, known: Known, stories: int) -> float:
    """How many stories would be found if words stood in stories independently of each other."""
    shares = [_share(group, known, stories) for group in wanted.groups]
    return stories * (min(sum(shares), 1.0) if wanted.is_loose else math.prod(shares))


def _share(group: Group, known: Known, stories: int) -> float:
    holding = sum(
        min(known.get(term, (UNKNOWN, 0))[1] for term in phrase.terms) for phrase in group
    )
    return min(holding / max(stories, 1), 1.0)


def _numbers(terms: Iterable[str], known: Known) -> list[int]:
    return [known[term][0] if term in known else UNKNOWN for term in terms]


def _joined(word: str, parts: Sequence[Sql]) -> Sql:
    values = chain.from_iterable(part.values for part in parts)
    return Sql(f"({word.join(part.text for part in parts)})", tuple(values))
