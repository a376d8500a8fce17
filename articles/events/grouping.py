"""The one place where stories are put into events and taken out; each step is in the log."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from articles import audit
from articles.models import AuditEntry, Event, FigureEdit, Story

Verb = AuditEntry.Verb


@transaction.atomic
def group(stories: Sequence[Story], *, by: Any, at: datetime, **fields: Any) -> Event:
    """Make an event of stories, in their order; `by` is None for the newsroom itself."""
    event = Event.objects.create(**fields)
    for position, story in enumerate(stories, start=1):
        event.coverage.create(story=story, position=position)
    names = [str(story) for story in stories]
    _record(event, {"name": [None, event.name], "stories": [None, names]}, by=by, at=at)
    return event


@transaction.atomic
def add_story(event: Event, story: Story, *, by: Any, at: datetime) -> bool:
    """Put a story last among those that cover the event; False where it is one of them."""
    last = event.coverage.aggregate(last=Max("position"))["last"] or 0
    _coverage, is_new = event.coverage.get_or_create(story=story, defaults={"position": last + 1})
    if is_new:
        _record(event, {"stories": [None, str(story)]}, by=by, at=at, story=story)
    return is_new


@transaction.atomic
def remove_story(event: Event, story: Story, *, by: Any, at: datetime) -> bool:
    """Take a story out of an event; False where it is not in it."""
    removed, _models = event.coverage.filter(story=story).delete()
    if removed:
        _record(event, {"stories": [str(story), None]}, by=by, at=at, story=story)
    return bool(removed)


@transaction.atomic
def edit_figures(
    event: Event, action: str, figures: Sequence[Sequence], label: str, *, by: Any, at: datetime
) -> FigureEdit:
    """Join, split or hide rows of the event's figures."""
    edit = event.figure_edits.create(
        action=action, figures=[list(pair) for pair in figures], label=label, made_at=at, made_by=by
    )
    _record(event, {"figures": [None, str(edit)]}, by=by, at=at)
    return edit


@transaction.atomic
def take_back(edit: FigureEdit, *, by: Any, at: datetime) -> None:
    """Undo one change of the figures; later ones stay."""
    _record(edit.event, {"figures": [str(edit), None]}, by=by, at=at)
    edit.delete()


def _record(event: Event, changes: dict, *, by: Any, at: datetime, story=None) -> None:
    subject = f"{event._meta.verbose_name}: {event}"[:300]
    audit.record(Verb.CHANGE, by=by, at=at, story=story, subject=subject, changes=changes)
