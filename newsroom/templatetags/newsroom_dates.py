"""Dates as the interface's language writes them."""

from datetime import date, datetime

from django import template
from django.conf import settings
from django.utils import formats, timezone
from django.utils.translation import get_language

from articles.months import arabic_date

register = template.Library()


@register.filter
def news_date(moment: date | datetime | None) -> str:
    """The day of a date, or of a moment in the newsroom's time zone; "" for None."""
    if moment is None:
        return ""
    day = timezone.localtime(moment).date() if isinstance(moment, datetime) else moment
    if get_language() == "ar":
        return arabic_date(day, settings.NEWSROOM_MONTHS)
    return formats.date_format(day, "DATE_FORMAT")


@register.filter
def iso(moment: date | datetime | None) -> str:
    """For the `datetime` attribute: ISO 8601 with the offset of the newsroom's zone."""
    if isinstance(moment, datetime):
        return timezone.localtime(moment).isoformat(timespec="seconds")
    return moment.isoformat() if moment else ""
