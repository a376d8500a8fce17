"""Removing a killed story's text, and showing that it is gone from everywhere it stood.

The versions stay, for editors only: they are what a court or a complaint may ask about.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import photo_files
from articles.models import CorrectionRequest, PreviewLink, Story
from articles.syndication import card_files

TEXT_FIELDS = ("headline", "summary", "dateline", "byline", "body")


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere that readers could meet the story, and whether they still do."""

    name: str
    address: str
    shows_it: bool


def remove_text(story: Story, *, by: Any, at: datetime) -> None:
    """Empty the row, for the caller to save; delete pictures, end previews and requests."""
    for name in TEXT_FIELDS:
        setattr(story, name, "")
    story.credits = []
    story.headline_is_provisional = False
    story.slug = story.make_slug()
    PreviewLink.objects.usable(at).filter(story=story).update(revoked_at=at)
    CorrectionRequest.objects.open().filter(story=story).update(settled_at=at, settled_by=by)
    _delete_pictures(story)


def _delete_pictures(story: Story) -> None:
    names = {photo.image.name for photo in story.photos.all()}
    for revision in story.revisions.all():
        names |= {photo["image"] for photo in revision.content()["photos"]}
    story.photos.all().delete()
    transaction.on_commit(lambda: photo_files.delete(names))
    transaction.on_commit(lambda: card_files.forget(story.pk))


def kill_report(story: Story, *, at: datetime) -> list[Place]:
    """Every place where the story stood, each asked by its own rule whether it shows it now."""
    is_listed = Story.objects.published(at).filter(pk=story.pk).exists()
    is_readable = Story.objects.readable(at).filter(pk=story.pk).exists()
    places = [
        Place(_("its page"), story.get_absolute_url(), is_readable),
        Place(_("its short link"), story.get_short_url(), is_readable),
        Place(_("front page"), reverse("home"), is_listed),
    ]
    if story.source:
        places.append(Place(story.source.name, story.source.get_absolute_url(), is_listed))
    if story.corrections.exists():
        has_notice = story.corrections.public(at).exists()
        places.append(Place(_("corrections"), reverse("corrections"), has_notice))
    return places
