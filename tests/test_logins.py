"""Logging in to the desk: how often one may guess, which passwords do, when a session ends."""

import pytest
from axes.models import AccessAttempt
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from tests.builders import make_user

pytestmark = pytest.mark.django_db

LOGIN = "/desk/login/"
RIGHT, WRONG = "a-long-and-right-password", "a-long-and-wrong-password"
HERE, ELSEWHERE = "192.0.2.7", "192.0.2.8"


@pytest.fixture
def editor():
    user = make_user("editor")
    user.set_password(RIGHT)
    user.save()
    return user


def log_in(client, password, address=HERE, name="editor"):
    sent = {"username": name, "password": password}
    return client.post(LOGIN, sent, REMOTE_ADDR=address, headers={"user-agent": "Browser/1"})


def guess(client, times, **where):
    return [log_in(client, WRONG, **where).status_code for _time in range(times)]


def test_who_guesses_five_times_waits_a_quarter_of_an_hour_and_is_told_so(client, editor):
    assert guess(client, 5) == [200, 200, 200, 200, 429]
    refused = log_in(client, RIGHT)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "900")
    assert "انتظر 15 دقيقة" in refused.content.decode()
    assert client.get("/desk/").status_code == 302


def test_colleagues_and_other_places_are_not_locked_out(client, editor):
    colleague = make_user("reporter")
    colleague.set_password(RIGHT)
    colleague.save()
    guess(client, 6)
    assert log_in(Client(), RIGHT, address=ELSEWHERE).status_code == 302
    assert log_in(Client(), RIGHT, name="reporter").status_code == 302


def test_a_right_password_forgets_the_wrong_ones(client, editor):
    guess(client, 4)
    assert log_in(client, RIGHT).status_code == 302
    assert guess(Client(), 4) == [200] * 4


def test_no_address_and_no_browser_is_kept_of_a_failed_login(client, editor):
    guess(client, 2)
    (attempt,) = AccessAttempt.objects.all()
    written = str(AccessAttempt.objects.values().get())
    assert attempt.failures_since_start == 2
    assert [word for word in (HERE, "Browser", WRONG) if word in written] == []


def test_a_name_that_nobody_has_is_answered_like_a_wrong_password(client, editor):
    unknown = log_in(client, WRONG, name="nobody").content.decode()
    known = log_in(client, WRONG, name="editor").content.decode()
    assert "لا" in unknown
    assert unknown.count("errornote") == known.count("errornote") == 1


@pytest.mark.parametrize("weak", ["short-one", "password12345", "495837261049"])
def test_a_weak_password_is_refused_with_a_sentence(client_of, editor, weak):
    sent = {"old_password": RIGHT, "new_password1": weak, "new_password2": weak}
    answer = client_of(editor).post(reverse("admin:password_change"), sent)
    assert answer.context["form"].errors["new_password2"]
    editor.refresh_from_db()
    assert editor.check_password(RIGHT)


def test_a_new_password_ends_every_other_session(client_of, editor):
    here, elsewhere = client_of(editor), client_of(editor)
    new = "another-long-password"
    sent = {"old_password": RIGHT, "new_password1": new, "new_password2": new}
    assert here.post(reverse("admin:password_change"), sent).status_code == 302
    assert here.get("/desk/").status_code == 200
    assert elsewhere.get("/desk/").status_code == 302


def test_a_password_set_by_an_administrator_ends_the_sessions(client_of, editor):
    session = client_of(editor)
    user = get_user_model().objects.get(pk=editor.pk)
    user.set_password("set-by-somebody-else")
    user.save()
    assert session.get("/desk/").status_code == 302


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", r"\\example.org"])
def test_logging_in_never_leads_to_another_site(client, editor, elsewhere):
    sent = {"username": "editor", "password": RIGHT, "next": elsewhere}
    assert client.post(LOGIN, sent).url == "/desk/"
