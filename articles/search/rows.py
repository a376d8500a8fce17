"""Searching what has no index of its own: sources, readers' comments, received texts.

A row keeps its terms in a `TermsField`, and a search reads them: the same words as in the
stories' index, without an order of relevance. Lists of the desk stop at the end of a page.
"""

from functools import reduce
from operator import and_, or_

from django.db.models import Q, QuerySet

from articles import arabic
from articles.search.names import without_article
from articles.search.query import Group, Phrase, parse

TERMS = "search_terms"


def holding(rows: QuerySet, text: str) -> QuerySet:
    """The rows that hold every word of the text; none for a text without any word."""
    query = parse(text)
    if query.problem:
        return rows.none()
    found = rows.filter(reduce(and_, map(_any_of, query.groups)))
    return found.exclude(_any_of(query.excluded)) if query.excluded else found


def beginning(rows: QuerySet, text: str) -> QuerySet:
    """The rows that hold every word of the text or one that begins so: for names half typed."""
    words = arabic.tokens(text)
    if not words:
        return rows.none()
    return rows.filter(reduce(and_, map(_begun, words)))


def _any_of(group: Group) -> Q:
    return reduce(or_, map(_stands, group))


def _stands(phrase: Phrase) -> Q:
    end = "" if phrase.is_prefix else " "
    return Q(**{f"{TERMS}__contains": f" {' '.join(phrase.terms)}{end}"})


def _begun(word: arabic.Token) -> Q:
    whole = Q(**{f"{TERMS}__contains": f" {word.stem} "})
    begun = Q(**{f"{TERMS}__contains": f" {without_article(word.folded)}"})
    return whole | begun
