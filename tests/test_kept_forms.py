"""What was sent after the login had ended is kept for its writer, and shown to nobody else."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import kept_forms, revisions, workflow
from articles.models import Revision, Story
from articles.roles import Role
from tests.builders import make_user
from tests.desk import changed_form, page, sent_form, step

pytestmark = pytest.mark.django_db

PASSWORD = "تعال-غدا-7"


@pytest.fixture
def editor():
    return with_password(make_user(Role.EDITOR))


@pytest.fixture
def story(editor):
    text = Story(headline="عنوان", body="<p>نص.</p>")
    return workflow.create(revisions.snapshot_of(text), by=editor, at=timezone.now())


def with_password(user):
    user.set_password(PASSWORD)
    user.save()
    return user


def written(client, user, address, **changes):
    """The form of this user's page as they send it, after their login has ended."""
    form = changed_form(client, address, writer=kept_forms.writer_of(user), **changes)
    Session.objects.all().delete()
    return form


def log_in(client, user, address):
    """Go through the page to which a request without login leads; where that leads then."""
    sent = {"username": user.username, "password": PASSWORD, "next": address}
    return client.post(reverse("admin:login"), sent, follow=True)


def form_of(response):
    return response.context["adminform"].form


def test_a_form_sent_after_the_login_ended_is_back_after_the_next(client_of, editor, story):
    client = client_of(editor)
    sent = written(
        client, editor, page(story), headline="أدق", body="<p>نص لم يُحفظ.</p>", writing="0a1"
    )
    refused = client.post(page(story), sent, follow=True)
    assert refused.redirect_chain == [(f"{reverse('admin:login')}?next={page(story)}", 302)]
    assert [str(message) for message in refused.context["messages"]] == [
        "انتهت جلستك. ما كتبته محفوظ ويعود إليك بعد تسجيل الدخول."
    ]
    back = log_in(client, editor, page(story))
    form = form_of(back)
    assert (form["headline"].value(), form["body"].value()) == ("أدق", "<p>نص لم يُحفظ.</p>")
    assert "عاد ما كتبته إلى الاستمارة، ولم يُحفظ بعد." in back.content.decode()
    assert (back.context["writing"], Revision.objects.count()) == ("0a1", 1)
    assert form_of(client.get(page(story)))["headline"].value() == "عنوان"


def test_a_new_story_sent_after_the_login_ended_is_back_too(client_of, editor):
    client, address = client_of(editor), reverse("admin:articles_story_add")
    client.post(address, written(client, editor, address, headline="جديد"))
    assert form_of(log_in(client, editor, address))["headline"].value() == "جديد"
    assert Story.objects.count() == 0


def test_what_comes_back_can_be_saved(client_of, editor, story):
    client = client_of(editor)
    client.post(page(story), written(client, editor, page(story), headline="أدق"))
    back = log_in(client, editor, page(story))
    client.post(page(story), sent_form(back))
    assert Story.objects.get().headline == "أدق"


def test_nobody_else_is_shown_what_was_written(client_of, editor, story):
    client = client_of(editor)
    client.post(page(story), written(client, editor, page(story), headline="سر"))
    other = with_password(make_user(Role.EDITOR, "colleague"))
    assert form_of(log_in(client, other, page(story)))["headline"].value() == "عنوان"
    client.logout()
    assert "سر" not in log_in(client, other, page(story)).content.decode()


@pytest.mark.parametrize("writer", ["", "x", "1"])
def test_without_a_writers_signature_nothing_is_kept(client, story, writer):
    response = client.post(page(story), {"headline": "أدق", "writer": writer})
    assert response.status_code == 302
    assert Session.objects.count() == 0


def test_passwords_are_not_kept(editor, client):
    address = reverse("admin:password_change")
    sent = {"writer": kept_forms.writer_of(editor), "new_password1": "لا تحفظه", "x": "1"}
    client.post(address, sent)
    assert client.session[kept_forms.KEY] == {
        address: [editor.pk, {"writer": [sent["writer"]], "x": ["1"]}]
    }


