"""How the stories of a search divide by source and by year.

Counted are the stories that the search has counted, 1,000 at most: whoever finds more narrows
the search, and no count reads them all.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.utils import timezone

from articles.models import Story
from articles.search.keys import moment_of, story_of

MOST_OPTIONS = 12  # as many as a reader looks through beside a list


@dataclass(frozen=True, slots=True)
class Option:
    """What a search can be narrowed to, and how many of its stories are left then."""

    value: str
    label: str
    stories: int


def by_source(keys: Sequence[int]) -> list[Option]:
    """The sources of the stories with these keys, the most frequent first."""
    stories = Story.objects.filter(pk__in=map(story_of, keys), source__isnull=False)
    counted = stories.order_by().values_list("source__slug", "source__name")
    rows = counted.annotate(stories=Count("pk")).order_by("-stories", "source__name")
    return [Option(*row) for row in rows[:MOST_OPTIONS]]


def by_year(keys: Sequence[int]) -> list[Option]:
    """The years of the stories' reports, the latest first."""
    years = Counter(timezone.localtime(moment_of(key)).year for key in keys)
    return [Option(str(year), str(year), years[year]) for year in sorted(years, reverse=True)]
