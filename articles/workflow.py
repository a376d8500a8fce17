"""The life of a story: the only writer of its status.

Every verb locks the row, checks role, state and input, and writes row and log together. The
same state again changes nothing; anything else raises TransitionNotAllowed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from articles import audit, effects, guards, revisions
from articles.effects import Changes
from articles.guards import Step
from articles.indexes import keep_indexes
from articles.models import AuditEntry, CorrectionRequest, Revision, Story
from articles.permissions import NotAllowed, may, refusal
from articles.relating import relate

Status = Story.Status
Verb = AuditEntry.Verb

STATE_FIELDS = (
    "status",
    "published_at",
    "embargo_until",
    "sent_back_reason",
    "retraction_reason",
    "leads_since",
)


class TransitionNotAllowed(NotAllowed):
    """A step that the role, the story's state or the input forbids; says what is missing."""


@dataclass(frozen=True, slots=True)
class Transition:
    """From where to where (None: the status stays), if which guards say nothing.

    `when` looks at the story alone, `asks` at what was given with the step. The role that each
    verb takes stands in `permissions.RULES`.
    """

    origins: tuple[Status, ...]
    target: Status | None
    effect: Callable[[Story, Step], Changes | None]
    when: tuple[Callable[[Story, Step], str], ...] = ()
    asks: tuple[Callable[[Story, Step], str], ...] = ()
    is_done: Callable[[Story, Step], bool] | None = None

    def was_taken(self, story: Story, step: Step) -> bool:
        if self.is_done is None:
            return story.status == self.target
        return story.status in self.origins and self.is_done(story, step)


DRAFT, SUBMITTED, PUBLISHED, RETRACTED, KILLED = Status
UNKILLED = (DRAFT, SUBMITTED, PUBLISHED, RETRACTED)
UNENDED = (DRAFT, SUBMITTED, PUBLISHED)
COMPLETE = (guards.has_headline, guards.has_body)

TRANSITIONS = {
    Verb.SUBMIT: Transition((DRAFT,), SUBMITTED, effects.clear_note),
    Verb.SEND_BACK: Transition((SUBMITTED,), DRAFT, effects.send_back, asks=(guards.says_why,)),
    Verb.PUBLISH: Transition(
        UNENDED, PUBLISHED, effects.publish, when=COMPLETE, is_done=effects.is_out
    ),
    Verb.SCHEDULE: Transition(
        UNENDED,
        PUBLISHED,
        effects.publish,
        when=(guards.is_not_public, *COMPLETE),
        asks=(guards.lies_ahead, guards.respects_embargo),
        is_done=effects.is_set_for,
    ),
    Verb.UNSCHEDULE: Transition(
        (PUBLISHED,), SUBMITTED, effects.unschedule, when=(guards.is_not_public,)
    ),
    Verb.PUBLISH_REVISION: Transition(
        (PUBLISHED,),
        None,
        effects.publish_revision,
        when=(guards.has_next_version,),
        asks=(guards.is_newest, guards.is_complete),
        is_done=effects.is_live,
    ),
    Verb.CORRECT: Transition(
        (PUBLISHED, RETRACTED),
        None,
        effects.correct,
        when=(guards.is_public,),
        asks=(guards.says_what,),
        is_done=effects.never,
    ),
    Verb.RETRACT: Transition(
        (PUBLISHED,), RETRACTED, effects.retract, when=(guards.is_public,), asks=(guards.says_why,)
    ),
    Verb.REINSTATE: Transition((RETRACTED,), PUBLISHED, effects.reinstate, asks=(guards.says_why,)),
    Verb.KILL: Transition(UNKILLED, KILLED, effects.kill, asks=(guards.says_why,)),
    Verb.EMBARGO: Transition(
        UNENDED,
        None,
        effects.embargo,
        when=(guards.is_not_public,),
        asks=(guards.lies_ahead, guards.keeps_promise, guards.ends_before_publication),
        is_done=effects.is_embargoed_so,
    ),
    Verb.BREAK_EMBARGO: Transition(
        UNENDED, None, effects.break_embargo, asks=(guards.says_why,), is_done=effects.is_free
    ),
    Verb.LEAD: Transition((PUBLISHED,), None, effects.lead, is_done=effects.is_leading),
    Verb.STOP_LEADING: Transition(
        (PUBLISHED,), None, effects.stop_leading, is_done=effects.is_not_leading
    ),
}


@transaction.atomic
def create(snapshot: revisions.Snapshot, *, by: Any, at: datetime) -> Story:
    """A new draft of this user with this text, and its first version."""
    if not may(by, "add"):
        raise TransitionNotAllowed(refusal(by, "add"))
    story = revisions.fill(Story(created_by=by, created_at=at, status_changed_at=at), snapshot)
    story.save()
    revisions.apply(story, revisions.save_first(story, snapshot, by=by, at=at), at=at)
    keep_indexes([story.pk])
    audit.record(Verb.CREATE, by=by, at=at, story=story, changes={"status": [None, story.status]})
    return story


def submit(story: Story, *, by: Any, at: datetime, reason: str = "") -> Story:
    """Hand a draft to the editors."""
    return _take(story, Step(Verb.SUBMIT, by, at, reason))


def send_back(story: Story, *, by: Any, at: datetime, reason: str) -> Story:
    """Return a submitted story to its reporter, with a note that says what to do."""
    return _take(story, Step(Verb.SEND_BACK, by, at, reason))


def publish(
    story: Story, *, by: Any, at: datetime, reason: str = "", accept_gaps: bool = False
) -> Story:
    """Make a story public now, or when its embargo ends. Raises GapsLeft unless accepted."""
    return _take(story, Step(Verb.PUBLISH, by, at, reason, accept_gaps=accept_gaps))


