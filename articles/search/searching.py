"""One search of the stories: what matches, in which order, and what is shown of it."""

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.core.exceptions import EmptyResultSet
from django.db.models.expressions import RawSQL

from articles import paging
from articles.models import Story, StoryQuerySet
from articles.paging import CursorInvalid
from articles.search import backends, synonyms
from articles.search.backends.base import Sql, Wanted
from articles.search.keys import LAST, story_of
from articles.search.query import Group, Phrase, Query, parse
from articles.search.snippets import Piece, highlight, snippet

MOST_COUNTED = 1000  # beyond it a reader learns "more than 1,000"
ENOUGH = 10  # stories with every word, below which stories with some of the words help more
# Stories that are put in order, the newest where more are found; and stories with the rarest
# words that are looked at for the others, where few have all. A cap of 5,000 costs no quality
# that could be measured, one of 1,000 costs 1.3 points of MRR@10.
MOST_RANKED = 5000
MOST_COMPLETIONS = 32
BILLION = 1_000_000_000
RELEVANCE, NEWEST = "relevance", "newest"


@dataclass(frozen=True, slots=True)
class Found:
    """The stories that a query finds: their keys, the newest first, up to a bound.

    `query` has synonyms too, and the index's words in place of those with *; `wanted` is what
    was looked for. `scores` are in billionths, by key, and empty in the order of time.
    """

    query: Query
    wanted: Wanted
    keys: list[int]
    scores: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hit:
    """A story found: `score` is None in a list by date."""

    story: Story
    score: float | None
    headline: list[Piece]
    snippet: list[Piece]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """A page of stories. `total` is exact up to 1,000; beyond, `has_more` says so.

    `keys` are those of the stories counted, the newest first.
    """

    query: Query
    hits: list[Hit]
    total: int = 0
    has_more: bool = False
    is_loose: bool = False
    next_cursor: str = ""
    keys: list[int] = field(default_factory=list)


def search_stories(
    text: str,
    *,
    among: StoryQuerySet | None = None,
    order: str = RELEVANCE,
    limit: int = paging.PAGE_SIZE,
    after: str = "",
) -> SearchResult:
    """Find stories, the published ones unless others are given, the best or newest first.

    Where fewer than ten stories hold every word, those with some of the words are looked at
    too. Of more than 5,000 stories found the newest 5,000 are put in order. `after` is the
    `next_cursor` of the page before; raises CursorInvalid for any other text. Equal scores are
    put newest first, then by the higher id.
    """
    stories = Story.objects.published() if among is None else among
    query = parse(text)
    place = _place(after, order)
    if query.problem or (ids := _ids(stories)) is None:
        return SearchResult(query, [])
    found = find(query, ids, order)
    if order == RELEVANCE:
        ranked, cursor = _best(found, place, limit)
    else:
        ranked, cursor = _newest(found, ids, place, limit)
    return SearchResult(
        found.query,
        _hits(ranked, found.query.terms()),
        total=min(len(found.keys), MOST_COUNTED),
        has_more=len(found.keys) > MOST_COUNTED,
        is_loose=found.wanted.is_loose,
        next_cursor=cursor,
        keys=found.keys[:MOST_COUNTED],
    )


def find(query: Query, ids: Sql, order: str) -> Found:
    """The newest stories with every word or, if they are too few, with some of the words."""
    query = synonyms.expand(_completed(query), synonyms.known())
    exact = _found(query, Wanted(query.groups, query.excluded), ids, order)
    if len(query.groups) == 1 or len(exact.keys) >= ENOUGH:
        return exact
    wanted = Wanted(_rarest(query.groups), query.excluded, is_loose=True)
    loose = _found(query, wanted, ids, order)
    return loose if len(loose.keys) > len(exact.keys) else exact


def _found(query: Query, wanted: Wanted, ids: Sql, order: str) -> Found:
    index = backends.live()
    if order == NEWEST:
        return Found(query, wanted, index.newest(wanted, ids, LAST, MOST_COUNTED + 1))
    scores = index.ranked(wanted, ids, query.terms(), MOST_RANKED)
    return Found(query, wanted, list(scores), scores)


def closest(terms: Sequence[str], stories: StoryQuerySet, most: int) -> list[tuple[int, float]]:
    """Id and score of the stories with any of these sorted terms, the best first.

    Of more than `most` the newest are looked at.
    """
    wanted = Wanted(tuple((Phrase((term,)),) for term in terms), is_loose=True)
    ids = _ids(stories)
    scores = backends.live().ranked(wanted, ids, terms, most) if ids else {}
    places = sorted(((score, key) for key, score in scores.items()), reverse=True)
    return [(story_of(key), score / BILLION) for score, key in places]


