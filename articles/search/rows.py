"""Searching what keeps its own terms: sources, readers' comments, received texts.

A row keeps its terms in a `TermsField`: the same words as in the stories' index, without an
order of relevance. Comments and received texts are many and have an index, which finds the
newest first and stops at as many as a list of the desk counts. Sources are a few hundred rows,
read from end to end in less time than an index would take to be asked.
"""

from functools import reduce
from operator import and_, or_

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from articles import arabic
from articles.search import backends, synonyms
from articles.search.backends.rows import TERMS, sought
from articles.search.names import without_article
from articles.search.query import Group, Phrase, Query, parse

MOST = 1000  # rows of one search: a list says "more than 999" then
FEW = 20_000  # rows that are read for their words sooner than a common word's rows are looked up
LAST = 2**63 - 1
WIDER, WIDEST = 4, 64_000  # how many more rows of the index are looked at where few are wanted


def holding(rows: QuerySet, text: str) -> QuerySet:
    """Those of the rows that hold every word of the text, in the order that they have.

    None for a text without any word. For lists that are short or stop early: a word that stands
    in more rows than a list counts is looked for in each of them.
    """
    query = _asked(text)
    if query.problem:
        return rows.none()
    found = _index(rows).newest(query, LAST, MOST + 1)
    return _of(rows, found) if len(found) <= MOST else rows.filter(_holds(query))


def newest_holding(rows: QuerySet, text: str) -> QuerySet:
    """The same for a list with the highest ids first, however long: of more than 1,000 those."""
    query = _asked(text)
    if query.problem:
        return rows.none()
    found = _index(rows).newest(query, LAST, MOST)
    if len(found) == MOST and rows.query.has_filters():
        found = _newest_among(rows, query)
    return _of(rows, found)


def _newest_among(rows: QuerySet, query: Query) -> list[int]:
    """The ids of the rows where many others hold the words, too: the shorter way to them."""
    ids = rows.order_by("-pk").values_list("pk", flat=True)
    if ids[: FEW + 1].count() <= FEW:
        return list(ids.filter(_holds(query))[:MOST])
    found, before, size = [], LAST, MOST
    while len(found) < MOST and (batch := _index(rows).newest(query, before, size)):
        found += _of(ids, batch)
        before, size = batch[-1], min(size * WIDER, WIDEST)
    return found[:MOST]


def _asked(text: str) -> Query:
    return synonyms.expand(parse(text), synonyms.known())


def _index(rows: QuerySet) -> backends.RowIndex:
    return backends.of_rows(rows.model._meta.db_table)


def _of(rows: QuerySet, ids: list[int]) -> QuerySet:
    column = backends.live().one_column(ids)
    return rows.filter(pk__in=RawSQL(column.text, column.values))


def _holds(query: Query) -> Q:
    found = reduce(and_, map(_any_of, query.groups))
    return found & ~_any_of(query.excluded) if query.excluded else found


def beginning(rows: QuerySet, text: str) -> QuerySet:
    """The rows that hold every word of the text or one that begins so: for names half typed."""
    words = arabic.tokens(text)
    if not words:
        return rows.none()
    return rows.filter(reduce(and_, map(_begun, words)))


def _any_of(group: Group) -> Q:
    return reduce(or_, map(_stands, group))


def _stands(phrase: Phrase) -> Q:
    return Q(**{f"{TERMS}__contains": sought(phrase)})


def _begun(word: arabic.Token) -> Q:
    whole = Q(**{f"{TERMS}__contains": f" {word.stem} "})
    begun = Q(**{f"{TERMS}__contains": f" {without_article(word.folded)}"})
    return whole | begun
