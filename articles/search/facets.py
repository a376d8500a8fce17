"""How the stories of a search divide by source, section, event and year.

Counted are the stories that the search has counted, the newest 1,000 at most: whoever finds
more narrows the search, and no count reads them all.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Coverage, Story, StoryQuerySet
from articles.search import backends
from articles.search.keys import moment_of, story_of

MOST_OPTIONS = 12  # as many as a reader looks through beside a list


@dataclass(frozen=True, slots=True)
class Option:
    """What a search can be narrowed to, and how many of its stories are left then."""

    value: str
    label: str
    stories: int


@dataclass(frozen=True, slots=True)
class Facet:
    """One way in which the stories divide; `name` is that of the filter. Labels are lazy."""

    name: str
    title: Any
    all_title: Any
    options: list[Option]


def facets(keys: Sequence[int]) -> list[Facet]:
    """The ways in which the stories with these keys divide, those without any left out."""
    return [facet for facet in _all_facets(keys) if facet.options]


def _all_facets(keys: Sequence[int]) -> Iterator[Facet]:
    sql = backends.live().one_column([story_of(key) for key in keys])
    ids = RawSQL(sql.text, sql.values)
    sources, topics = _sources_and_topics(Story.objects.filter(pk__in=ids).order_by())
    events = _events(Coverage.objects.filter(story__in=ids).order_by())
    yield Facet("source", _("Source"), _("All sources"), _options(sources))
    yield Facet("topic", _("Section"), _("All sections"), _options(topics))
    yield Facet("event", _("Event"), _("All events"), _options(events))
    yield Facet("year", _("Year"), _("All years"), _years(keys))


Named = Counter[tuple[str, str]]  # how many stories have a thing's value in the filter and name


def _sources_and_topics(stories: StoryQuerySet) -> tuple[Named, Named]:
    """Both from one reading of the stories: few of all pairs are ever there."""
    sources: Named = Counter()
    topics: Named = Counter()
    names = ("source__slug", "source__name", "topic__slug", "topic__name")
    for *of_both, number in stories.values_list(*names).annotate(Count("pk")):
        sources[tuple(of_both[:2])] += number
        topics[tuple(of_both[2:])] += number
    return sources, topics


def _events(covered: QuerySet) -> Named:
    counted = covered.values_list("event__id", "event__name").annotate(Count("pk"))
    return Counter({(str(pk), name): number for pk, name, number in counted})


def _options(counted: Named) -> list[Option]:
    """The most frequent first, those without one left out."""
    named = [(-number, name, value) for (value, name), number in counted.items() if value]
    return [Option(value, name, -number) for number, name, value in sorted(named)[:MOST_OPTIONS]]


def _years(keys: Sequence[int]) -> list[Option]:
    """The years of the stories' reports, the latest first, as the keys are."""
    zone = timezone.get_current_timezone()

    def year_of(key: int) -> int:
        return moment_of(key).astimezone(zone).year

    options: list[Option] = []
    at = 0
    while at < len(keys):
        year = year_of(keys[at])
        end = bisect_left(keys, True, lo=at, key=lambda key: year_of(key) < year)
        options.append(Option(str(year), str(year), end - at))
        at = end
    return options
