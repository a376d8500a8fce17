"""What can stand in the way of a step: each guard returns the sentence of its refusal, or ""."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles import revisions
from articles.models import AuditEntry, CorrectionRequest, Revision, Story


@dataclass(frozen=True, slots=True)
class Step:
    """One verb, by whom and when, with what it needs to know."""

    verb: AuditEntry.Verb
    by: Any
    at: datetime
    reason: str = ""
    moment: datetime | None = None
    revision: Revision | None = None
    correction: str = ""
    request: CorrectionRequest | None = None
    accept_gaps: bool = False


def has_headline(story: Story, step: Step) -> str:
    return "" if story.headline.strip() else _("A story needs a headline before it is published.")


def has_body(story: Story, step: Step) -> str:
    return "" if story.body_text() else _("A story needs a text before it is published.")


def is_public(story: Story, step: Step) -> str:
    return "" if story.is_released(step.at) else _("The story is not public yet.")


def is_not_public(story: Story, step: Step) -> str:
    return _("The story is public already.") if story.is_released(step.at) else ""


def has_next_version(story: Story, step: Step) -> str:
    return "" if revisions.next_version(story) else _("No next version is in preparation.")


def is_newest(story: Story, step: Step) -> str:
    if step.revision == revisions.newest(story):
        return ""
    return _("There is a newer version than the one you chose: look at that first.")


def is_complete(story: Story, step: Step) -> str:
    next_story = revisions.fill(Story(), step.revision.content())
    return has_headline(next_story, step) or has_body(next_story, step)


def says_why(story: Story, step: Step) -> str:
    return "" if step.reason.strip() else _("Give a reason.")


def says_what(story: Story, step: Step) -> str:
    return "" if step.correction.strip() else _("Write what was wrong and what is right.")


def lies_ahead(story: Story, step: Step) -> str:
    return "" if step.moment > step.at else _("Choose a time that is still to come.")


def respects_embargo(story: Story, step: Step) -> str:
    if story.embargo_until is None or story.embargo_until <= step.moment:
        return ""
    return _("The embargo stands until %(moment)s: choose that time or a later one.") % {
        "moment": spoken(story.embargo_until)
    }


def ends_before_publication(story: Story, step: Step) -> str:
    if story.published_at is None or story.waits_for_embargo():
        return ""
    if step.moment <= story.published_at:
        return ""
    return _("Publication is set for %(moment)s: the embargo has to end by then.") % {
        "moment": spoken(story.published_at)
    }


def keeps_promise(story: Story, step: Step) -> str:
    if not story.is_embargoed(step.at) or step.moment >= story.embargo_until:
        return ""
    return _("The embargo stands until %(moment)s: to end it earlier, break it.") % {
        "moment": spoken(story.embargo_until)
    }


def spoken(moment: datetime) -> str:
    """The moment in the newsroom's time zone, as its readers write it."""
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")
