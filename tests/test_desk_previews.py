"""Previews: for the desk, and for a named reader without an account."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import corrections, previews, revisions, workflow
from articles.models import Story
from articles.roles import Role
from tests.builders import make_user
from tests.desk import changed_form, of_story, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make_user(Role.EDITOR)


@pytest.fixture
def story(editor):
    text = Story(headline="مسودة سرية", body='<p id="p1">نص.</p>')
    return workflow.create(revisions.snapshot_of(text), by=editor, at=timezone.now())


def link_of(story, editor, **life):
    now = timezone.now()
    expires_at = now + timedelta(**(life or {"days": 1}))
    return previews.share(story, reader_name="محامية", expires_at=expires_at, by=editor, at=now)


def address_of(link):
    return reverse("preview", args=[previews.token_of(link)])


def assert_private(response):
    assert "no-store" in response.headers["Cache-Control"]
    assert "noindex" in response.headers["X-Robots-Tag"]
    assert response.headers["Referrer-Policy"] == "same-origin"


def test_a_draft_is_shown_as_readers_would_see_it(client_of, editor, story):
    response = client_of(editor).get(of_story("preview", story))
    assert response.context["blocks"][0].html == '<p id="p1">نص.</p>'
    assert_private(response)


def test_an_older_version_is_shown_too(client_of, editor, story):
    client = client_of(editor)
    client.post(page(story), changed_form(client, page(story), headline="أحدث"))
    shown = client.get(of_story("preview", story) + "?version=1").context["story"]
    assert shown.headline == "مسودة سرية"
    assert client.get(of_story("preview", story) + "?version=9").status_code == 404


def test_a_link_opens_the_story_for_somebody_without_an_account(client, editor, story):
    response = client.get(address_of(link_of(story, editor)))
    assert response.context["story"].headline == "مسودة سرية"
    assert "محامية" in response.content.decode()
    assert_private(response)


@pytest.mark.parametrize(
    ("answer", "note", "label"), [("approved", "", "قبول"), ("returned", "غيّر السطر", "إعادة")]
)
def test_the_reader_approves_or_returns_once(client, client_of, editor, story, answer, note, label):
    link = link_of(story, editor)
    client.post(address_of(link), {"answer": answer, "note": note, "revision": "1"})
    link.refresh_from_db()
    assert (link.answer, link.note, link.revision.number) == (answer, note, 1)
    shown = client_of(editor).get(of_story("links", story)).context["links"]
    assert [row["link"].answer for row in shown] == [answer]
    assert client.get(address_of(link)).context["form"] is False


def test_a_return_without_a_note_is_asked_for_one(client, editor, story):
    link = link_of(story, editor)
    response = client.post(address_of(link), {"answer": "returned", "note": " ", "revision": "1"})
    assert (response.status_code, bool(response.context["refusal"])) == (409, True)
    link.refresh_from_db()
    assert link.answer == ""


def test_an_answer_about_a_text_that_has_changed_is_refused(client, client_of, editor, story):
    link = link_of(story, editor)
    desk = client_of(editor)
    desk.post(page(story), changed_form(desk, page(story), headline="أحدث"))
    response = client.post(address_of(link), {"answer": "approved", "revision": "1"})
    assert (response.status_code, response.context["story"].headline) == (409, "أحدث")


@pytest.mark.parametrize("end", ["revoked", "expired"])
def test_a_link_that_has_ended_opens_nothing(client, client_of, editor, story, end):
    link = link_of(story, editor)
    if end == "revoked":
        client_of(editor).post(of_story("revoke_link", story, link.pk))
    else:
        type(link).objects.filter(pk=link.pk).update(
            created_at=timezone.now() - timedelta(days=2),
            expires_at=timezone.now() - timedelta(seconds=1),
        )
    response = client.get(address_of(link))
    assert response.status_code == 410
    assert "سرية" not in response.content.decode()
    assert_private(response)


@pytest.mark.parametrize("token", ["1", "1:x", "x", "1:" + "a" * 43])
def test_a_forged_address_is_not_found(client, editor, story, token):
    link_of(story, editor)
    assert client.get(f"/preview/{token}/").status_code == 404


def test_an_editor_makes_a_link_in_the_desk(client_of, editor, story):
    client = client_of(editor)
    tomorrow = timezone.localtime(timezone.now() + timedelta(days=1))
    sent = {
        "reader_name": "محامية",
        "expires_at_0": tomorrow.strftime("%Y-%m-%d"),
        "expires_at_1": "12:00",
    }
    page_after = client.post(of_story("links", story), sent, follow=True)
    (row,) = page_after.context["links"]
    assert row["address"].endswith(address_of(row["link"]))


def test_a_link_for_ever_is_refused_beside_the_time(client_of, editor, story):
    sent = {"reader_name": "محامية", "expires_at_0": "2199-01-01", "expires_at_1": "12:00"}
    response = client_of(editor).post(of_story("links", story), sent)
    assert list(response.context["form"].errors) == ["expires_at"]


def test_a_link_of_another_story_cannot_be_revoked_here(client_of, editor, story):
    text = revisions.snapshot_of(Story(headline="آخر"))
    other = workflow.create(text, by=editor, at=timezone.now())
    link = link_of(other, editor)
    assert client_of(editor).post(of_story("revoke_link", story, link.pk)).status_code == 404


# Corrections that colleagues ask for


def test_a_reporter_asks_for_a_correction_and_an_editor_declines(client_of, editor):
    reporter = make_user(Role.REPORTER)
    text = Story(headline="عنوان", body='<p id="p1">نص.</p>')
    story = workflow.create(revisions.snapshot_of(text), by=reporter, at=timezone.now())
    workflow.publish(story, by=editor, at=timezone.now(), accept_gaps=True)
    client_of(reporter).post(of_story("ask_correction", story), {"text": "العدد خطأ"})
    asked = story.correction_requests.get()
    desk = client_of(editor)
    assert [row.text for row in desk.get(page(story)).context["panel"].requests] == ["العدد خطأ"]
    desk.post(of_story("decline", story, asked.pk), {"reason": "العدد صحيح"})
    assert list(desk.get(page(story)).context["panel"].requests) == []


def test_a_correction_settles_the_request_that_asked_for_it(client_of, editor, story):
    story = workflow.publish(story, by=editor, at=timezone.now(), accept_gaps=True)
    asked = corrections.ask_correction(story, "خطأ", by=editor, at=timezone.now())
    sent = {"step-correction": "الصواب كذا.", "step-request": asked.pk}
    client_of(editor).post(of_story("step", story, "correct"), sent)
    asked.refresh_from_db()
    assert asked.correction.text == "الصواب كذا."
