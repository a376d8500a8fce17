"""Stories in lists: the markup of each is written once, for it depends on the story alone."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from articles.models import Source, Story
from articles.surroundings import Line

# A kilobyte each; twenty of them take longer to write than all else of a list's page.
MOST_KEPT = 2048

register = template.Library()


class Card(NamedTuple):
    """Everything that a card's markup is made of."""

    pk: int
    slug: str
    headline: str
    summary: str
    source: tuple[str, str] | None
    original_date: date | None
    published_at: datetime | None


def card_of(story: Story) -> Card:
    source = story.source
    return Card(
        pk=story.pk,
        slug=story.slug,
        headline=story.headline,
        summary=story.summary,
        source=(source.name, source.slug) if source else None,
        original_date=story.original_date,
        published_at=story.published_at,
    )


@register.simple_tag
def story_card(story: Story) -> SafeString:
    return _written("articles/_story_card.html", card_of(story), *_settings())


@register.simple_tag
def small_card(story: Story) -> SafeString:
    return _written("articles/_small_card.html", card_of(story), *_settings())


@register.simple_tag
def story_lines(lines: Iterable[Line]) -> SafeString:
    return _written_lines(tuple(lines), *_settings())


def _settings() -> tuple[str, str]:
    return get_language(), timezone.get_current_timezone_name()


@lru_cache(MOST_KEPT)
def _written(name: str, card: Card, language: str, zone: str) -> SafeString:
    values = card._asdict()
    if card.source:
        values["source"] = Source(name=card.source[0], slug=card.source[1])
    return render_to_string(name, {"story": Story(**values), "LANGUAGE_CODE": language})


@lru_cache(MOST_KEPT)
def _written_lines(lines: tuple[Line, ...], language: str, zone: str) -> SafeString:
    return render_to_string("articles/_lines.html", {"lines": lines, "LANGUAGE_CODE": language})
