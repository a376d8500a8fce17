"""Deciding on comments: who may, from where to where, and what is kept of it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from articles.models import RecordIsFinal
from comments import moderation
from comments.models import Appeal, Comment, Decision, Reason, Report
from tests.builders import make_comment, make_story, make_user

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
Status = Comment.Status
Verb = Decision.Verb

POSSIBLE = {
    ("approve", Status.VISIBLE): Status.VISIBLE,
    ("approve", Status.HELD): Status.VISIBLE,
    ("reject", Status.VISIBLE): Status.REJECTED,
    ("reject", Status.HELD): Status.REJECTED,
    ("hold", Status.VISIBLE): Status.HELD,
    ("restore", Status.REJECTED): Status.VISIBLE,
    ("escalate", Status.VISIBLE): Status.VISIBLE,
    ("escalate", Status.HELD): Status.HELD,
}


@pytest.fixture
def moderator():
    return make_user("moderator")


@pytest.fixture
def comment():
    return queued()


def queued(**fields):
    fields.setdefault("created_at", NOW)
    return make_comment(make_story(), is_queued=True, **fields)


def decide(verb, comment, by, **details):
    details = {"by": by, "at": LATER, "seen": comment.version, **details}
    if verb == "reject":
        details.setdefault("reason", Reason.INSULT)
    return getattr(moderation, verb)(comment, **details)


@pytest.mark.parametrize("status", Status.values)
@pytest.mark.parametrize("verb", ["approve", "reject", "hold", "restore", "escalate", "uphold"])
def test_every_verb_leads_where_the_table_says_or_nowhere(verb, status, moderator):
    comment = queued(status=status)
    expected = POSSIBLE.get((verb, status))
    if expected is None:
        with pytest.raises(moderation.TransitionNotAllowed):
            decide(verb, comment, moderator)
        expected = status
    else:
        decide(verb, comment, moderator)
    comment.refresh_from_db()
    assert comment.status == expected


@pytest.mark.parametrize("verb", ["approve", "reject", "hold", "escalate"])
def test_only_a_moderator_decides(verb, comment):
    with pytest.raises(moderation.NotAModerator):
        decide(verb, comment, make_user("reporter"))
    assert not Decision.objects.exists()


def test_a_decision_keeps_what_was_seen_and_how_long_it_took(comment, moderator):
    opened = LATER - timedelta(seconds=12)
    made = decide("reject", comment, moderator, note="خفف لهجتك.", opened_at=opened)
    kept = Decision.objects.get()
    assert (kept, kept.text, kept.note) == (made, comment.text, "خفف لهجتك.")
    assert (kept.waiting_seconds, kept.handling_seconds) == (300, 12)
    assert (kept.status_before, kept.status_after) == (Status.VISIBLE, Status.REJECTED)


def test_a_rejection_needs_a_reason(comment, moderator):
    with pytest.raises(moderation.ReasonMissing):
        decide("reject", comment, moderator, reason="")


def test_deciding_takes_the_comment_out_of_the_queue(comment, moderator):
    decide("approve", comment, moderator)
    assert not Comment.objects.queued().exists()


@pytest.mark.parametrize("verb", ["hold", "escalate"])
def test_a_comment_that_is_not_done_with_stays_in_the_queue(verb, comment, moderator):
    decide(verb, comment, moderator)
    assert Comment.objects.queued().get() == comment


def test_the_same_state_again_writes_nothing(comment, moderator):
    decide("approve", comment, moderator)
    comment.refresh_from_db()
    assert decide("approve", comment, moderator) is None
    assert Decision.objects.count() == 1


def test_the_second_of_two_decisions_is_told_of_the_first(comment, moderator):
    first = decide("approve", comment, moderator)
    with pytest.raises(moderation.DecisionConflict) as refused:
        decide("reject", comment, make_user("moderator", "other"))
    assert refused.value.decision == first
    assert refused.value.comment.status == Status.VISIBLE
    assert Decision.objects.get() == first


def test_undo_takes_the_latest_decision_back(comment, moderator):
    made = decide("reject", comment, moderator)
    comment.refresh_from_db()
    undone = moderation.undo(made, by=moderator, at=LATER, seen=comment.version)
    comment.refresh_from_db()
    assert (comment.status, comment.is_queued) == (Status.VISIBLE, True)
    assert undone.reverses == made


def test_only_the_latest_decision_is_undone(comment, moderator):
    first = decide("hold", comment, moderator)
    comment.refresh_from_db()
    decide("approve", comment, moderator)
    comment.refresh_from_db()
    with pytest.raises(moderation.NothingToUndo):
        moderation.undo(first, by=moderator, at=LATER, seen=comment.version)


def test_an_escalation_counts_once_and_can_be_undone(comment, moderator):
    made = decide("escalate", comment, moderator)
    comment.refresh_from_db()
    assert decide("escalate", comment, moderator) is None
    moderation.undo(made, by=moderator, at=LATER, seen=comment.version)
    assert not Comment.objects.get().is_escalated


def test_an_undo_is_not_undone(comment, moderator):
    made = decide("reject", comment, moderator)
    comment.refresh_from_db()
    undone = moderation.undo(made, by=moderator, at=LATER, seen=comment.version)
    comment.refresh_from_db()
    with pytest.raises(moderation.NothingToUndo):
        moderation.undo(undone, by=moderator, at=LATER, seen=comment.version)


@pytest.mark.parametrize(("verb", "upheld"), [("reject", True), ("approve", False)])
def test_a_decision_answers_the_reports_and_undo_opens_them_again(verb, upheld, comment, moderator):
    report = Report.objects.create(comment=comment, reason=Reason.INSULT, reader_key="a")
    made = decide(verb, comment, moderator)
    report.refresh_from_db()
    assert report.was_upheld is upheld
    comment.refresh_from_db()
    moderation.undo(made, by=moderator, at=LATER, seen=comment.version)
    report.refresh_from_db()
    assert report.was_upheld is None


@pytest.fixture
def appealed(comment, moderator):
    comment.reader_key = "reader"
    comment.save()
    made = decide("reject", comment, moderator)
    comment.refresh_from_db()
    appeal = Appeal.objects.create(
        comment=comment,
        decision=made,
        decided_by=moderator,
        text="لم أشتم أحدًا.",
        appealed_at=LATER,
    )
    Comment.objects.filter(pk=comment.pk).update(is_queued=True)
    return appeal


@pytest.mark.parametrize(("verb", "outcome"), [("restore", "granted"), ("uphold", "refused")])
def test_another_moderator_answers_an_appeal(verb, outcome, appealed):
    other = make_user("moderator", "other")
    made = decide(verb, appealed.comment, other)
    appealed.refresh_from_db()
    assert (appealed.outcome, appealed.reviewed_by, appealed.review) == (outcome, other, made)


@pytest.mark.parametrize("verb", ["restore", "uphold"])
def test_the_same_moderator_does_not_review_their_own_decision(verb, appealed, moderator):
    with pytest.raises(moderation.ReviewerIsTheSame):
        decide(verb, appealed.comment, moderator)


def test_the_database_refuses_a_reviewer_who_decided(appealed, moderator):
    appealed.outcome, appealed.reviewed_by, appealed.reviewed_at = "refused", moderator, LATER
    with pytest.raises(IntegrityError), transaction.atomic():
        appealed.save()


def test_who_rejected_does_not_undo_past_an_appeal(appealed, moderator):
    with pytest.raises(moderation.AppealWaits):
        moderation.undo(Decision.objects.get(), by=moderator, at=NOW, seen=appealed.comment.version)
    assert Comment.objects.get().status == Status.REJECTED


def test_an_undone_review_leaves_the_appeal_waiting(appealed):
    other = make_user("moderator", "other")
    made = decide("restore", appealed.comment, other)
    comment = Comment.objects.get()
    moderation.undo(made, by=other, at=LATER, seen=comment.version)
    appealed.refresh_from_db()
    assert (appealed.outcome, appealed.reviewed_by) == ("waiting", None)


def test_a_decision_is_never_changed_or_deleted(comment, moderator):
    made = decide("approve", comment, moderator)
    for change in (made.save, made.delete, Decision.objects.all().delete):
        with pytest.raises(RecordIsFinal):
            change()
    with pytest.raises(RecordIsFinal):
        Decision.objects.update(note="")


@pytest.mark.parametrize(
    "fields",
    [
        {"verb": "reject", "reason": ""},
        {"verb": "reject", "reason": "insult", "moderator": None},
        {"verb": "undo", "reverses": None},
    ],
)
def test_the_database_refuses_a_record_that_makes_no_sense(fields, comment, moderator):
    row = {
        "comment": comment,
        "moderator": moderator,
        "text": comment.text,
        "text_version": 1,
        "status_before": Status.VISIBLE,
        "status_after": Status.REJECTED,
        "waiting_seconds": 1,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(**(row | fields))


def test_a_withdrawn_comment_is_gone_from_the_queue(comment):
    moderation.withdraw(comment, seen=comment.version)
    comment.refresh_from_db()
    assert (comment.status, comment.is_queued) == (Status.WITHDRAWN, False)
