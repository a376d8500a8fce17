"""Where a story stands and what can be done with it: the panel above its form."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles import revisions, workflow
from articles.admin.story_steps import AT_ONCE
from articles.models import AuditEntry, CorrectionRequest, Revision, Story
from articles.permissions import may
from articles.places import Place, places


class State(models.TextChoices):
    """What the desk calls a story's place in its life, finer than its status."""

    DRAFT = "draft", _("draft")
    SENT_BACK = "sent_back", _("sent back")
    SUBMITTED = "submitted", _("submitted")
    SCHEDULED = "scheduled", _("scheduled")
    EMBARGOED = "embargoed", _("embargoed")
    PUBLISHED = "published", _("published")
    RETRACTED = "retracted", _("retracted")
    KILLED = "killed", _("killed")


def state_of(story: Story, at: datetime) -> State:
    if story.status == Story.Status.DRAFT and story.sent_back_reason:
        return State.SENT_BACK
    if story.is_scheduled(at):
        return State.EMBARGOED if story.is_embargoed(at) else State.SCHEDULED
    return State(story.status)


@dataclass(frozen=True, slots=True)
class StepButton:
    """A step that can be taken; `at_once` needs no page of its own."""

    verb: AuditEntry.Verb
    at_once: bool


@dataclass(frozen=True, slots=True)
class Panel:
    story: Story
    state: State
    live: Revision | None
    next_version: Revision | None
    steps: Sequence[StepButton]
    requests: Sequence[CorrectionRequest]
    places: Sequence[Place]
    has_page: bool
    has_history: bool
    may_ask_correction: bool
    may_decline_correction: bool
    may_share: bool


def panel(story: Story, *, user: Any, at: datetime) -> Panel:
    """What the story's page says about it to this user."""
    is_killed = story.status == Story.Status.KILLED
    verbs = workflow.available(story, by=user, at=at)
    return Panel(
        story=story,
        state=state_of(story, at),
        live=revisions.live(story),
        next_version=revisions.next_version(story),
        steps=[StepButton(verb, verb in AT_ONCE) for verb in verbs],
        requests=story.correction_requests.open().select_related("asked_by"),
        places=places(story, at=at) if is_killed else (),
        has_page=Story.objects.readable(at).filter(pk=story.pk).exists(),
        has_history=may(user, "view_history", story),
        may_ask_correction=may(user, "ask_correction", story),
        may_decline_correction=may(user, "decline_correction", story),
        may_share=may(user, "share_preview", story),
    )
