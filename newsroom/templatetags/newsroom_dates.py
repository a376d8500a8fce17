"""Dates as the interface's language writes them."""

from datetime import date, datetime

from django import template
from django.conf import settings
from django.utils import formats, timezone
from django.utils.translation import get_language

from articles import months

register = template.Library()

# The letters alef and lam.
ARTICLE = "\u0627\u0644"


@register.filter
def news_date(moment: date | datetime | None) -> str:
    """The day of a date, or of a moment in the newsroom's time zone; "" for None."""
    if moment is None:
        return ""
    day = timezone.localtime(moment).date() if isinstance(moment, datetime) else moment
    if get_language() == "ar":
        return months.arabic_date(day, settings.NEWSROOM_MONTHS)
    return formats.date_format(day, "DATE_FORMAT")


@register.filter
def iso(moment: date | datetime | None) -> str:
    """For the `datetime` attribute: ISO 8601 with the offset of the newsroom's zone."""
    if isinstance(moment, datetime):
        return timezone.localtime(moment).isoformat(timespec="seconds")
    return moment.isoformat() if moment else ""


@register.filter
def month_name(day: date) -> str:
    """The month that the day is in, without its year."""
    if get_language() == "ar":
        return months.month_name(day.month, settings.NEWSROOM_MONTHS)
    return formats.date_format(day, "F")


@register.filter
def month_and_year(day: date) -> str:
    return f"{month_name(day)} {day.year}"


@register.filter
def weekday_letter(name: str) -> str:
    """The shortest sign of a weekday, without the article that all of them have in Arabic."""
    return str(name).removeprefix(ARTICLE)[:1]
