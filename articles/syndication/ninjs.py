"""A story as IPTC ninjs 3.1: for other newsrooms' systems, and in an export for the years.

https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json. Both say the same of a story's content; they
differ in how it is addressed, and in what readers may not see.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, time
from typing import Any

from django.conf import settings
from django.utils import timezone

from articles.length import count_words
from articles.models import Event, Photo, Story
from articles.syndication.moments import moment

STANDARD = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
}
HTML, PLAIN = "text/html", "text/plain"


def document(story: Story, whole: Callable[[str], str], at: datetime) -> dict[str, Any]:
    """The published story; `whole` completes an address. What it lacks is left out."""
    return _without_gaps(
        _content(story)
        | {
            "uri": whole(story.get_short_url()),
            "representationType": "full",
            "pubStatus": "usable",
            "firstCreated": moment(story.published_at),
            "versionCreated": moment(story.updated_at()),
            "contentCreated": _day(story),
            "subjects": _subjects(story, whole),
            "events": [_event(event, whole) for event in story.events.visible(at)],
            "associations": [_shown_picture(photo, whole) for photo in story.photos.in_order()],
            "edNote": _correction_note(story),
            "renditions": [_rendition(story, whole)],
            "altIds": _alternative_ids(story),
        }
    )


def record(story: Story, photos: Iterable[Photo], at: datetime) -> dict[str, Any]:
    """Any story, published or not, without an address that a site would have to answer.

    Withheld is what readers may not see yet, canceled what they may not see any more.
    """
    return _without_gaps(
        _content(story)
        | {
            "uri": _urn("story", story.pk),
            "pubStatus": _pub_status(story, at),
            "firstCreated": story.created_at.isoformat(),
            "versionCreated": story.status_changed_at.isoformat(),
            "contentCreated": story.dated_at.isoformat(),
            "embargoedUntil": story.embargo_until and story.embargo_until.isoformat(),
            "edNote": story.retraction_reason,
            "slugline": story.slug,
            "altIds": [{"role": "path", "value": story.get_absolute_url()}],
            "associations": [_kept_picture(photo) for photo in photos],
        }
    )


def cancellation(story: Story, whole: Callable[[str], str]) -> dict[str, Any]:
    """What tells those who took the story that it no longer stands; no word of its text."""
    return _without_gaps(
        {
            "standard": STANDARD,
            "uri": whole(story.get_short_url()),
            "pubStatus": "canceled",
            "versionCreated": moment(story.status_changed_at),
            "edNote": story.retraction_reason,
        }
    )


def _without_gaps(found: dict[str, Any]) -> dict[str, Any]:
    """What is known, as the standard wants it: no empty text and no empty list."""
    return {name: value for name, value in found.items() if value}


def _content(story: Story) -> dict[str, Any]:
    return {
        "standard": STANDARD,
        "type": "text",
        "language": settings.LANGUAGE_CODE,
        "headlines": _said("main", story.headline),
        "descriptions": _descriptions(story),
        "bodies": _bodies(story),
        "by": story.byline,
        "located": story.dateline.rstrip(": "),
        "infoSources": _info_sources(story),
    }


def _said(role: str, value: str) -> list[dict[str, str]]:
    return [{"role": role, "contentType": PLAIN, "value": value}] if value else []


def _urn(kind: str, pk: int) -> str:
    return f"urn:newsroom:{kind}:{pk}"


def _pub_status(story: Story, at: datetime) -> str:
    if story.status in (Story.Status.RETRACTED, Story.Status.KILLED):
        return "canceled"
    return "usable" if story.is_released(at) else "withheld"


def _day(story: Story) -> str:
    """The day of the original report as a moment, which is all that the standard allows."""
    if story.original_date is None:
        return ""
    midnight = datetime.combine(story.original_date, time.min)
    return moment(timezone.make_aware(midnight, timezone.get_default_timezone()))


def _descriptions(story: Story) -> list[dict[str, str]]:
    return [said for line in story.summary_lines() for said in _said("summary", line)]


def _bodies(story: Story) -> list[dict[str, Any]]:
    if not story.body:
        return []
    text = story.body_text()
    plain = {"contentType": PLAIN, "wordCount": count_words(text), "charCount": len(text)}
    return [
        {"role": "main", "contentType": HTML, "value": story.body},
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


def _picture(photo: Photo) -> dict[str, Any]:
    return {
        "name": photo.alt_text or photo.caption[:80] or str(photo.pk),
        "type": "picture",
        "descriptions": [{"role": "caption", "value": photo.caption}] if photo.caption else [],
        "copyrightNotice": photo.credit,
    }


def _shown_picture(photo: Photo, whole: Callable[[str], str]) -> dict[str, Any]:
    """A picture; one that never arrived has its caption, and no rendition."""
    return _without_gaps(
        _picture(photo)
        | {
            "uri": whole(f"{photo.story.get_short_url()}#photo-{photo.pk}"),
            "renditions": [_file(photo, whole)] if photo.image else [],
        }
    )


def _kept_picture(photo: Photo) -> dict[str, Any]:
    """A picture with the name of its file in the export."""
    return _without_gaps(
        _picture(photo)
        | {
            "uri": _urn("photo", photo.pk),
            "altIds": [{"role": "file", "value": photo.image.name}] if photo.image else [],
        }
    )


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
    return {"name": "web", "href": whole(story.get_absolute_url()), "contentType": HTML}


def _alternative_ids(story: Story) -> list[dict[str, str]]:
    seed_file = story.seed_file
    return [{"role": "sha256", "value": seed_file.sha256}] if seed_file else []
