"""What the desk proposes: stories that look like one event, events that a story may belong to.

Nothing is grouped here: editors do that, with `grouping`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet
from django.utils import timezone

from articles.comparison import Candidate, suggest_events, suggest_groups
from articles.models import Event, Story

LOOKED_AT = 120  # the latest stories without an event: what an editor may still remember
EVENTS_LOOKED_AT = 20  # the latest ones
STORIES_PER_EVENT = 2  # enough to say what an event is about: a story's page waits for it
OFFERED = 3


@dataclass(frozen=True, slots=True)
class SuggestedGroup:
    """Stories that look like one event; `likeness` is their average, in hundredths."""

    stories: list[Story]
    percent: int


@dataclass(frozen=True, slots=True)
class SuggestedEvent:
    event: Event
    percent: int


def ungrouped(stories: QuerySet[Story]) -> QuerySet[Story]:
    """Those of `stories` that stand in no event and still have a text that counts."""
    with_text = stories.exclude(status__in=[Story.Status.KILLED, Story.Status.RETRACTED])
    return with_text.filter(coverage__isnull=True)


def groups_among(stories: QuerySet[Story]) -> list[SuggestedGroup]:
    """Groups among the latest of `stories` that stand in no event, most alike first."""
    latest = list(ungrouped(stories).select_related("source").newest_first()[:LOOKED_AT])
    groups = suggest_groups([_candidate(story) for story in latest])
    return [
        SuggestedGroup([latest[place] for place in group.stories], round(100 * group.likeness))
        for group in groups
    ]


def events_for(story: Story, stories: QuerySet[Story]) -> list[SuggestedEvent]:
    """The events of `stories` that a story may belong to and does not yet, most likely first."""
    events = list(
        Event.objects.exclude(stories=story)
        .filter(stories__in=stories)
        .distinct()
        .newest_first()[:EVENTS_LOOKED_AT]
    )
    members = _members(events, stories)
    candidates = [[_candidate(member) for member in members[event.pk]] for event in events]
    found = suggest_events(_candidate(story), candidates)[:OFFERED]
    return [SuggestedEvent(events[place], round(100 * likeness)) for place, likeness in found]


def _members(events: Sequence[Event], stories: QuerySet[Story]) -> dict[int, list[Story]]:
    """The first stories of each event."""
    members: dict[int, list[Story]] = {event.pk: [] for event in events}
    covering = stories.filter(coverage__event__in=events).order_by("coverage__position")
    for story in covering.annotate(event_id=F("coverage__event")):
        if len(members[story.event_id]) < STORIES_PER_EVENT:
            members[story.event_id].append(story)
    return members


def _candidate(story: Story) -> Candidate:
    text = f"{story.summary}\n{story.body_text()}"
    return Candidate(story.headline, text, _day(story))


def _day(story: Story) -> date | None:
    """The day of the report; that of a received text is unknown unless it says so."""
    if story.original_date or story.seed_file_id:
        return story.original_date
    return timezone.localtime(story.dated_at).date()
