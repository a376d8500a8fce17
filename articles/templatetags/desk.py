"""What the desk's pages say about stories and moments."""

from collections.abc import Iterable
from datetime import datetime
from html import escape
from typing import Any

from django import template
from django.conf import settings
from django.contrib.admin.views.main import ChangeList
from django.utils import timezone
from django.utils.encoding import uri_to_iri
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.drop_down import options
from articles.kept_forms import writer_of
from articles.models import AuditEntry, PreviewLink, Story
from articles.readable import yes_or_no
from articles.revisions import LONG_FIELDS
from articles.templatetags.changes import field_label

register = template.Library()


@register.simple_tag(takes_context=True)
def writer_field(context: template.Context) -> SafeString:
    """Says, signed, whose page a form stands on: see `kept_forms`."""
    value = writer_of(context["request"].user)
    return format_html('<input type="hidden" name="writer" value="{}">', value)


@register.filter
def desk_moment(moment: datetime | None, style: str = "DATETIME_FORMAT") -> str | SafeString:
    """A moment in the newsroom's time zone, with that zone's offset; "" for None.

    `style` names one of the formats of `newsroom.formats`.
    """
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    written, shown = local.isoformat(timespec="seconds"), escape(date_format(local, style))
    # A list has many of them, and `format_html` would take as long again.
    return mark_safe(
        f'<time datetime="{written}">{shown}</time>'
        f' <bdi class="zone" dir="ltr">{zone_offset(written)}</bdi>'
    )


def zone_offset(written: str) -> str:
    """The offset at the end of a moment in ISO 8601, as UTC+03:00."""
    return f"UTC{written[-6:]}"


@register.simple_tag
def desk_zone(at: datetime) -> SafeString:
    """The newsroom's time zone by name and offset, for beside a field that asks for a time."""
    return format_html(
        '<bdi class="zone" dir="ltr">{} ({})</bdi>',
        settings.TIME_ZONE,
        zone_offset(timezone.localtime(at).isoformat()),
    )


@register.simple_tag
def drop_down_options(choices: Iterable[dict[str, Any]]) -> SafeString:
    """The choices of a filter that offers rows."""
    return options((row["value"], row["display"], row["selected"]) for row in choices)


@register.simple_tag
def action_options(action_form: Any) -> SafeString:
    """What can be done with the rows of a list that are ticked."""
    choices = action_form.fields["action"].choices
    return options((name, label, name == "") for name, label in choices)


@register.filter
def readable_address(address: str) -> str:
    """An address with its letters in place of their percent codes."""
    return uri_to_iri(address)


@register.filter
def log_changes(entry: AuditEntry) -> list[tuple[str, Any, Any]]:
    """What an entry of the log says of each field: its name, old and new value in words."""
    return [(field_label(name), *_log_values(name, pair)) for name, pair in entry.changes.items()]


def _log_values(name: str, pair: list[Any]) -> tuple[Any, Any]:
    if name in LONG_FIELDS:
        # The log has only their digests; the versions have the words.
        return "", _("changed")
    old, new = (_log_value(name, value) for value in pair)
    return old, new


def _log_value(name: str, value: Any) -> str | SafeString:
    if value is None or value == "":
        return ""
    if name == "status":
        return Story.Status(value).label
    if name == "answer":
        return PreviewLink.Answer(value).label
    if isinstance(value, bool):
        return yes_or_no(value)
    if name.endswith(("_at", "_until")):
        return desk_moment(datetime.fromisoformat(value))
    return str(value)


@register.simple_tag
def result_count(cl: ChangeList) -> str:
    """How many rows a list has, in words; a list that is cut off says so."""
    count = cl.result_count
    if getattr(cl.paginator, "has_more", False):
        return _("more than %(count)d results: filter or search") % {"count": count}
    return ngettext("%(count)d result", "%(count)d results", count) % {"count": count}
