"""Where readers can meet a story, and whether they still do: what an editor is shown of a kill."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from articles.models import Story
from articles.syndication import sitemaps

FEEDS = ("rss.xml", "atom.xml", "feed.json")
# The card's name follows from its words, which a killed story has lost: any leads to its place.
ANY_CARD = "0" * 16


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere that readers could meet the story, and whether they still do."""

    name: str
    address: str
    shows_it: bool


def places(story: Story, *, at: datetime) -> list[Place]:
    """Every place where the story stood, each asked by its own rule whether it shows it now."""
    is_listed = Story.objects.published(at).filter(pk=story.pk).exists()
    is_readable = Story.objects.readable(at).filter(pk=story.pk).exists()
    has_notice = story.corrections.public(at).exists()
    return [
        *(Place(name, address, is_readable) for name, address in _pages(story)),
        *(Place(name, address, is_listed) for name, address in _copies(story)),
        *(Place(name, address, is_listed) for name, address in _lists(story)),
        *(Place(name, address, has_notice) for name, address in _notices(story)),
    ]


def _pages(story: Story) -> Iterator[tuple[str, str]]:
    yield _("its page"), story.get_absolute_url()
    yield _("its short link"), story.get_short_url()
    yield _("its versions"), reverse("story-history", args=[story.pk])


def _copies(story: Story) -> Iterator[tuple[str, str]]:
    yield _("its comments"), reverse("thread", args=[story.pk])
    yield _("its text for machines"), reverse("ninjs", args=[story.pk])
    yield _("its picture for sharing"), reverse("card", args=[story.pk, ANY_CARD])
    yield _("where its text stands elsewhere"), reverse("story-copies", args=[story.pk, story.slug])


def _lists(story: Story) -> Iterator[tuple[str, str]]:
    yield from _with_feeds(_("front page"), reverse("home"), "feed")
    for kind, group in _groups(story):
        address = group.get_absolute_url()
        arguments = [group.pk, group.slug] if kind == "event" else [group.slug]
        yield from _with_feeds(str(group), address, f"{kind}-feed", arguments)
    yield from _archives(story)
    yield from _searches(story)
    yield _("map of the site"), reverse("sitemap-stories", args=[story.pk // sitemaps.BLOCK])
    yield _("map of the news"), reverse("sitemap-news")


def _with_feeds(name, address, feed, arguments=()):
    yield name, address
    for file in FEEDS:
        yield _("%(name)s: feed") % {"name": name}, reverse(feed, args=[*arguments, file])


def _groups(story: Story):
    found = (("source", story.source), ("topic", story.topic))
    yield from ((kind, group) for kind, group in found if group)
    for coverage in story.coverage.select_related("event"):
        yield "event", coverage.event


def _archives(story: Story) -> Iterator[tuple[str, str]]:
    day = timezone.localtime(story.dated_at)
    parts = [day.year, day.month, day.day]
    for number, name in enumerate(("archive-year", "archive-month", "archive-day"), start=1):
        yield _("archive"), reverse(name, args=parts[:number])


def _searches(story: Story) -> Iterator[tuple[str, str]]:
    asked = urlencode({"q": story.headline})
    for name in ("search", "search-feed", "search-json"):
        yield _("search"), f"{reverse(name)}?{asked}" if story.headline else reverse(name)


def _notices(story: Story) -> Iterator[tuple[str, str]]:
    if story.corrections.exists():
        yield _("corrections"), reverse("corrections")
