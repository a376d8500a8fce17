"""Corrections: asked for by anybody of the staff, given or declined by an editor."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from articles import audit
from articles.models import AuditEntry, Correction, CorrectionRequest, Revision, Story
from articles.permissions import NotAllowed, require

Verb = AuditEntry.Verb


def give(revision: Revision, text: str, *, by: Any, at: datetime) -> Correction:
    """Put the notice on the story, about the version that is right; for `workflow`."""
    return Correction.objects.create(
        story_id=revision.story_id,
        revision=revision,
        text=text,
        corrected_at=at,
        corrected_by=by,
    )


@transaction.atomic
def ask_correction(story: Story, text: str, *, by: Any, at: datetime) -> CorrectionRequest:
    """Tell the editors that a published story is wrong. Raises NotAllowed, without words too."""
    require(by, Verb.ASK_CORRECTION, story)
    text = text.strip()
    if not text:
        raise NotAllowed(_("Say what is wrong."))
    request = CorrectionRequest.objects.create(story=story, text=text, asked_at=at, asked_by=by)
    audit.record(Verb.ASK_CORRECTION, by=by, at=at, reason=text, story=story)
    return request


@transaction.atomic
def decline_correction(
    request: CorrectionRequest, *, by: Any, at: datetime, reason: str
) -> CorrectionRequest:
    """Settle a request without a correction; no-op where it is settled.

    Raises NotAllowed, without a reason too.
    """
    require(by, Verb.DECLINE_CORRECTION, request.story)
    if not reason.strip():
        raise NotAllowed(_("Give a reason."))
    if settle(request, by=by, at=at):
        audit.record(Verb.DECLINE_CORRECTION, by=by, at=at, reason=reason, story=request.story)
    request.refresh_from_db()
    return request


def settle(
    request: CorrectionRequest, *, by: Any, at: datetime, correction: Correction | None = None
) -> bool:
    """Close a request that is open; whether it was.

    Raises ValueError for a correction of another story.
    """
    if correction and correction.story_id != request.story_id:
        raise ValueError("The request is about another story.")
    found = CorrectionRequest.objects.open().filter(pk=request.pk)
    return bool(found.update(settled_at=at, settled_by=by, correction=correction))
