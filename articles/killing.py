"""Removing a killed story's text; `places` shows that it is gone from everywhere it stood.

The versions stay, for editors only: they are what a court or a complaint may ask about.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from articles import photo_files
from articles.models import CorrectionRequest, PreviewLink, Story
from articles.syndication import card_files

TEXT_FIELDS = ("headline", "summary", "dateline", "byline", "body")


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
