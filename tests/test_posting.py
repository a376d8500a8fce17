"""Taking comments, reports and appeals in."""

from datetime import UTC, datetime, timedelta

import pytest

from comments import moderation, posting, queue
from comments.models import Comment, CommentPolicy, CommentText, Decision, Flag, Report, RuleSwitch
from comments.posting import Posting, post
from tests.builders import MORNING, make_comment, make_story, make_user

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
Mode = CommentPolicy.Mode
Status = Comment.Status

CALM = "أرى أن القرار سليم، وسيخفف الزحام في وسط المدينة."
UNKNOWN = queue.Record(0, 0)
VERMIN = "هؤلاء جرذان لا بشر"
THREAT = "سأقتلكم جميعا"


@pytest.fixture(autouse=True)
def no_chance(monkeypatch):
    monkeypatch.setattr("comments.pointing.SAMPLE_SHARE", 0)


@pytest.fixture
def story():
    return make_story()


def send(story, text=CALM, *, at=NOW, reader="reader", **fields):
    return post(story, Posting(text=text, reader_key=reader, **fields), at=at)


def test_a_calm_comment_appears_at_once_and_nobody_is_asked(story):
    comment = send(story)
    assert list(Comment.objects.visible()) == [comment]
    assert not Comment.objects.queued().exists()


def test_an_offensive_comment_appears_flagged_and_queued(story):
    comment = send(story, VERMIN)
    assert comment.status == Status.VISIBLE
    assert Comment.objects.queued().get() == comment
    flag = Flag.objects.get(reason="dehumanisation")
    start, end, words = flag.spans[0]
    assert comment.text[start:end] == words


def test_a_threat_is_held_and_the_record_says_so(story):
    comment = send(story, THREAT)
    assert (comment.status, comment.must_review) == (Status.HELD, True)
    held = Decision.objects.get()
    assert (held.verb, held.moderator, held.reason) == ("hold", None, "violence")


def test_a_rule_that_is_switched_off_points_at_nothing(story):
    for flag in Flag.objects.filter(comment=send(story, VERMIN)):
        RuleSwitch.objects.get_or_create(rule=flag.rule, is_on=False)
    assert not send(story, VERMIN + " أبدا", reader="other").is_queued


def test_a_sampled_comment_is_queued_without_a_flag(story, monkeypatch):
    monkeypatch.setattr("comments.pointing.SAMPLE_SHARE", 1)
    comment = send(story)
    assert (comment.is_sampled, comment.is_queued) == (True, True)


@pytest.mark.parametrize(
    ("mode", "first", "second"),
    [
        (Mode.OPEN, Status.VISIBLE, Status.VISIBLE),
        (Mode.FIRST_TIMERS, Status.HELD, Status.HELD),
        (Mode.ALL_WAIT, Status.HELD, Status.HELD),
    ],
)
def test_the_policy_says_what_waits(mode, first, second, story):
    CommentPolicy.objects.create(mode=mode)
    assert send(story).status == first
    assert send(story, CALM + " نعم.").status == second


def test_a_reader_with_an_approved_comment_is_no_first_timer(story):
    CommentPolicy.objects.create(mode=Mode.FIRST_TIMERS)
    first = send(story)
    moderation.approve(first, by=make_user("moderator"), at=NOW, seen=first.version)
    assert send(story, CALM + " نعم.").status == Status.VISIBLE


@pytest.mark.parametrize(
    ("policy", "at"),
    [
        ({"mode": Mode.CLOSED}, NOW),
        ({"mode": Mode.OPEN, "close_after_days": 3}, MORNING + timedelta(days=3, seconds=1)),
    ],
)
def test_a_closed_thread_takes_nothing(policy, at, story):
    CommentPolicy.objects.create(**policy)
    with pytest.raises(posting.ThreadClosed):
        send(story, at=at)
    assert not Comment.objects.exists()


def test_a_story_has_a_policy_of_its_own(story):
    CommentPolicy.objects.create(mode=Mode.CLOSED)
    CommentPolicy.objects.create(mode=Mode.OPEN, story=story)
    assert send(story).status == Status.VISIBLE


def test_a_reply_belongs_to_the_conversation(story):
    first = send(story)
    reply = send(story, "ردّ عليه.", parent=first, reader="b")
    answer = send(story, "ردّ على الردّ.", parent=reply, reader="c")
    assert (reply.root, answer.parent, answer.root) == (first, reply, first)


@pytest.mark.parametrize("status", [Status.HELD, Status.REJECTED, Status.WITHDRAWN])
def test_nobody_replies_to_what_is_not_visible(story, status):
    hidden = make_comment(story, status=status)
    with pytest.raises(posting.ParentElsewhere):
        send(story, parent=hidden)


def test_a_reply_stays_within_its_story(story):
    with pytest.raises(posting.ParentElsewhere):
        send(story, parent=make_comment(make_story()))


def test_the_same_words_twice_are_refused(story):
    send(story)
    with pytest.raises(posting.SameAgain):
        send(story, at=NOW + timedelta(hours=2))


def test_a_form_is_taken_once(story):
    first = send(story, form_key="f")
    with pytest.raises(posting.FormUsedTwice) as refused:
        send(story, "نص آخر.", reader="other", form_key="f")
    assert refused.value.comment == first


