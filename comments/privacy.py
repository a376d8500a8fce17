"""What is kept of readers, why, and for how long: the one place that says so.

The page «بياناتك» shows these facts, and a test holds every column to them.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comments.models import Comment, Report

ADDRESSES_KEPT = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of thing: the columns or cookies that hold it, in words why and how long."""

    what: str | Promise
    why: str | Promise
    how_long: str | Promise
    columns: tuple[str, ...] = ()
    cookies: tuple[str, ...] = ()


KEPT = (
    Kept(
        _("The comment's text and the name that you wrote"),
        _("So that others can read it."),
        _("Until you withdraw or erase it, or the newsroom deletes the story."),
        columns=("Comment.text", "Comment.author_name", "CommentText.text", "Flag.spans"),
    ),
    Kept(
        _("A keyed hash of a random number in a cookie of yours"),
        _("So that you find your own comments, change and appeal, and nobody else does."),
        _("The cookie for a year, the hash until you erase it."),
        columns=("Comment.reader_key", "Report.reader_key"),
        cookies=("reader",),
    ),
    Kept(
        _("A keyed hash of the internet address, never the address"),
        _("So that nobody floods the site."),
        _("Fourteen days."),
        columns=("Comment.address_key", "Report.address_key"),
    ),
    Kept(
        _("The number of the form that a comment came in"),
        _("So that none is taken twice."),
        _("As long as the comment; it says nothing about you."),
        columns=("Comment.form_key",),
    ),
    Kept(
        _("What you report or appeal, and why"),
        _("So that a moderator can look. Nobody learns who reported."),
        _("Your words until you erase them; that there was a report stays, without you."),
        columns=("Report.text", "Appeal.text"),
    ),
    Kept(
        _("The text that a moderator decided on, and the reason"),
        _("So that a decision can be checked, appealed and counted, as the law asks."),
        _("For good, without your name and without anything that leads to you."),
        columns=("Decision.text", "Decision.evidence", "Decision.note"),
    ),
    Kept(
        _("The language of the menus"),
        _("So that you choose it once."),
        _("A year, in your browser only."),
        cookies=("django_language",),
    ),
    Kept(
        _("The link by which the newsroom showed you a story before others"),
        _("So that you see its pictures, and nobody else does yet."),
        _("Until the link ends, in your browser only."),
        cookies=("preview",),
    ),
)


def purge(*, at: datetime) -> int:
    """Forget the addresses of everything older than fourteen days; the number of rows changed."""
    return sum(found.update(address_key="") for found in _overdue(at))


def overdue(*, at: datetime) -> bool:
    """Whether addresses are still kept that should have been forgotten by then."""
    return any(found.exists() for found in _overdue(at))


def _overdue(at: datetime):
    oldest = at - ADDRESSES_KEPT
    return (
        Comment.objects.filter(created_at__lt=oldest).exclude(address_key=""),
        Report.objects.filter(created_at__lt=oldest).exclude(address_key=""),
    )
