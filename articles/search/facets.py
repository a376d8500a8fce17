"""How the stories of a search divide by source and by year."""

from django.db.models import Count, QuerySet
from django.db.models.functions import ExtractYear

from articles.models import StoryQuerySet

MOST_SOURCES = 12  # as many as a reader looks through beside a list


def by_source(stories: StoryQuerySet) -> QuerySet:
    """Slug, name and number of stories of each source, the most frequent first."""
    known = stories.filter(source__isnull=False).order_by()
    counted = known.values("source__slug", "source__name").annotate(stories=Count("pk"))
    return counted.order_by("-stories", "source__name")[:MOST_SOURCES]


def by_year(stories: StoryQuerySet) -> QuerySet:
    """Year and number of stories, the latest first; the year is that of the report."""
    years = stories.order_by().annotate(year=ExtractYear("dated_at")).values("year")
    return years.annotate(stories=Count("pk")).order_by("-year")
