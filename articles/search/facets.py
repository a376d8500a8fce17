"""How the stories of a search divide by source, section, event and year.

Counted are the stories that the search has counted, the newest 1,000 at most: whoever finds
more narrows the search, and no count reads them all.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Coverage, Story
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
    ids = [story_of(key) for key in keys]
    stories = Story.objects.filter(pk__in=ids).order_by()
    covered = Coverage.objects.filter(story__in=ids).order_by()
    yield Facet("source", _("Source"), _("All sources"), _counted(stories, "source", "slug"))
    yield Facet("topic", _("Section"), _("All sections"), _counted(stories, "topic", "slug"))
    yield Facet("event", _("Event"), _("All events"), _counted(covered, "event", "id"))
    yield Facet("year", _("Year"), _("All years"), _years(keys))


def _counted(rows: QuerySet, name: str, value: str) -> list[Option]:
    """The things that the rows name, the most frequent first."""
    fields = (f"{name}__{value}", f"{name}__name")
    counted = rows.exclude(**{name: None}).values_list(*fields).annotate(stories=Count("pk"))
    ordered = counted.order_by("-stories", f"{name}__name")
    return [Option(str(value), label, stories) for value, label, stories in ordered[:MOST_OPTIONS]]


def _years(keys: Sequence[int]) -> list[Option]:
    """The years of the stories' reports, the latest first."""
    years = Counter(timezone.localtime(moment_of(key)).year for key in keys)
    return [Option(str(year), str(year), years[year]) for year in sorted(years, reverse=True)]