@pytest.mark.parametrize("field", ["reader_key", "address_key"])
def test_who_writes_too_fast_is_asked_to_wait(field, story):
    most = next(most for name, most, _window in posting.RATE_LIMITS if name == field)
    for number in range(most):
        make_comment(story, **{field: "x"}, created_at=NOW, text=f"تعليق {number}")
    sender = {"reader": "x"} if field == "reader_key" else {"reader": "", "address_key": "x"}
    with pytest.raises(posting.TooMany):
        send(story, at=NOW + timedelta(seconds=30), **sender)
    assert send(story, at=NOW + timedelta(seconds=90), **sender).pk


def test_the_author_changes_the_text_for_five_minutes(story):
    comment = send(story)
    edited = posting.edit(comment, VERMIN, reader_key="reader", at=NOW + timedelta(minutes=4))
    assert (edited.text, edited.text_version) == (VERMIN, 2)
    assert CommentText.objects.get().text == CALM
    assert Comment.objects.queued().get() == comment


@pytest.mark.parametrize(
    ("reader", "minutes"), [("reader", 6), ("somebody", 1), ("", 1)], ids=["late", "other", "none"]
)
def test_nobody_else_and_nobody_late_changes_a_text(reader, minutes, story):
    comment = send(story)
    with pytest.raises(posting.NotEditable):
        posting.edit(comment, "آخر", reader_key=reader, at=NOW + timedelta(minutes=minutes))


def test_a_decision_on_a_text_that_was_edited_since_is_refused(story):
    comment = send(story, VERMIN)
    seen = comment.version
    posting.edit(comment, CALM, reader_key="reader", at=NOW)
    with pytest.raises(moderation.DecisionConflict):
        moderation.reject(
            comment, by=make_user("moderator"), at=NOW, seen=seen, reason="dehumanisation"
        )


def test_a_better_text_answers_no_report(story):
    comment = send(story)
    report(comment)
    posting.edit(comment, "رأي أهدأ.", reader_key="reader", at=NOW)
    assert Comment.objects.queued().get() == comment
    assert Report.objects.get().text_version == 1


def report(comment, reason="insult", reader="reporter", at=NOW):
    return posting.report(comment, reason, reader_key=reader, address_key="", at=at)


def test_a_report_queues_the_comment_and_hides_nothing(story):
    comment = send(story)
    report(comment)
    assert Comment.objects.queued().get() == comment
    assert Comment.objects.visible().get() == comment


def test_a_reader_reports_a_comment_once(story):
    comment = send(story)
    report(comment)
    with pytest.raises(posting.ReportedAlready):
        report(comment, "spam")
    assert Report.objects.count() == 1


def test_more_reports_lift_a_comment_in_the_queue(story):
    one, two = send(story), send(story, "رأي آخر مختلف.", reader="b")
    report(one)
    report(two)
    report(two, reader="another")
    assert list(Comment.objects.queued()) == [two, one]


def test_an_old_comment_that_is_reported_today_begins_to_wait_today(story):
    old = send(story, at=NOW - timedelta(days=30))
    new = send(story, "رأي آخر مختلف.", reader="b")
    report(old)
    report(new)
    report(new, reader="another")
    assert list(Comment.objects.queued()) == [new, old]
    assert Comment.objects.get(pk=old.pk).waiting_seconds(NOW + timedelta(hours=1)) == 3600


@pytest.mark.parametrize(("upheld", "weight"), [(True, 1.0), (False, 0.0)])
def test_a_reporter_is_known_by_five_reports_that_were_resolved(upheld, weight, story):
    moderator = make_user("moderator")
    verb = moderation.reject if upheld else moderation.approve
    for number in range(5):
        assert queue.reporter_records(["reporter"]).get("reporter", UNKNOWN).weight == 0.5
        comment = send(story, f"رأي {number}", reader=f"r{number}")
        report(comment, at=NOW)
        verb(comment, by=moderator, at=NOW, seen=comment.version, reason="insult")
    assert queue.reporter_records(["reporter"])["reporter"].weight == weight


def test_a_reporter_who_is_often_right_lifts_a_comment_more(story):
    one, two = send(story), send(story, "رأي آخر مختلف.", reader="b")
    for was_upheld in [True] * 5:
        reported = make_comment(story)
        Report.objects.create(comment=reported, reader_key="known", was_upheld=was_upheld)
    report(one)
    report(two, reader="known")
    assert list(Comment.objects.queued()) == [two, one]


def test_a_violent_comment_must_be_looked_at(story):
    comment = send(story)
    report(comment, "violence")
    assert Comment.objects.get().must_review


@pytest.fixture
def rejected(story):
    comment = send(story, VERMIN)
    moderation.reject(
        comment, by=make_user("moderator"), at=NOW, seen=comment.version, reason="insult"
    )
    comment.refresh_from_db()
    return comment


def test_the_author_appeals_once(rejected):
    appeal = posting.appeal(rejected, "لم أقصد.", reader_key="reader", at=NOW)
    assert appeal.decided_by.username == "moderator"
    assert Comment.objects.queued().get() == rejected
    with pytest.raises(posting.AppealNotPossible):
        posting.appeal(rejected, "مرة أخرى.", reader_key="reader", at=NOW)


@pytest.mark.parametrize("reader", ["", "somebody"])
def test_nobody_appeals_for_another(reader, rejected):
    with pytest.raises(posting.AppealNotPossible):
        posting.appeal(rejected, "لم أقصد.", reader_key=reader, at=NOW)


def test_a_comment_that_stands_is_not_appealed(story):
    with pytest.raises(posting.AppealNotPossible):
        posting.appeal(send(story), "لم أقصد.", reader_key="reader", at=NOW)
