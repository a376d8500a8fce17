"""What a diff of two versions says: the names of fields and of kinds of change."""

from collections.abc import Iterable

from django import template
from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.models import Story
from articles.worddiff import Kind

KIND_LABELS = {
    Kind.EQUAL: pgettext_lazy("kind of change", "unchanged"),
    Kind.NUMBER: pgettext_lazy("kind of change", "number"),
    Kind.NAME: pgettext_lazy("kind of change", "name"),
    Kind.WORDING: pgettext_lazy("kind of change", "wording"),
    Kind.SPELLING: pgettext_lazy("kind of change", "spelling"),
    Kind.PUNCTUATION: pgettext_lazy("kind of change", "punctuation"),
    Kind.FORMATTING: pgettext_lazy("kind of change", "formatting"),
}
# What a log or a diff speaks of that is no field of the story's own.
OTHER_LABELS = {
    "photos": _("pictures"),
    "captions": _("captions"),
    "revision": _("version"),
    "correction": _("correction"),
    "answer": _("answer"),
    "reader_name": _("outside reader"),
    "expires_at": _("expires at"),
    "is_on": _("in use"),
}

register = template.Library()


@register.filter
def field_label(name: str) -> str:
    """What editors call a field of a story, for the name that a version or the log has for it."""
    if name in OTHER_LABELS:
        return OTHER_LABELS[name]
    try:
        return Story._meta.get_field(name.removesuffix("_id")).verbose_name
    except FieldDoesNotExist:
        return name


@register.filter
def kind_label(kind: Kind) -> str:
    return KIND_LABELS[kind]


@register.filter
def in_order(kinds: Iterable[Kind]) -> list[Kind]:
    """Kinds of change, the gravest first."""
    return [kind for kind in KIND_LABELS if kind in kinds]
