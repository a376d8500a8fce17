"""The queue's cards, each written once: after a decision a moderator sees the others again."""

import pickle
from dataclasses import dataclass, field
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from comments.cards import Card

# Five pages; some ten kilobytes each, which take a millisecond to write.
MOST_KEPT = 100
# What differs from request to request stands in a card by these names. No text of a reader's
# can hold one: it is escaped.
SLOTS = {name: mark_safe(f"<{name}>") for name in ("csrf_token", "next", "now")}

register = template.Library()


@dataclass(frozen=True, slots=True)
class Shown:
    """A card, equal to another where every row and value that it is made of is the same."""

    made_of: bytes
    card: Card = field(compare=False)


@register.simple_tag(takes_context=True)
def queue_card(context: template.Context, card: Card) -> SafeString:
    """The card as `comments/queue/_card.html` has it."""
    shown = Shown(pickle.dumps(card), card)
    zone = timezone.get_current_timezone_name()
    written = str(_written(shown, context["reason_options"], get_language(), zone))
    for name, slot in SLOTS.items():
        written = written.replace(slot, conditional_escape(context[name]))
    # The template escaped all but the slots, and they have been filled with escaped values.
    return mark_safe(written)


@lru_cache(MOST_KEPT)
def _written(shown: Shown, reason_options: str, language: str, zone: str) -> SafeString:
    context = {"card": shown.card, "reason_options": reason_options, "LANGUAGE_CODE": language}
    return render_to_string("comments/queue/_card.html", context | SLOTS)