def restrict(stories: StoryQuerySet, text: str) -> StoryQuerySet:
    """The stories that hold every word of the text; none for a text without any word."""
    query = synonyms.expand(_completed(parse(text)), synonyms.known())
    if query.problem:
        return stories.none()
    sql = backends.live().matching(Wanted(query.groups, query.excluded))
    return stories.filter(pk__in=RawSQL(sql.text, sql.values))


def _ids(stories: StoryQuerySet) -> Sql | None:
    try:
        return Sql(*stories.order_by().values("id").query.sql_with_params())
    except EmptyResultSet:
        return None


def _completed(query: Query) -> Query:
    """The query with the index's terms in place of words that end in *."""
    return replace(
        query,
        groups=tuple(_complete(group) for group in query.groups),
        excluded=_complete(query.excluded),
    )


def _complete(group: Group) -> Group:
    return tuple(whole for phrase in group for whole in _wholes(phrase))


def _wholes(phrase: Phrase) -> list[Phrase]:
    if not phrase.is_prefix:
        return [phrase]
    terms = backends.live().completions(phrase.terms[0], MOST_COMPLETIONS)
    return [Phrase((term,)) for term in sorted({*terms, phrase.terms[0]})]


def _rarest(groups: Sequence[Group]) -> tuple[Group, ...]:
    """The groups from the rarest to the commonest, until they stand for 5,000 stories."""
    terms = sorted({term for group in groups for phrase in group for term in phrase.terms})
    held = backends.live().frequencies(terms)
    counted = sorted((_stories_of(group, held), at) for at, group in enumerate(groups))
    chosen: list[Group] = []
    total = 0
    for count, at in counted:
        total += count
        if chosen and total > MOST_RANKED:
            break
        # A word that stands nowhere must not be the one that is always taken.
        chosen += [groups[at]] if count else []
    return tuple(chosen or groups[:1])


def _stories_of(group: Group, held: dict[str, int]) -> int:
    return sum(min(held.get(term, 0) for term in phrase.terms) for phrase in group)


# What a result shows of a story and of its source; the rest is not fetched.
SHOWN = ("slug", "headline", "summary", "body", "original_date", "published_at")
SHOWN_OF_SOURCE = ("source__name", "source__slug")

Ranked = list[tuple[int, int | None]]  # a story's key and its score in billionths


def _best(found: Found, place: tuple[int, ...], limit: int) -> tuple[Ranked, str]:
    """The page after a place in the order of scores, and the cursor of the next page."""
    places = [(score, key) for key, score in found.scores.items()]
    left = [spot for spot in places if spot < place] if place else places
    page = heapq.nlargest(limit + 1, left)
    cursor = ".".join(map(str, page[limit - 1])) if len(page) > limit else ""
    return [(key, score) for score, key in page[:limit]], cursor


def _newest(found: Found, ids: Sql, place: tuple[int, ...], limit: int) -> tuple[Ranked, str]:
    """The page after a place in the order of time, and the cursor of the next page."""
    keys = found.keys
    if place:
        keys = backends.live().newest(found.wanted, ids, place[0], limit + 1)
    cursor = str(keys[limit - 1]) if len(keys) > limit else ""
    return [(key, None) for key in keys[:limit]], cursor


def _place(cursor: str, order: str) -> tuple[int, ...]:
    """What a cursor says: a score and a key, in the order of time the key alone."""
    if not cursor:
        return ()
    try:
        place = tuple(map(int, cursor.split(".")))
    except ValueError as error:
        raise CursorInvalid(cursor) from error
    is_known = len(place) == (2 if order == RELEVANCE else 1)
    if not is_known or max(map(abs, place)) > LAST:
        raise CursorInvalid(cursor)
    return place


def _hits(ranked: Ranked, terms: Sequence[str]) -> list[Hit]:
    ids = [story_of(key) for key, _score in ranked]
    stories = Story.objects.select_related("source").only(*SHOWN, *SHOWN_OF_SOURCE)
    rows = stories.in_bulk(ids)
    scores = [score for _key, score in ranked]
    return [_hit(rows[pk], score, terms) for pk, score in zip(ids, scores, strict=True)]


def _hit(story: Story, score: int | None, terms: Sequence[str]) -> Hit:
    text = "\n".join([*story.summary_lines(), story.body_text()])
    score = None if score is None else score / BILLION
    return Hit(story, score, highlight(story.headline, terms), snippet(text, terms))
