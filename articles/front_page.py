"""The home page: what leads, what is new, each section's latest, the events."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, QuerySet
from django.db.models.functions import Left
from django.utils.text import Truncator

from articles import body
from articles.models import Event, Story, StoryQuerySet, Topic
from articles.paging import PAGE_SIZE, Page, cursor_of
from articles.prepared import MOMENT, Prepared
from articles.surroundings import Line, line, lines

# One leads, two stand beside it; an older choice makes room.
MOST_CHOSEN = 3
MOST_BESIDE = 4
# Of a section: enough to see what it is about.
MOST_OF_TOPIC = 4
MOST_EVENTS = 4
OPENING_WORDS, OPENING_LETTERS = 40, 600


@dataclass(frozen=True, slots=True)
class Section:
    topic: Topic
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class FrontPage:
    """`page` holds the newest stories; `lead`, `beside` and `latest` share them out, and what
    editors chose, so that none stands twice."""

    page: Page
    lead: Story | None
    opening: str
    beside: list[Story]
    latest: list[Story]
    sections: list[Section]
    events: list[Event]


def front_page(at: datetime) -> FrontPage:
    """All of it in three queries, however many stories and sections there are."""
    chosen, page = _stories(at)
    order = [*chosen, *(story for story in page.rows if story not in chosen)]
    beside = order[1 : max(len(chosen), MOST_BESIDE)]
    return FrontPage(
        page=page,
        lead=order[0] if order else None,
        opening=opening_of(order[0]) if order else "",
        beside=beside,
        latest=order[1 + len(beside) :],
        sections=[section_of(topic) for topic in TOPICS(at=at) if topic.latest],
        events=EVENTS(at=at),
    )


def _stories(at: datetime) -> tuple[list[Story], Page]:
    """What editors chose, the newest choice first, and the first page of the newest stories."""
    found = STORIES(at=at)
    leads = sorted(filter(leads_since, found), key=leads_since, reverse=True)[:MOST_CHOSEN]
    return leads, _page(found)


def opening_of(story: Story) -> str:
    """How the text of a story begins, for one without a summary."""
    if story.summary:
        return ""
    first, _end, _rest = story.beginning.partition("</p>")
    # The cut may have fallen into a tag.
    whole = first[: first.rfind("<")] if first.rfind("<") > first.rfind(">") else first
    return Truncator(body.text(whole)).words(OPENING_WORDS)


def leads_since(story: Story) -> datetime | None:
    return story.leads_since


def _page(found: list[Story]) -> Page:
    """The newest of them: an older lead stands behind all of these."""
    newest = found[: PAGE_SIZE + 1]
    rows = newest[:PAGE_SIZE]
    return Page(rows, cursor_of(rows[-1], "dated_at") if len(newest) > PAGE_SIZE else "")


def for_cards(stories: StoryQuerySet) -> StoryQuerySet:
    """With the source and what a card shows, but without the text."""
    return stories.select_related("source").defer("body", "credits", "retraction_reason")


def section_of(topic: Topic) -> Section:
    return Section(topic, [line(row) for row in topic.latest])


def _chosen_and_newest(at: datetime) -> StoryQuerySet:
    published = Story.objects.published(at)
    chosen = published.leading()[:MOST_CHOSEN].values("pk")
    newest = published.newest_first()[: PAGE_SIZE + 1].values("pk")
    # Each by itself and then together: with OR a database reads all stories for a few of them.
    wanted = [Story.objects.filter(pk__in=some).values("pk") for some in (chosen, newest)]
    found = Story.objects.filter(pk__in=wanted[0].union(wanted[1]))
    return for_cards(found).annotate(beginning=Left("body", OPENING_LETTERS)).newest_first()


def _topics(at: datetime) -> QuerySet[Topic]:
    of_topic = Story.objects.published(at).filter(topic=OuterRef("pk")).newest_first()
    return Topic.objects.annotate(latest=lines(of_topic[:MOST_OF_TOPIC]))


def _events(at: datetime) -> QuerySet[Event]:
    return Event.objects.visible(at).newest_first()[:MOST_EVENTS]


STORIES = Prepared(_chosen_and_newest, at=MOMENT)
TOPICS = Prepared(_topics, at=MOMENT)
EVENTS = Prepared(_events, at=MOMENT)
