from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from articles import previews, revisions
from articles.models import PreviewLink, Story
from articles.permissions import NotAllowed
from articles.roles import Role
from tests.builders import MORNING, make_story, make_user

pytestmark = pytest.mark.django_db

NOON = MORNING + timedelta(hours=4)
TOMORROW = MORNING + timedelta(days=1)
APPROVED, RETURNED = PreviewLink.Answer


@pytest.fixture
def editor():
    return make_user(Role.EDITOR)


@pytest.fixture
def link(editor):
    story = make_story(status=Story.Status.SUBMITTED)
    return share(story, editor)


def share(story, by, *, reader_name="المحامي", expires_at=TOMORROW):
    return previews.share(story, reader_name=reader_name, expires_at=expires_at, by=by, at=MORNING)


def test_a_link_opens_for_whoever_has_it_until_it_expires(link):
    token = previews.token_of(link)
    assert previews.open_link(token, at=TOMORROW - timedelta(seconds=1)) == link
    with pytest.raises(previews.LinkEnded):
        previews.open_link(token, at=TOMORROW)


def test_a_revoked_link_opens_no_more(link, editor):
    for _ in range(2):
        previews.revoke(link, by=editor, at=NOON)
    with pytest.raises(previews.LinkEnded):
        previews.open_link(previews.token_of(link), at=NOON)
    verbs = [entry.verb for entry in link.story.audit_entries.order_by("pk")]
    assert verbs == ["share_preview", "revoke_preview"]


@pytest.mark.parametrize("forged", ["", "1", "1:", "1:AAAA", "x:y", "٣:x"])
def test_a_link_cannot_be_guessed(link, forged):
    with pytest.raises(previews.LinkUnknown):
        previews.open_link(forged, at=NOON)


def test_a_link_for_one_story_opens_no_other(link, editor):
    other = share(make_story(), editor)
    signature = previews.token_of(link).partition(":")[2]
    with pytest.raises(previews.LinkUnknown):
        previews.open_link(f"{other.pk}:{signature}", at=NOON)


@pytest.mark.parametrize("expires_at", [MORNING, MORNING + timedelta(days=15)])
def test_a_link_ends_soon(editor, expires_at):
    with override("en"), pytest.raises(NotAllowed, match="within two weeks"):
        share(make_story(), editor, expires_at=expires_at)


def test_a_link_is_for_somebody(editor):
    with override("en"), pytest.raises(NotAllowed, match="Name the reader"):
        share(make_story(), editor, reader_name=" ")


@pytest.mark.parametrize("role", [Role.REPORTER, Role.MODERATOR])
def test_only_editors_share_and_revoke(role, link):
    user = make_user(role)
    with pytest.raises(NotAllowed):
        share(make_story(created_by=user), user)
    with pytest.raises(NotAllowed):
        previews.revoke(link, by=user, at=NOON)


def test_a_killed_story_is_not_shared(editor):
    with pytest.raises(NotAllowed):
        share(make_story(status=Story.Status.KILLED), editor)


@pytest.mark.parametrize(("choice", "note"), [(APPROVED, ""), (RETURNED, "الاسم خطأ")])
def test_an_answer_is_kept_with_the_version_it_is_about(link, choice, note):
    version = previews.shown_version(link, at=NOON)
    previews.answer(link, choice, revision=version, at=NOON, note=note)
    link.refresh_from_db()
    assert (link.answer, link.note, link.revision, link.answered_at) == (
        choice,
        note,
        version,
        NOON,
    )
    entry = link.story.audit_entries.newest_first().first()
    assert (entry.verb, entry.by, entry.reason) == ("answer_preview", None, note)
    assert entry.changes == {"answer": [None, choice], "reader_name": [None, "المحامي"]}


def test_the_same_answer_again_changes_nothing(link):
    version = previews.shown_version(link, at=NOON)
    for _ in range(2):
        previews.answer(link, APPROVED, revision=version, at=NOON)
    assert link.story.audit_entries.filter(verb="answer_preview").count() == 1


def test_nobody_answers_twice(link):
    version = previews.shown_version(link, at=NOON)
    previews.answer(link, APPROVED, revision=version, at=NOON)
    with override("en"), pytest.raises(previews.AnswerRefused, match="answered already"):
        previews.answer(link, RETURNED, revision=version, at=NOON, note="ندمت")


def test_an_answer_to_a_text_that_has_changed_is_refused(link, editor):
    seen = previews.shown_version(link, at=NOON)
    content = seen.content() | {"headline": "عنوان آخر"}
    revisions.save_revision(link.story, content, base=seen, by=editor, at=NOON)
    with override("en"), pytest.raises(previews.AnswerRefused, match="has changed"):
        previews.answer(link, APPROVED, revision=seen, at=NOON)


def test_a_text_is_returned_with_a_note(link):
    version = previews.shown_version(link, at=NOON)
    with override("en"), pytest.raises(previews.AnswerRefused, match="Say what"):
        previews.answer(link, RETURNED, revision=version, at=NOON, note=" ")


def test_an_answer_that_comes_too_late_is_refused(link):
    version = previews.shown_version(link, at=NOON)
    with pytest.raises(previews.LinkEnded):
        previews.answer(link, APPROVED, revision=version, at=TOMORROW)


@pytest.mark.parametrize(
    "fields",
    [
        {"expires_at": MORNING},
        {"reader_name": ""},
        {"answer": "approved"},
        {"answered_at": NOON},
    ],
)
def test_the_database_refuses_a_link_that_makes_no_sense(editor, fields):
    fields = {"reader_name": "x", "created_at": MORNING, "expires_at": TOMORROW} | fields
    with pytest.raises(IntegrityError), transaction.atomic():
        PreviewLink.objects.create(story=make_story(), created_by=editor, **fields)
