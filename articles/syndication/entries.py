"""A feed and its entries, before any format has been chosen."""

from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db.models import Prefetch
from django.http import HttpRequest
from django.template.loader import render_to_string

from articles.layout import story_blocks
from articles.models import Correction, Photo, Story, StoryQuerySet
from articles.syndication.wire import origin_of, sendable, with_whole_links

# A day of a busy site; with full texts some 100 kB before compression.
LENGTH = 30


@dataclass(frozen=True, slots=True)
class Entry:
    """`id` never changes, `url` follows the headline; `author` is "" where nobody is named."""

    id: str
    url: str
    title: str
    summary: str
    html: str
    author: str
    published_at: datetime
    updated_at: datetime
    sections: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Channel:
    """A feed; `page` is the address of what it follows, `address` its own."""

    title: str
    description: str
    page: str
    address: str
    site_name: str
    entries: list[Entry]

    def updated_at(self) -> datetime | None:
        return max((entry.updated_at for entry in self.entries), default=None)


def make_channel(
    request: HttpRequest, stories: StoryQuerySet, *, page: str, title: str, description: str
) -> Channel:
    """The newest of `stories` by the time of publication here, in three queries."""
    rows = _with_text(stories).order_by("-published_at", "-pk")[:LENGTH]
    origin = origin_of(request)
    return Channel(
        title=sendable(title),
        description=sendable(description),
        page=origin + page,
        address=request.build_absolute_uri(request.path),
        site_name=sendable(str(settings.NEWSROOM_NAME)),
        entries=[make_entry(origin, story) for story in rows],
    )


def _with_text(stories: StoryQuerySet) -> StoryQuerySet:
    photos = Prefetch("photos", Photo.objects.in_order(), to_attr="shown_photos")
    notices = Prefetch("corrections", Correction.objects.newest_first(), to_attr="notices")
    return stories.select_related("source", "topic").prefetch_related(photos, notices)


def make_entry(origin: str, story: Story) -> Entry:
    """`origin` is the site's address without a slash."""
    url = origin + story.get_absolute_url()
    return Entry(
        id=origin + story.get_short_url(),
        url=url,
        title=sendable(story.headline),
        summary=sendable(story.description()),
        html=_full_text(origin, story, url),
        author=sendable(story.byline or (story.source.name if story.source else "")),
        published_at=story.published_at,
        updated_at=story.updated_at(),
        sections=[sendable(story.topic.name)] if story.topic else [],
    )


def _full_text(origin: str, story: Story, url: str) -> str:
    context = {
        "story": story,
        "blocks": story_blocks(story, story.shown_photos),
        "origin": origin,
    }
    markup = render_to_string("articles/feed_story.html", context)
    return sendable(with_whole_links(markup, url))
