"""What a step does to the locked row; it may return what the log should say besides the state."""

from datetime import datetime
from typing import Any

from articles import corrections, facts, killing, revisions
from articles.facts import CorrectionNeeded
from articles.gaps import GapsLeft, gaps
from articles.guards import Step
from articles.models import Story

Status = Story.Status
Changes = dict[str, list[Any]]


def opens_at(story: Story, at: datetime) -> datetime:
    """When a story that is published now becomes public: no earlier than its embargo ends."""
    return story.embargo_until if story.is_embargoed(at) else at


def clear_note(story: Story, step: Step) -> None:
    story.sent_back_reason = ""


def send_back(story: Story, step: Step) -> None:
    story.sent_back_reason = step.reason


def publish(story: Story, step: Step) -> Changes:
    if gaps(story) and not step.accept_gaps:
        raise GapsLeft(gaps(story))
    story.sent_back_reason = ""
    story.published_at = step.moment or opens_at(story, step.at)
    revisions.ensure_revision(story, at=step.at)
    live = revisions.live(story) if story.status == Status.PUBLISHED else revisions.newest(story)
    return revisions.release(live, at=step.at)


def unschedule(story: Story, step: Step) -> None:
    story.published_at = None
    newest = revisions.ensure_revision(story, at=step.at)
    revisions.apply(story, newest, at=step.at)


def publish_revision(story: Story, step: Step) -> Changes:
    live = revisions.live(story)
    changes = facts.changes(live.content(), step.revision.content())
    is_seen = story.is_released(step.at)
    if changes and is_seen and not step.correction.strip():
        raise CorrectionNeeded(changes)
    revisions.apply(story, step.revision, at=step.at)
    log = revisions.release(step.revision, at=step.at, instead_of=live)
    return log | (correct(story, step) if step.correction.strip() else {})


def correct(story: Story, step: Step) -> Changes:
    revisions.ensure_revision(story, at=step.at)
    revision = step.revision or revisions.live(story)
    given = corrections.give(revision, step.correction.strip(), by=step.by, at=step.at)
    if step.request:
        corrections.settle(step.request, by=step.by, at=step.at, correction=given)
    story.corrected_at = step.at
    return {"correction": [None, given.text]}


def retract(story: Story, step: Step) -> None:
    story.retraction_reason = step.reason


def reinstate(story: Story, step: Step) -> None:
    story.retraction_reason = ""


def kill(story: Story, step: Step) -> None:
    revisions.ensure_revision(story, at=step.at)
    if not story.is_released(step.at):
        story.published_at = None
    story.sent_back_reason = story.retraction_reason = ""
    killing.remove_text(story, by=step.by, at=step.at)


def embargo(story: Story, step: Step) -> None:
    if story.waits_for_embargo():
        story.published_at = step.moment
    story.embargo_until = step.moment


def break_embargo(story: Story, step: Step) -> None:
    # What only the embargo held back is public from this moment.
    if story.published_at is not None and story.published_at <= story.embargo_until:
        story.published_at = step.at
    story.embargo_until = None


def lead(story: Story, step: Step) -> None:
    story.leads_since = step.at


def stop_leading(story: Story, step: Step) -> None:
    story.leads_since = None


# Whether a step was taken already, so that it changes nothing.


def is_out(story: Story, step: Step) -> bool:
    is_published = story.status == Status.PUBLISHED
    return is_published and story.published_at <= opens_at(story, step.at)


def is_set_for(story: Story, step: Step) -> bool:
    return story.status == Status.PUBLISHED and story.published_at == step.moment


def is_live(story: Story, step: Step) -> bool:
    return step.revision is not None and step.revision == revisions.live(story)


def is_embargoed_so(story: Story, step: Step) -> bool:
    return step.moment is not None and story.embargo_until == step.moment


def is_free(story: Story, step: Step) -> bool:
    return not story.is_embargoed(step.at)


def is_leading(story: Story, step: Step) -> bool:
    """Whether it is the first of those that lead: an older choice can be made anew."""
    return story.leads_since is not None and story == Story.objects.leading().first()


def is_not_leading(story: Story, step: Step) -> bool:
    return story.leads_since is None


def never(story: Story, step: Step) -> bool:
    return False
