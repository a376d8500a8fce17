"""The pictures of stories that have been drawn, kept until their words change."""

import contextlib
import hashlib
import os
import tempfile
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils import translation

from articles.models import Story
from articles.months import arabic_date
from articles.syndication.card import Card, draw

FACE = "newsroom/fonts/newsroom-naskh.woff2"
DRAWING = 1  # raised when the same words are drawn otherwise
FOLDER_SIZE = 1000  # stories to a folder, so that none grows with the site


def card_of(story: Story) -> Card:
    """What the picture of a story says; its day, so that old news is not shared as new."""
    with translation.override(settings.LANGUAGE_CODE):
        site_name = str(settings.NEWSROOM_NAME)
    day = story.original_date
    return Card(
        site_name=site_name,
        headline=story.headline,
        source=story.source.name if story.source else "",
        day=arabic_date(day, settings.NEWSROOM_MONTHS) if day else "",
    )


def digest_of(card: Card) -> str:
    """A name for the picture that changes with whatever stands on it."""
    words = "\0".join((str(DRAWING), card.site_name, card.headline, card.source, card.day))
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def picture(story: Story, card: Card) -> bytes:
    """The picture's bytes, drawn at the first time; an older one of the story is removed."""
    file = _folder(story.pk) / f"{story.pk}-{digest_of(card)}.png"
    with contextlib.suppress(FileNotFoundError):
        return file.read_bytes()
    drawn = draw(card, _face())
    forget(story.pk)
    _write(file, drawn)
    return drawn


def forget(pk: int) -> None:
    """Remove every picture of a story."""
    for file in _folder(pk).glob(f"{pk}-*.png"):
        file.unlink(missing_ok=True)


def _folder(pk: int) -> Path:
    return Path(settings.MEDIA_ROOT) / "cards" / str(pk // FOLDER_SIZE)


def _write(file: Path, content: bytes) -> None:
    """All at once, so that nobody reads half a picture."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent)
    with open(handle, "wb") as stream:
        stream.write(content)
    os.replace(name, file)


@cache
def _face() -> bytes:
    return Path(finders.find(FACE)).read_bytes()
