"""RSS 2.0, Atom and JSON Feed 1.1 out of one channel."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed

from articles.syndication.entries import Channel, Entry

NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # the date of a feed without an entry


class _Dated:
    """A feed is as old as the newest of its entries, not as the moment of the request."""

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=NEVER)


class _Rss(_Dated, Rss201rev2Feed):
    def rss_attributes(self) -> dict[str, str]:
        modules = {
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xml:lang": settings.LANGUAGE_CODE,
        }
        return super().rss_attributes() | modules

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content:encoded", item["content"])


class _Atom(_Dated, Atom1Feed):
    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


def rss(channel: Channel) -> bytes:
    return _xml(_Rss, channel)


def atom(channel: Channel) -> bytes:
    return _xml(_Atom, channel)


def _xml(kind: type[SyndicationFeed], channel: Channel) -> bytes:
    feed = kind(
        title=channel.title,
        link=channel.page,
        description=channel.description,
        subtitle=channel.description,
        language=settings.LANGUAGE_CODE,
        feed_url=channel.address,
        feed_guid=channel.address,
        author_name=channel.site_name,
    )
    for entry in channel.entries:
        feed.add_item(**_item(entry))
    return feed.writeString("utf-8").encode()


def _item(entry: Entry) -> dict[str, Any]:
    return {
        "title": entry.title,
        "link": entry.url,
        "description": entry.summary,
        "content": entry.html,
        "author_name": entry.author or None,
        "unique_id": entry.id,
        "unique_id_is_permalink": True,
        "pubdate": entry.published_at,
        "updateddate": entry.updated_at,
        "categories": entry.sections,
    }


def json_feed(channel: Channel) -> bytes:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": channel.page,
        "feed_url": channel.address,
        "description": channel.description,
        "language": settings.LANGUAGE_CODE,
        "authors": [{"name": channel.site_name}],
        "items": [_json_item(entry) for entry in channel.entries],
    }
    return json.dumps(feed, ensure_ascii=False).encode()


def _json_item(entry: Entry) -> dict[str, Any]:
    item = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.html,
        "date_published": entry.published_at.isoformat(),
        "date_modified": entry.updated_at.isoformat(),
        "language": settings.LANGUAGE_CODE,
        "authors": [{"name": entry.author}] if entry.author else [],
        "tags": entry.sections,
    }
    return {name: value for name, value in item.items() if value}


@dataclass(frozen=True, slots=True)
class FeedFormat:
    name: str
    content_type: str
    write: Callable[[Channel], bytes]


# By the last part of a feed's address, in the order in which pages offer them.
FORMATS = {
    "rss.xml": FeedFormat("RSS", "application/rss+xml; charset=utf-8", rss),
    "atom.xml": FeedFormat("Atom", "application/atom+xml; charset=utf-8", atom),
    "feed.json": FeedFormat("JSON Feed", "application/feed+json", json_feed),
}
