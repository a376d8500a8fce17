"""What stands around a story's text on its page: pictures, notices, its event, its relatives,
what is beside it.

All of it comes with the story's own row: see `Rows`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject
from django.urls import reverse

from articles.models import Correction, Coverage, Event, Photo, Story, StoryQuerySet
from articles.rows import Rows

MOST_RELATED = 4
MOST_OF_EVENT = 4
MOST_EVENTS = 2
LINE = JSONObject(pk="pk", headline="headline", slug="slug", source="source__name", day="dated_on")
NOTICE = JSONObject(pk="pk", text="text", corrected_at="corrected_at")
PICTURE = JSONObject(
    pk="pk",
    story_id="story",
    caption="caption",
    credit="credit",
    alt_text="alt_text",
    is_sensitive="is_sensitive",
    image="image",
    width="width",
    height="height",
    after_block="after_block",
)


@dataclass(frozen=True, slots=True)
class Line:
    """A story in a list of headlines."""

    pk: int
    headline: str
    slug: str
    source: str
    day: date

    def get_absolute_url(self) -> str:
        return reverse("story", args=[self.pk, self.slug])


@dataclass(frozen=True, slots=True)
class Named:
    """An event, by its name."""

    pk: int
    name: str
    slug: str

    def get_absolute_url(self) -> str:
        return reverse("event", args=[self.pk, self.slug])


@dataclass(frozen=True, slots=True)
class Notice:
    """A correction, as readers are told of it."""

    pk: int
    text: str
    corrected_at: datetime


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`corrections` are the newest first, `photos` in the text's order; `newer` and `older` are
    one or none. `same_event` and `related` have no story in common.
    """

    photos: list[Photo]
    corrections: list[Notice]
    events: list[Named]
    same_event: list[Line]
    related: list[Line]
    newer: Line | None
    older: Line | None


def lines(stories: StoryQuerySet) -> Rows:
    return Rows(stories.values(row=LINE))


def line(row: Mapping[str, Any]) -> Line:
    return Line(**{**row, "source": row["source"] or "", "day": date.fromisoformat(row["day"])})


def notice(row: Mapping[str, Any]) -> Notice:
    moment = datetime.fromisoformat(row["corrected_at"])
    # SQLite keeps moments without their zone.
    return Notice(
        **{**row, "corrected_at": moment if moment.tzinfo else moment.replace(tzinfo=UTC)}
    )


def with_surroundings(stories: StoryQuerySet, at: datetime) -> StoryQuerySet:
    """The stories with everything that `surroundings` needs."""
    published = Story.objects.published(at)
    return stories.annotate(
        photo_rows=Rows(_photos().values(row=PICTURE)),
        correction_rows=Rows(_corrections().values(row=NOTICE)),
        newer_rows=lines(_newer(published)),
        older_rows=lines(_older(published)),
        related_rows=lines(_related(published)),
        event_lines=lines(_of_event(published)),
        event_rows=Rows(_events().values(row=JSONObject(pk="pk", name="name", slug="slug"))),
    )


def surroundings(story: Story) -> Surroundings:
    same_event = [line(row) for row in story.event_lines]
    known = {near.pk for near in same_event}
    related = [line(row) for row in story.related_rows if row["pk"] not in known]
    return Surroundings(
        photos=[Photo(**row) for row in story.photo_rows],
        corrections=[notice(row) for row in story.correction_rows],
        events=[Named(**row) for row in story.event_rows],
        same_event=same_event,
        related=related[:MOST_RELATED],
        newer=_first(story.newer_rows),
        older=_first(story.older_rows),
    )


def _first(rows: Iterable[Mapping[str, Any]]) -> Line | None:
    return next(map(line, rows), None)


def _photos():
    return Photo.objects.filter(story=OuterRef("pk")).in_order()


def _corrections():
    return Correction.objects.filter(story=OuterRef("pk")).newest_first()


def _newer(published: StoryQuerySet) -> StoryQuerySet:
    # The first condition says nothing new, but an index can begin at it.
    later = Q(dated_at__gt=OuterRef("dated_at")) | Q(pk__gt=OuterRef("pk"))
    found = published.filter(later, dated_at__gte=OuterRef("dated_at"))
    return found.order_by("dated_at", "pk")[:1]


def _older(published: StoryQuerySet) -> StoryQuerySet:
    earlier = Q(dated_at__lt=OuterRef("dated_at")) | Q(pk__lt=OuterRef("pk"))
    found = published.filter(earlier, dated_at__lte=OuterRef("dated_at"))
    return found.newest_first()[:1]


def _related(published: StoryQuerySet) -> StoryQuerySet:
    found = published.filter(related_to__story=OuterRef("pk"))
    return found.order_by("-related_to__score", "-pk")[: MOST_RELATED + MOST_OF_EVENT]


def _of_event(published: StoryQuerySet) -> StoryQuerySet:
    covering = Coverage.objects.filter(event__coverage__story=OuterRef(OuterRef("pk")))
    others = published.filter(pk__in=covering.values("story")).exclude(pk=OuterRef("pk"))
    return others.newest_first()[:MOST_OF_EVENT]


def _events():
    return Event.objects.filter(coverage__story=OuterRef("pk")).newest_first()[:MOST_EVENTS]
