from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from articles import previews, revisions, workflow
from articles.corrections import ask_correction
from articles.models import CorrectionRequest, Photo, Story
from articles.roles import Role
from tests.builders import MORNING, make_story, make_user

pytestmark = pytest.mark.django_db

NOON = MORNING + timedelta(hours=4)
SECRET = "كلام يجب أن يزول"


@pytest.fixture
def editor():
    return make_user(Role.EDITOR)


def kill(story, by):
    return workflow.kill(story, by=by, at=NOON, reason="حكم قضائي")


def test_a_killed_story_keeps_nothing_that_it_said(editor):
    fields = dict.fromkeys(["headline", "summary", "dateline", "byline"], SECRET)
    credits = [{"agency": SECRET, "evidence": SECRET}]
    story = make_story(**fields, body=f"<p>{SECRET}</p>", credits=credits)
    kill(story, editor)
    row = Story.objects.values().get()
    assert [name for name, value in row.items() if SECRET in str(value)] == []
    assert row["slug"] == "story"


def test_the_log_of_a_kill_does_not_repeat_the_text(editor):
    story = make_story(headline=SECRET)
    kill(story, editor)
    entry = story.audit_entries.get()
    assert (entry.reason, entry.changes) == ("حكم قضائي", {"status": ["published", "killed"]})


def test_the_versions_of_a_killed_story_stay_as_evidence_for_editors(editor):
    story = make_story(headline=SECRET)
    revisions.ensure_revision(story, at=MORNING)
    kill(story, editor)
    assert revisions.newest(story).content()["headline"] == SECRET


def test_a_story_without_versions_leaves_its_evidence_before_it_is_killed(editor):
    story = make_story(headline=SECRET)
    kill(story, editor)
    assert revisions.newest(story).content()["headline"] == SECRET


def test_the_pictures_of_every_version_are_deleted(editor, django_capture_on_commit_callbacks):
    names = [default_storage.save(f"photos/{n}.webp", ContentFile(b"x")) for n in "ab"]
    story = make_story()
    Photo.objects.create(story=story, image=names[0], width=1, height=1)
    base = revisions.ensure_revision(story, at=MORNING)
    content = base.content()
    content["photos"][0]["image"] = names[1]
    revisions.save_revision(story, content, base=base, by=editor, at=NOON)
    with django_capture_on_commit_callbacks(execute=True):
        kill(story, editor)
    assert not story.photos.exists()
    assert [default_storage.exists(name) for name in names] == [False, False]


def test_what_was_open_about_a_killed_story_is_closed(editor):
    story = make_story()
    ask_correction(story, "خطأ", by=editor, at=MORNING)
    link = previews.share(
        story, reader_name="محام", expires_at=NOON + timedelta(days=1), by=editor, at=MORNING
    )
    token = previews.token_of(link)
    kill(story, editor)
    assert not CorrectionRequest.objects.open().exists()
    with pytest.raises(previews.LinkEnded):
        previews.open_link(token, at=NOON)


def test_a_draft_that_nobody_saw_was_never_published_when_it_is_killed(editor):
    for fields in ({"status": Story.Status.DRAFT}, {"published_at": NOON + timedelta(hours=1)}):
        story = kill(make_story(**fields), editor)
        assert story.published_at is None
        assert not Story.objects.released(NOON + timedelta(days=1)).exists()
