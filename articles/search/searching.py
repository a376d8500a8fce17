"""One search of the stories: what matches, in which order, and what is shown of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.core.exceptions import EmptyResultSet
from django.db.models.expressions import RawSQL

from articles import paging
from articles.models import Story, StoryQuerySet
from articles.paging import EPOCH, MICROSECOND, CursorInvalid
from articles.search import backends
from articles.search.backends.base import Place, Sql
from articles.search.query import Group, Phrase, Query, parse
from articles.search.snippets import Piece, highlight, snippet

MOST_COUNTED = 1000  # beyond it a reader learns "more than 1,000"
ENOUGH = 10  # stories with every word, below which stories with some of the words help more
# Stories with the rarest words that are looked at for the others: a cap of 5,000 costs no
# quality that could be measured, one of 1,000 costs 1.3 points of MRR@10.
MOST_CANDIDATES = 5000
MOST_COMPLETIONS = 32
BILLION = 1_000_000_000
RELEVANCE, NEWEST = "relevance", "newest"


@dataclass(frozen=True, slots=True)
class Match:
    """What a query looks for in the index as it now is.

    `is_loose`: too few stories hold every word, so those with some of them are shown too.
    """

    query: Query
    stories: StoryQuerySet
    sql: Sql
    is_loose: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A story found: `score` is None in a list by date."""

    story: Story
    score: float | None
    headline: list[Piece]
    snippet: list[Piece]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """A page of stories. `total` is exact up to 1,000; beyond, `has_more` says so."""

    query: Query
    hits: list[Hit]
    total: int = 0
    has_more: bool = False
    is_loose: bool = False
    next_cursor: str = ""
    found: StoryQuerySet | None = None


def search_stories(
    text: str,
    *,
    among: StoryQuerySet | None = None,
    order: str = RELEVANCE,
    limit: int = paging.PAGE_SIZE,
    after: str = "",
) -> SearchResult:
    """Find stories, the published ones unless others are given, the best or newest first.

    Stories with every word come first in question; where they are fewer than ten, those with
    some of the words are looked at too. `after` is the `next_cursor` of the page before; raises
    CursorInvalid for any other text. Equal scores are put newest first, then by the higher id.
    """
    stories = Story.objects.published() if among is None else among
    query = parse(text)
    if query.problem:
        return SearchResult(query, [], found=stories.none())
    match = find(query, stories)
    ranked, cursor = _page(match, order, limit, after)
    total = _count(match.stories)
    return SearchResult(
        query,
        _hits(ranked, match.query.terms()),
        total=min(total, MOST_COUNTED),
        has_more=total > MOST_COUNTED,
        is_loose=match.is_loose,
        next_cursor=cursor,
        found=match.stories,
    )


def find(query: Query, stories: StoryQuerySet) -> Match:
    """The stories that hold every word of the query or, if they are too few, some of them."""
    query = _completed(query)
    exact = _match(query, stories, query.groups, loose=False)
    found = _count(exact.stories, ENOUGH)
    if len(query.groups) == 1 or found >= ENOUGH:
        return exact
    loose = _match(query, stories, _rarest(query.groups), loose=True)
    return loose if _count(loose.stories, found) > found else exact


def restrict(stories: StoryQuerySet, text: str) -> StoryQuerySet:
    """The stories that hold every word of the text; none for a text without any word."""
    query = _completed(parse(text))
    if query.problem:
        return stories.none()
    return _match(query, stories, query.groups, loose=False).stories


def _match(query: Query, stories: StoryQuerySet, groups: Sequence[Group], *, loose: bool) -> Match:
    sql = backends.live().matching(groups, query.excluded, loose=loose)
    found = stories.filter(pk__in=RawSQL(sql.text, sql.values))
    return Match(query, found, sql, is_loose=loose)


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


def _rarest(groups: Sequence[Group]) -> list[Group]:
    """The groups from the rarest to the commonest, until they stand for 5,000 stories."""
    terms = sorted({term for group in groups for phrase in group for term in phrase.terms})
    held = backends.live().frequencies(terms)
    counted = sorted((_stories_of(group, held), at) for at, group in enumerate(groups))
    chosen: list[Group] = []
    total = 0
    for count, at in counted:
        total += count
        if chosen and total > MOST_CANDIDATES:
            break
        # A word that stands nowhere must not be the one that is always taken.
        chosen += [groups[at]] if count else []
    return chosen or list(groups[:1])


def _stories_of(group: Group, held: dict[str, int]) -> int:
    return sum(min(held.get(term, 0) for term in phrase.terms) for phrase in group)


def _count(stories: StoryQuerySet, most: int = MOST_COUNTED) -> int:
    return stories.order_by()[: most + 1].count()


def _page(
    match: Match, order: str, limit: int, after: str
) -> tuple[list[tuple[int, float | None]], str]:
    """The ids of a page with their scores, and the cursor of the next."""
    if order == NEWEST:
        page = paging.newest_page(match.stories.only("dated_at"), after, limit)
        return [(story.pk, None) for story in page.rows], page.next_cursor
    try:
        among = match.stories.order_by().values("id", "dated_at").query.sql_with_params()
    except EmptyResultSet:
        return [], ""
    terms = match.query.terms()
    rows = backends.live().ranked(terms, Sql(*among), _place(after), limit + 1)
    cursor = _cursor(*rows[limit - 1]) if len(rows) > limit else ""
    return [(pk, score / BILLION) for pk, score, _dated_at in rows[:limit]], cursor


def _cursor(story_id: int, score: int, dated_at: datetime) -> str:
    return f"{score}.{(dated_at - EPOCH) // MICROSECOND}.{story_id}"


def _place(cursor: str) -> Place | None:
    if not cursor:
        return None
    try:
        score, microseconds, pk = (int(part) for part in cursor.split("."))
        moment = EPOCH + microseconds * MICROSECOND
    except (ValueError, OverflowError) as error:
        raise CursorInvalid(cursor) from error
    if max(abs(score), abs(pk)) >= 2**63:
        raise CursorInvalid(cursor)
    return Place(score, moment, pk)


def _hits(ranked: Sequence[tuple[int, float | None]], terms: Sequence[str]) -> list[Hit]:
    rows = Story.objects.select_related("source").in_bulk([pk for pk, _score in ranked])
    return [_hit(rows[pk], score, terms) for pk, score in ranked if pk in rows]


def _hit(story: Story, score: float | None, terms: Sequence[str]) -> Hit:
    text = "\n".join([*story.summary_lines(), story.body_text()])
    return Hit(story, score, highlight(story.headline, terms), snippet(text, terms))