def test_a_browser_keeps_only_a_few_forms(client, editor):
    for number in range(9):
        client.post(
            reverse("admin:index") + f"?n={number}", {"writer": kept_forms.writer_of(editor)}
        )
    kept = client.session[kept_forms.KEY]
    assert list(kept) == [f"/desk/?n={number}" for number in range(4, 9)]


def test_a_step_asks_before_it_is_taken_after_all(client_of, editor, story):
    workflow.publish(story, by=editor, at=timezone.now(), accept_gaps=True)
    client, address = client_of(editor), step(story, "retract")
    sent = {"writer": kept_forms.writer_of(editor), "step-reason": "خبر غير صحيح\nبالمرة"}
    Session.objects.all().delete()
    client.post(address, sent)
    asked = log_in(client, editor, address)
    assert asked.context["address"] == address
    assert {field["name"]: field["value"] for field in asked.context["fields"]} == sent
    assert Story.objects.get().status == Story.Status.PUBLISHED
    client.post(address, sent)
    assert Story.objects.get().status == Story.Status.RETRACTED


def test_other_forms_of_the_desk_ask_too(client_of, administrator):
    with_password(administrator)
    client, address = client_of(administrator), reverse("admin:articles_source_add")
    assert 'name="writer"' in client.get(address).content.decode()
    sent = {"writer": kept_forms.writer_of(administrator), "name": "صحيفة", "description": "أ ب"}
    Session.objects.all().delete()
    client.post(address, sent)
    asked = log_in(client, administrator, address)
    assert {field["name"]: field["value"] for field in asked.context["fields"]} == sent


def test_who_may_not_change_the_story_any_more_is_shown_the_text(client_of, story):
    reporter = with_password(make_user(Role.REPORTER))
    Story.objects.update(created_by=reporter)
    client = client_of(reporter)
    sent = written(client, reporter, page(story), body="<p>كلام لا يضيع.</p>")
    client.post(page(story), sent)
    workflow.submit(story, by=reporter, at=timezone.now())
    back = log_in(client, reporter, page(story))
    assert "كلام لا يضيع" in back.content.decode()
    assert Revision.objects.count() == 1


# Forms with a token from before another login


ORIGIN = "http://testserver"


@pytest.fixture
def checked_client(editor):
    """A browser whose tokens are checked, as outside the tests."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    client.cookies["csrftoken"] = "t" * 32
    return client


def test_a_page_from_before_a_login_gets_its_text_back(checked_client, client_of, editor, story):
    sent = changed_form(client_of(editor), page(story), headline="أدق")
    sent |= {"writer": kept_forms.writer_of(editor), "csrfmiddlewaretoken": "o" * 32}
    back = checked_client.post(page(story), sent, follow=True, headers={"Origin": ORIGIN})
    assert form_of(back)["headline"].value() == "أدق"
    assert Revision.objects.count() == 1


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", None])
def test_a_form_on_another_site_is_refused(checked_client, client_of, editor, story, origin):
    sent = changed_form(client_of(editor), page(story), headline="تسلل")
    sent |= {"writer": kept_forms.writer_of(editor), "csrfmiddlewaretoken": "o" * 32}
    headers = {"Origin": origin} if origin else {}
    assert checked_client.post(page(story), sent, headers=headers).status_code == 403
    assert form_of(checked_client.get(page(story)))["headline"].value() == "عنوان"


def test_a_page_of_somebody_else_with_a_wrong_token_is_refused(checked_client, story):
    colleague = make_user(Role.EDITOR, "colleague")
    sent = {"writer": kept_forms.writer_of(colleague), "csrfmiddlewaretoken": "o" * 32}
    response = checked_client.post(page(story), sent, headers={"Origin": ORIGIN})
    assert response.status_code == 403
