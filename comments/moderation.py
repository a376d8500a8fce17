"""Deciding on comments: the only writer of a comment's status.

Every verb names the version of the comment that the moderator saw. Of two decisions on one
version the first counts; the second raises DecisionConflict and is told what was decided.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from comments import month_figures
from comments.models import Appeal, Claim, Comment, Decision, Flag, Report
from comments.queue import rank

Status = Comment.Status
Verb = Decision.Verb

# Verb: the statuses that it is possible in, and the one it leads to (None: it stays).
TRANSITIONS: dict[str, tuple[frozenset[str], str | None]] = {
    Verb.APPROVE: (frozenset({Status.VISIBLE, Status.HELD}), Status.VISIBLE),
    Verb.REJECT: (frozenset({Status.VISIBLE, Status.HELD}), Status.REJECTED),
    Verb.HOLD: (frozenset({Status.VISIBLE}), Status.HELD),
    Verb.RESTORE: (frozenset({Status.REJECTED}), Status.VISIBLE),
    Verb.ESCALATE: (frozenset({Status.VISIBLE, Status.HELD}), None),
    Verb.UPHOLD: (frozenset({Status.REJECTED}), Status.REJECTED),
}
STAYS_QUEUED = frozenset({Verb.HOLD, Verb.ESCALATE})
CLAIM_LASTS = timedelta(minutes=3)
REPORTS_WERE_RIGHT = {Verb.REJECT: True, Verb.APPROVE: False, Verb.RESTORE: False}
APPEAL_OUTCOME = {Verb.RESTORE: Appeal.Outcome.GRANTED, Verb.UPHOLD: Appeal.Outcome.REFUSED}


class ModerationError(Exception):
    """A decision that was not made; `message` says why."""

    message = _("The decision was not made.")


class TransitionNotAllowed(ModerationError):
    message = _("This is not possible in the comment's present state.")


class NotAModerator(ModerationError):
    message = _("Only a moderator may decide on comments.")


class ReasonMissing(ModerationError):
    message = _("Choose a reason: the author is told it.")


class ReviewerIsTheSame(ModerationError):
    message = _("You made the decision that is appealed; another moderator reviews it.")


class AppealWaits(ModerationError):
    message = _("The author has appealed: another moderator restores or upholds it.")


class NothingToUndo(ModerationError):
    message = _("Only the latest decision on a comment can be undone, and only once.")


class DecisionConflict(ModerationError):
    """Somebody was faster, or the text has changed.

    `comment` is the comment as it is now, `decision` the latest on it, if there is one.
    """

    message = _("The comment has changed since you opened it.")

    def __init__(self, comment: Comment, decision: Decision | None):
        super().__init__(comment, decision)
        self.comment = comment
        self.decision = decision


def approve(comment: Comment, **decision: Any) -> Decision | None:
    return decide(Verb.APPROVE, comment, **decision)


def reject(comment: Comment, **decision: Any) -> Decision | None:
    return decide(Verb.REJECT, comment, **decision)


def hold(comment: Comment, **decision: Any) -> Decision | None:
    return decide(Verb.HOLD, comment, **decision)


def restore(comment: Comment, **decision: Any) -> Decision | None:
    return decide(Verb.RESTORE, comment, **decision)


def escalate(comment: Comment, **decision: Any) -> Decision | None:
    return decide(Verb.ESCALATE, comment, **decision)


def uphold(comment: Comment, **decision: Any) -> Decision | None:
    return decide(Verb.UPHOLD, comment, **decision)


@transaction.atomic
def decide(
    verb: str,
    comment: Comment,
    *,
    by: Any,
    at: datetime,
    seen: int,
    reason: str = "",
    note: str = "",
    opened_at: datetime | None = None,
) -> Decision | None:
    """Make one decision: row, record, reports and appeal together.

    `seen` is the comment's version on the moderator's card, `opened_at` when the card was
    opened. Returns None where the comment is in that state already and nobody waits for it.
    Raises a ModerationError.
    """
    if not by.has_perm("comments.moderate_comment"):
        raise NotAModerator
    if verb == Verb.REJECT and not reason:
        raise ReasonMissing
    current = _current(comment, seen)
    if _is_settled(verb, current):
        return None
    if current.status not in TRANSITIONS[verb][0]:
        raise TransitionNotAllowed
    appeal = _appeal_for(verb, current, by)
    before = current.status
    current.status = TRANSITIONS[verb][1] or before
    _leave_or_enter_queue(verb, current, at)
    current.is_escalated = verb == Verb.ESCALATE
    _write(current, seen)
    made = _record(verb, current, before, at, by=by, reason=reason, note=note, opened_at=opened_at)
    _resolve_reports(made)
    Claim.objects.filter(comment=current).delete()
    if appeal:
        _close(appeal, made)
    return made


@transaction.atomic
def undo(decision: Decision, *, by: Any, at: datetime, seen: int) -> Decision:
    """Take back the latest decision on a comment: its old status, and back into the queue.

    Raises NothingToUndo for a decision that is not the latest or was made by a machine, and
    AppealWaits for one that another moderator is asked to review.
    """
    if not by.has_perm("comments.moderate_comment"):
        raise NotAModerator
    current = _current(decision.comment, seen)
    latest, *earlier = Decision.objects.filter(comment=current).order_by("-pk")[:2]
    if latest != decision or decision.verb == Verb.UNDO or decision.moderator_id is None:
        raise NothingToUndo
    if Appeal.objects.filter(decision=decision, outcome=Appeal.Outcome.WAITING).exists():
        raise AppealWaits
    before = current.status
    current.status = decision.status_before
    current.is_escalated = any(made.verb == Verb.ESCALATE for made in earlier)
    # It waits as long as it did before, as if nobody had decided.
    current.is_queued = True
    _reopen(decision)
    _write(current, seen)
    return _record(Verb.UNDO, current, before, at, by=by, reverses=decision)


@transaction.atomic
def hold_by_rule(comment: Comment, *, at: datetime, reason: str = "") -> Decision:
    """Keep a new comment from readers until a moderator has looked; no machine does more."""
    before, comment.status = comment.status, Status.HELD
    comment.enter_queue(at)
    _write(comment, comment.version)
    return _record(Verb.HOLD, comment, before, at, reason=reason)


@transaction.atomic
def withdraw(comment: Comment, *, seen: int) -> None:
    """The author takes the comment back. Raises TransitionNotAllowed once it was decided on."""
    current = _current(comment, seen)
    if current.status not in (Status.VISIBLE, Status.HELD):
        raise TransitionNotAllowed
    current.status = Status.WITHDRAWN
    current.is_queued = False
    _write(current, seen)


def claim(comment: Comment, *, by: Any, at: datetime) -> Claim | None:
    """Tell the others that this moderator has the comment open; None where somebody else has.

    A claim binds nobody: it ends by itself after three minutes, and with any decision.
    """
    with transaction.atomic():
        Claim.objects.filter(comment=comment, expires_at__lte=at).delete()
        made, _is_new = Claim.objects.get_or_create(
            comment=comment, defaults={"moderator": by, "expires_at": at + CLAIM_LASTS}
        )
        if made.moderator_id != by.pk:
            return None
        made.expires_at = at + CLAIM_LASTS
        made.save(update_fields=["expires_at"])
        return made


def _current(comment: Comment, seen: int) -> Comment:
    """The row as it is now. Raises DecisionConflict where it is not what was seen."""
    current = Comment.objects.select_for_update().get(pk=comment.pk)
    if current.version != seen:
        raise _conflict(current)
    return current


def _conflict(comment: Comment) -> DecisionConflict:
    latest = Decision.objects.filter(comment=comment).select_related("moderator").order_by("-pk")
    return DecisionConflict(comment, latest.first())


def _leave_or_enter_queue(verb: str, comment: Comment, at: datetime) -> None:
    if verb in STAYS_QUEUED:
        comment.enter_queue(at)
    else:
        comment.is_queued = False


def _is_settled(verb: str, comment: Comment) -> bool:
    if verb == Verb.ESCALATE:
        return comment.is_escalated
    return not comment.is_queued and verb != Verb.UPHOLD and comment.status == TRANSITIONS[verb][1]


def _write(comment: Comment, seen: int) -> None:
    """Write what a decision changes, if nobody was faster: the condition holds on any database."""
    rank(comment)
    written = Comment.objects.filter(pk=comment.pk, version=seen).update(
        status=comment.status,
        is_queued=comment.is_queued,
        queued_at=comment.queued_at,
        is_escalated=comment.is_escalated,
        must_review=comment.must_review,
        priority=comment.priority,
        version=F("version") + 1,
    )
    if not written:
        raise _conflict(Comment.objects.get(pk=comment.pk))
    comment.version = seen + 1


def _record(
    verb: str,
    comment: Comment,
    before: str,
    at: datetime,
    *,
    by: Any = None,
    reason: str = "",
    note: str = "",
    opened_at: datetime | None = None,
    reverses: Decision | None = None,
) -> Decision:
    made = Decision.objects.create(
        comment=comment,
        verb=verb,
        moderator=by,
        reason=reason,
        note=note,
        decided_at=at,
        text=comment.text,
        text_version=comment.text_version,
        evidence=_evidence(comment),
        score=comment.score,
        status_before=before,
        status_after=comment.status,
        waiting_seconds=comment.waiting_seconds(at),
        handling_seconds=max(int((at - opened_at).total_seconds()), 0) if opened_at else None,
        reverses=reverses,
    )
    month_figures.decided(made)
    return made


def _evidence(comment: Comment) -> list[dict[str, Any]]:
    """What pointed at the text at this moment, frozen into the record."""
    flags = Flag.objects.filter(comment=comment, text_version=comment.text_version)
    fields = ("rule", "rule_version", "reason", "weight", "spans")
    reports = Report.objects.filter(comment=comment, was_upheld__isnull=True)
    return [*flags.values(*fields), *reports.values("reason", "text_version")]


def _resolve_reports(decision: Decision) -> None:
    """Answer the open reports, where the decision says whether they were right."""
    if decision.verb in REPORTS_WERE_RIGHT:
        Report.objects.filter(comment=decision.comment, was_upheld__isnull=True).update(
            was_upheld=REPORTS_WERE_RIGHT[decision.verb], resolved_by=decision
        )


def _appeal_for(verb: str, comment: Comment, by: Any) -> Appeal | None:
    """The appeal that this decision answers. Raises where this moderator may not answer it."""
    waiting = Appeal.objects.filter(comment=comment, outcome=Appeal.Outcome.WAITING).first()
    if waiting is None and verb == Verb.UPHOLD:
        raise TransitionNotAllowed
    if waiting and waiting.decided_by_id == by.pk:
        raise ReviewerIsTheSame
    return waiting


def _close(appeal: Appeal, review: Decision) -> None:
    appeal.outcome = APPEAL_OUTCOME[review.verb]
    appeal.review = review
    appeal.reviewed_by, appeal.reviewed_at = review.moderator, review.decided_at
    appeal.save()
    if appeal.outcome == Appeal.Outcome.GRANTED:
        month_figures.granted(appeal)


def _reopen(decision: Decision) -> None:
    """Open again what the decision closed: reports and an appeal."""
    decision.resolved_reports.update(was_upheld=None, resolved_by=None)
    for appeal in Appeal.objects.filter(review=decision, outcome=Appeal.Outcome.GRANTED):
        month_figures.granted(appeal, -1)
    Appeal.objects.filter(review=decision).update(
        outcome=Appeal.Outcome.WAITING, review=None, reviewed_by=None, reviewed_at=None
    )