def schedule(
    story: Story,
    *,
    publish_at: datetime,
    by: Any,
    at: datetime,
    reason: str = "",
    accept_gaps: bool = False,
) -> Story:
    """Let a story become public at a later moment. Raises GapsLeft unless accepted."""
    step = Step(Verb.SCHEDULE, by, at, reason, moment=publish_at, accept_gaps=accept_gaps)
    return _take(story, step)


def unschedule(story: Story, *, by: Any, at: datetime, reason: str = "") -> Story:
    """Take back a publication that has not come about; the story waits for an editor again."""
    return _take(story, Step(Verb.UNSCHEDULE, by, at, reason))


def publish_revision(
    story: Story,
    revision: Revision,
    *,
    by: Any,
    at: datetime,
    reason: str = "",
    correction: str = "",
    request: CorrectionRequest | None = None,
) -> Story:
    """Make the next version of a published story the one that readers see.

    Raises CorrectionNeeded where a number or name that readers have seen changes without a
    `correction`. A correction settles the `request` that asked for it.
    """
    step = Step(
        Verb.PUBLISH_REVISION,
        by,
        at,
        reason,
        revision=revision,
        correction=correction,
        request=request,
    )
    return _take(story, step)


def correct(
    story: Story,
    text: str,
    *,
    by: Any,
    at: datetime,
    reason: str = "",
    request: CorrectionRequest | None = None,
) -> Story:
    """Tell readers what was wrong and is right in the version that they see."""
    return _take(story, Step(Verb.CORRECT, by, at, reason, correction=text, request=request))


def retract(story: Story, *, by: Any, at: datetime, reason: str) -> Story:
    """Withdraw a public story: it leaves all lists, its page stays and says why."""
    return _take(story, Step(Verb.RETRACT, by, at, reason))


def reinstate(story: Story, *, by: Any, at: datetime, reason: str) -> Story:
    """Take a retraction back."""
    return _take(story, Step(Verb.REINSTATE, by, at, reason))


def kill(story: Story, *, by: Any, at: datetime, reason: str) -> Story:
    """Remove a story's text and pictures for good; its address answers 410."""
    return _take(story, Step(Verb.KILL, by, at, reason))


def embargo(story: Story, *, until: datetime, by: Any, at: datetime, reason: str = "") -> Story:
    """Promise that nobody outside sees the story before `until`."""
    return _take(story, Step(Verb.EMBARGO, by, at, reason, moment=until))


def break_embargo(story: Story, *, by: Any, at: datetime, reason: str) -> Story:
    """End an embargo before its time; what only it held back is public at once."""
    return _take(story, Step(Verb.BREAK_EMBARGO, by, at, reason))


def lead(story: Story, *, by: Any, at: datetime, reason: str = "") -> Story:
    """Put a published story on top of the home page, before what led it so far."""
    return _take(story, Step(Verb.LEAD, by, at, reason))


def stop_leading(story: Story, *, by: Any, at: datetime, reason: str = "") -> Story:
    """Take a story off the top of the home page."""
    return _take(story, Step(Verb.STOP_LEADING, by, at, reason))


def available(story: Story, *, by: Any, at: datetime) -> list[Verb]:
    """The steps that this user could take with this story now: the buttons of its page."""
    return [verb for verb in TRANSITIONS if _is_open(story, Step(verb, by, at))]


def _is_open(story: Story, step: Step) -> bool:
    transition = TRANSITIONS[step.verb]
    if not may(step.by, step.verb, story) or story.status not in transition.origins:
        return False
    is_held = any(guard(story, step) for guard in transition.when)
    return not is_held and not transition.was_taken(story, step)


@transaction.atomic
def _take(story: Story, step: Step) -> Story:
    """Take the step on the row as it is now; returns the row, which `story` is not."""
    row = revisions.lock(story)
    transition = TRANSITIONS[step.verb]
    if not may(step.by, step.verb, row):
        raise TransitionNotAllowed(refusal(step.by, step.verb, row))
    if transition.was_taken(row, step):
        return row
    _check(row, step, transition)
    before = _state(row)
    extra = transition.effect(row, step) or {}
    _enter(row, transition.target or row.status, step.at)
    changes = audit.difference(before, _state(row)) | extra
    audit.record(step.verb, by=step.by, at=step.at, reason=step.reason, story=row, changes=changes)
    return row


def _check(story: Story, step: Step, transition: Transition) -> None:
    if story.status not in transition.origins:
        raise TransitionNotAllowed(_wrong_state(story, step, transition))
    for guard in (*transition.when, *transition.asks):
        sentence = guard(story, step)
        if sentence:
            raise TransitionNotAllowed(sentence)


def _wrong_state(story: Story, step: Step, transition: Transition) -> str:
    origins = _(", ").join(str(status.label) for status in transition.origins)
    return _(
        "The step “%(step)s” is not possible while the story is “%(status)s”; "
        "it is possible from: %(origins)s."
    ) % {"step": step.verb.label, "status": story.get_status_display(), "origins": origins}


def _state(story: Story) -> dict[str, Any]:
    return {name: getattr(story, name) for name in STATE_FIELDS}


def _enter(story: Story, status: Status, at: datetime) -> None:
    if status != story.status:
        story.status = status
        story.status_changed_at = at
        story.leads_since = None
    fields = (*STATE_FIELDS, "status_changed_at", "corrected_at", *revisions.ROW_FIELDS)
    story.save(update_fields=fields)
    keep_indexes([story.pk])
    relate([story.pk])
