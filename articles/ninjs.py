"""A story as IPTC ninjs 3.1: https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from articles.length import count_words
from articles.models import Photo, Story

STANDARD = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
}
# Withheld is what readers may not see yet, canceled what they may not see any more.
PUB_STATUS = {
    Story.Status.PUBLISHED: "usable",
    Story.Status.RETRACTED: "canceled",
    Story.Status.KILLED: "canceled",
}
HTML, PLAIN = "text/html", "text/plain"


def uri(kind: str, pk: int) -> str:
    return f"urn:newsroom:{kind}:{pk}"


def as_ninjs(story: Story, photos: Iterable[Photo], *, at: datetime) -> dict[str, Any]:
    """The story's live text; what is unknown or empty is left out, as the standard wants it."""
    item = {
        "uri": uri("story", story.pk),
        "standard": STANDARD,
        "type": "text",
        "language": "ar",
        "firstCreated": story.created_at.isoformat(),
        "versionCreated": story.status_changed_at.isoformat(),
        "contentCreated": story.dated_at.isoformat(),
        "embargoedUntil": story.embargo_until and story.embargo_until.isoformat(),
        "pubStatus": _pub_status(story, at),
        "edNote": story.retraction_reason,
        "by": story.byline,
        "located": story.dateline.rstrip(": "),
        "slugline": story.slug,
        "headlines": _said("main", PLAIN, story.headline),
        "descriptions": _said("summary", PLAIN, story.summary),
        "bodies": _bodies(story),
        "infoSources": _sources(story),
        "altIds": [{"role": "path", "value": story.get_absolute_url()}],
        "associations": [_picture(photo) for photo in photos],
    }
    return {name: value for name, value in item.items() if value}


def _pub_status(story: Story, at: datetime) -> str:
    if story.status == Story.Status.PUBLISHED and not story.is_released(at):
        return "withheld"
    return PUB_STATUS.get(story.status, "withheld")


def _said(role: str, content_type: str, value: str) -> list[dict[str, Any]]:
    return [{"role": role, "contentType": content_type, "value": value}] if value else []


def _bodies(story: Story) -> list[dict[str, Any]]:
    text = story.body_text()
    counts = {"charCount": len(text), "wordCount": count_words(text)}
    return [body | counts for body in _said("main", HTML, story.body)]


def _sources(story: Story) -> list[dict[str, str]]:
    named = [{"name": story.source.name, "role": story.source.kind}] if story.source else []
    return named + [{"name": credit["agency"], "role": "credit"} for credit in story.credits]


def _picture(photo: Photo) -> dict[str, Any]:
    item = {
        "name": f"photo-{photo.pk}",
        "uri": uri("photo", photo.pk),
        "type": "picture",
        "by": photo.credit,
        "descriptions": _said("caption", PLAIN, photo.caption)
        + _said("alternative text", PLAIN, photo.alt_text),
        "altIds": [{"role": "file", "value": photo.image.name}] if photo.image else [],
    }
    return {name: value for name, value in item.items() if value}
