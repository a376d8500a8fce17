"""What readers see of a story's versions."""

from datetime import timedelta

import pytest
from django.urls import reverse

from articles import revisions, workflow
from articles.models import Story
from articles.roles import Role
from tests.builders import MORNING, make_story, make_user

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def editor():
    return make_user(Role.EDITOR)


@pytest.fixture
def story(editor):
    """Published with one text, changed twice since, with a draft of a fourth."""
    story = make_story(headline="هدوء", body="<p>عدد الحافلات كبير.</p>")
    revisions.ensure_revision(story, at=MORNING)
    for hours, reason, correction, changes in (
        (1, "صياغة العنوان", "", {"headline": "هدوء حذر"}),
        (2, "", "كان الوصف خطأ.", {"body": "<p>عدد الحافلات قليل.</p>"}),
    ):
        saved = save(story, editor, hours, reason, **changes)
        at = MORNING + hours * HOUR
        workflow.publish_revision(story, saved, by=editor, at=at, correction=correction)
    save(story, editor, 3, "سر داخلي", headline="مسودة سرية")
    return story


def save(story, editor, hours, reason, **changes):
    base = revisions.newest(story)
    content = base.content() | changes
    at = MORNING + hours * HOUR
    return revisions.save_revision(story, content, base=base, by=editor, at=at, reason=reason)


def history(client, story, **query):
    return client.get(reverse("story-history", args=[story.pk]), query)


def test_readers_see_each_version_with_its_reason_newest_first(client, story):
    seen = history(client, story).context["versions"]
    assert [(version.number, version.reason, version.corrections) for version in seen] == [
        (3, "", ["كان الوصف خطأ."]),
        (2, "صياغة العنوان", []),
        (1, "", []),
    ]


def test_what_waits_to_be_published_is_nobodys_business(client, story):
    page = history(client, story).content.decode()
    assert "سرية" not in page
    assert "سر داخلي" not in page


def test_the_last_change_is_shown_and_any_two_versions_can_be_compared(client, story):
    last = history(client, story)
    assert [diff.name for diff in last.context["diffs"]] == ["body"]
    assert '<del title="صياغة">كبير</del>' in last.content.decode()
    both = history(client, story, **{"from": 1, "to": 3})
    assert [diff.name for diff in both.context["diffs"]] == ["headline", "body"]
    back = history(client, story, **{"from": 2, "to": 1})
    assert [diff.name for diff in back.context["diffs"]] == ["headline"]


def test_a_story_that_never_changed_says_so(client):
    page = history(client, make_story()).content.decode()
    assert "الخبر كما نُشر أول مرة" in page


@pytest.mark.parametrize("number", ["0", "4", "-1", "x", "٢", "99999999999999999999", "1.0"])
def test_a_version_that_readers_never_saw_is_not_found(client, story, number):
    assert history(client, story, **{"from": number}).status_code == 404


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"status": Story.Status.DRAFT}, 404),
        ({"published_at": MORNING + timedelta(days=36500)}, 404),
        ({"embargo_until": MORNING + timedelta(days=36500)}, 404),
        ({"status": Story.Status.KILLED}, 410),
        ({"status": Story.Status.RETRACTED}, 200),
    ],
)
def test_a_history_is_as_public_as_its_story(client, fields, status):
    assert history(client, make_story(**fields)).status_code == status


def test_a_killed_storys_words_are_in_no_history(client, story, editor):
    workflow.kill(story, by=editor, at=MORNING + 4 * HOUR, reason="حكم")
    response = history(client, story)
    assert response.status_code == 410
    assert "الحافلات" not in response.content.decode()
