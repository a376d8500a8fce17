"""A version's values in words that an editor reads."""

from typing import Any

from django.utils.translation import gettext as _

from articles.models import Source, Topic


def readable(snapshot: dict[str, Any]) -> dict[str, Any]:
    """The snapshot with the source's name, and yes or no for what is true or false."""
    return snapshot | {
        "source_id": source_name(snapshot["source_id"]),
        "topic_id": topic_name(snapshot.get("topic_id")),
        "headline_is_provisional": yes_or_no(snapshot["headline_is_provisional"]),
    }


def source_name(pk: int | None) -> str:
    found = pk and Source.objects.filter(pk=pk).first()
    return str(found or "")


def topic_name(pk: int | None) -> str:
    found = pk and Topic.objects.filter(pk=pk).first()
    return str(found or "")


def yes_or_no(value: bool) -> str:
    return _("yes") if value else _("no")
