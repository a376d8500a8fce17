"""The newsroom's learner: what it learns from, when, and who speaks before."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from comments import learning, moderation
from comments.models import Decision, TrainedLearner
from tests.builders import make_comment, make_story, make_user

pytestmark = pytest.mark.django_db
RUDE = "كلامك سخيف يا جاهل"
POLITE = "شكرا على هذا التقرير المفيد"


@pytest.fixture
def moderator():
    return make_user("moderator")


def decided(moderator, number, *, begin=0):
    """`number` decisions: every other comment rude and rejected."""
    story, now = make_story(), timezone.now()
    for at in range(begin, begin + number):
        text = f"{RUDE if at % 2 else POLITE} {at}"
        comment = make_comment(story, text=text, is_queued=True)
        verb = moderation.reject if at % 2 else moderation.approve
        verb(comment, by=moderator, at=now, seen=1, reason="insult")


def test_the_starting_model_speaks_while_nothing_was_decided():
    assert learning.current_learner() is None
    assert learning.speaking().speaks == "starting_model"


def test_too_few_decisions_leave_the_learner_silent(moderator):
    decided(moderator, 10)
    out = StringIO()
    call_command("train_learner", stdout=out)
    assert "10 decisions" in out.getvalue()
    assert "starting model goes on speaking" in out.getvalue()
    assert learning.speaking().speaks == "starting_model"


def test_enough_decisions_make_a_learner_that_ranks_as_moderators_do(moderator):
    decided(moderator, 60)
    trained = learning.train(at=timezone.now())
    learner = learning.speaking()
    assert (trained.decisions, learner.speaks) == (60, "learner")
    assert learner.score(RUDE) > learner.score(POLITE)


def test_the_last_decision_on_a_comment_counts_and_an_undone_one_does_not(moderator):
    story, now = make_story(), timezone.now()
    first, second = (make_comment(story, text=t, is_queued=True) for t in ("أول", "ثان"))
    moderation.reject(first, by=moderator, at=now, seen=1, reason="insult")
    moderation.restore(first, by=moderator, at=now, seen=2)
    made = moderation.reject(second, by=moderator, at=now, seen=1, reason="insult")
    moderation.undo(made, by=moderator, at=now, seen=2)
    assert learning.decided_texts() == (["أول"], [False])


def test_what_a_machine_held_teaches_nothing():
    comment = make_comment(make_story())
    moderation.hold_by_rule(comment, at=timezone.now(), reason="violence")
    assert learning.decided_texts() == ([], [])


def test_old_learners_are_let_go(moderator):
    for number in range(learning.KEPT + 2):
        learning.train(at=timezone.now() + timedelta(seconds=number))
    assert TrainedLearner.objects.count() == learning.KEPT


def test_a_learner_that_does_not_fit_this_version_leaves_the_starting_model_speaking():
    TrainedLearner.objects.create(arrays=b"of another version", sha256="0" * 64, decisions=60)
    assert learning.current_learner() is None
    assert learning.speaking().is_silent


def test_a_new_learner_is_due_after_every_so_many_decisions(moderator, settings, monkeypatch):
    settings.NEWSROOM_TRAINS_LEARNER = True
    begun = []
    monkeypatch.setattr(learning.subprocess, "Popen", lambda command, **_: begun.append(command))
    decided(moderator, learning.DECISIONS_BETWEEN - 1)
    learning.train_when_due()
    assert begun == []
    decided(moderator, 1, begin=100)
    learning.train_when_due()
    assert begun[0][-1] == "train_learner"
    assert Decision.objects.count() == learning.DECISIONS_BETWEEN


def test_after_a_training_decisions_are_counted_anew(moderator, settings, monkeypatch):
    settings.NEWSROOM_TRAINS_LEARNER = True
    begun = []
    monkeypatch.setattr(learning.subprocess, "Popen", lambda command, **_: begun.append(command))
    decided(moderator, 3)
    learning.train(at=timezone.now())
    learning.train_when_due()
    decided(moderator, learning.DECISIONS_BETWEEN - 1, begin=100)
    learning.train_when_due()
    assert begun == []
    decided(moderator, 1, begin=200)
    learning.train_when_due()
    assert len(begun) == 1


def test_the_flagging_is_measured_on_a_labelled_file(tmp_path):
    rows = [f"{RUDE} {n}\toffensive\n{POLITE} {n}\tclean" for n in range(60)]
    file = tmp_path / "labelled.tsv"
    file.write_text("\n".join(["text\tlabel", *rows]))
    out = StringIO()
    call_command("measure_flagging", file, stdout=out)
    assert "120 texts, 60 offensive" in out.getvalue()
    assert "rules: AUC 1.000" in out.getvalue()


@pytest.mark.parametrize("content", ["", "text\n", "text\tlabel\nنص\tugly\n"])
def test_a_file_in_another_form_is_refused_with_a_sentence(content, tmp_path):
    file = tmp_path / "labelled.tsv"
    file.write_text(content)
    with pytest.raises(CommandError, match=r"labelled\.tsv"):
        call_command("measure_flagging", file)
