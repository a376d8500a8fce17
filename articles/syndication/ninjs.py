"""A story as IPTC ninjs 3.1, for other newsrooms' systems."""

from collections.abc import Callable
from datetime import datetime, time
from typing import Any

from django.conf import settings
from django.utils import timezone

from articles.models import Event, Photo, Story
from articles.syndication.moments import moment

STANDARD = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
}


def document(story: Story, whole: Callable[[str], str], at: datetime) -> dict[str, Any]:
    """The published story; `whole` completes an address. What it lacks is left out."""
    found = {
        "standard": STANDARD,
        "uri": whole(story.get_short_url()),
        "type": "text",
        "representationType": "full",
        "pubStatus": "usable",
        "language": settings.LANGUAGE_CODE,
        "firstCreated": moment(story.published_at),
        "versionCreated": moment(story.updated_at()),
        "contentCreated": _day(story),
        "headlines": [{"role": "main", "contentType": "text/plain", "value": story.headline}],
        "descriptions": _descriptions(story),
        "bodies": _bodies(story),
        "by": story.byline,
        "located": story.dateline,
        "infoSources": _info_sources(story),
        "subjects": _subjects(story, whole),
        "events": [_event(event, whole) for event in story.events.visible(at)],
        "associations": [_picture(photo, whole) for photo in story.photos.in_order()],
        "edNote": _correction_note(story),
        "renditions": [_rendition(story, whole)],
        "altIds": _alternative_ids(story),
    }
    return {name: value for name, value in found.items() if value}


def cancellation(story: Story, whole: Callable[[str], str]) -> dict[str, Any]:
    """What tells those who took the story that it no longer stands; no word of its text."""
    found = {
        "standard": STANDARD,
        "uri": whole(story.get_short_url()),
        "pubStatus": "canceled",
        "versionCreated": moment(story.status_changed_at),
        "edNote": story.retraction_reason,
    }
    return {name: value for name, value in found.items() if value}


def _day(story: Story) -> str:
    """The day of the original report as a moment, which is all that the standard allows."""
    if story.original_date is None:
        return ""
    midnight = datetime.combine(story.original_date, time.min)
    return moment(timezone.make_aware(midnight, timezone.get_default_timezone()))


def _descriptions(story: Story) -> list[dict[str, str]]:
    return [
        {"role": "summary", "contentType": "text/plain", "value": line}
        for line in story.summary_lines()
    ]


def _bodies(story: Story) -> list[dict[str, Any]]:
    text = story.body_text()
    plain = {"contentType": "text/plain", "wordCount": len(text.split()), "charCount": len(text)}
    return [
        {"role": "main", "contentType": "text/html", "value": story.body},
        {"role": "plain", **plain, "value": text},
    ]


def _info_sources(story: Story) -> list[dict[str, str]]:
    found = [{"name": credit["agency"], "role": "agency"} for credit in story.credits]
    if story.source:
        source = {"name": story.source.name, "role": story.source.kind}
        home_page = story.source.home_page
        found.insert(0, source | {"uri": home_page} if home_page else source)
    return found


def _subjects(story: Story, whole: Callable[[str], str]) -> list[dict[str, str]]:
    topic = story.topic
    return [{"name": topic.name, "uri": whole(topic.get_absolute_url())}] if topic else []


def _event(event: Event, whole: Callable[[str], str]) -> dict[str, str]:
    return {"id": str(event.pk), "name": event.name, "uri": whole(event.get_absolute_url())}


def _picture(photo: Photo, whole: Callable[[str], str]) -> dict[str, Any]:
    """A picture; one that never arrived has its caption, and no rendition."""
    address = whole(f"{photo.story.get_short_url()}#photo-{photo.pk}")
    found = {
        "name": photo.alt_text or photo.caption[:80] or str(photo.pk),
        "uri": address,
        "type": "picture",
        "descriptions": [{"role": "caption", "value": photo.caption}] if photo.caption else [],
        "copyrightNotice": photo.credit,
        "renditions": [_file(photo, whole)] if photo.image else [],
    }
    return {name: value for name, value in found.items() if value}


def _file(photo: Photo, whole: Callable[[str], str]) -> dict[str, Any]:
    return {
        "name": "main",
        "href": whole(photo.image.url),
        "contentType": "image/webp",
        "width": photo.width,
        "height": photo.height,
    }


def _correction_note(story: Story) -> str:
    return "\n".join(notice.text for notice in story.given_corrections())


def _rendition(story: Story, whole: Callable[[str], str]) -> dict[str, str]:
    return {"name": "web", "href": whole(story.get_absolute_url()), "contentType": "text/html"}


def _alternative_ids(story: Story) -> list[dict[str, str]]:
    seed_file = story.seed_file
    return [{"role": "sha256", "value": seed_file.sha256}] if seed_file else []
