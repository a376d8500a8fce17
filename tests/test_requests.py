"""What is believed of a request, and how long it may be."""

import pytest
from django.test import Client

from articles.models import SeedFile
from comments.models import Comment
from newsroom.environment import networks
from tests.builders import make_comment, make_story, make_user

pytestmark = pytest.mark.django_db

PROXY, READER, OTHER = "10.0.0.1", "198.51.100.4", "198.51.100.5"


@pytest.fixture
def behind_a_proxy(settings, monkeypatch):
    monkeypatch.setenv("PROXIES", f"{PROXY}, 10.1.0.0/16")
    settings.TRUSTED_PROXIES = networks("PROXIES")
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


def reported_from(remote, forwarded=None):
    """The key that is kept of the address from which a report comes."""
    comment = make_comment(make_story())
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    answer = Client(REMOTE_ADDR=remote).post(
        f"/comments/{comment.pk}/report/", {"reason": "spam"}, headers=headers
    )
    assert answer.status_code == 200
    return comment.reports.get().address_key


def test_what_a_stranger_says_of_their_address_is_forgotten(behind_a_proxy):
    assert reported_from(READER, forwarded=OTHER) == reported_from(READER)


@pytest.mark.parametrize(
    "forwarded",
    [READER, f"{OTHER}, {READER}", f"{OTHER},{READER}, 10.1.2.3", f"nonsense, {READER}"],
)
def test_our_proxy_is_believed_about_the_last_stranger(behind_a_proxy, forwarded):
    assert reported_from(PROXY, forwarded) == reported_from(READER)


@pytest.mark.parametrize("forwarded", ["", "nonsense", f"{READER}, nonsense", "10.1.2.3"])
def test_a_proxy_that_names_nobody_stands_for_itself(behind_a_proxy, forwarded):
    assert reported_from(PROXY, forwarded) == reported_from(PROXY)


def test_only_our_proxy_says_that_a_request_came_over_https(behind_a_proxy, settings):
    settings.SECURE_SSL_REDIRECT = True
    said = {"x-forwarded-proto": "https"}
    assert Client(REMOTE_ADDR=PROXY).get("/", headers=said).status_code == 200
    assert Client(REMOTE_ADDR=READER).get("/", headers=said).status_code == 301


def test_without_a_proxy_nobody_is_believed():
    assert reported_from(READER, forwarded=OTHER) == reported_from(READER)


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "a b", "localhost@x"])
def test_a_host_that_is_not_ours_gets_no_page(host):
    answer = Client().get("/", headers={"host": host})
    assert answer.status_code == 400
    assert "تعذرت قراءة الطلب" in answer.content.decode()
    assert host not in answer.content.decode()


def test_a_body_that_no_form_of_ours_makes_is_refused_unread(client, settings):
    settings.LARGEST_FROM_READERS = 20_000
    story = make_story()
    address = f"/stories/{story.pk}/comments/new/"
    answer = client.post(address, {"text": "ط" * 20_000})
    assert answer.status_code == 413
    assert "أكبر من المسموح" in answer.content.decode()
    assert Comment.objects.count() == 0


def test_staff_may_send_what_a_stranger_may_not(client, client_of, settings):
    settings.LARGEST_FROM_READERS, settings.LARGEST_FROM_STAFF = 1_000, 50_000
    address = "/desk/articles/seedfile/add/"
    sent = {"encoding": "x", "filler": "f" * 20_000}
    assert client.post(address, sent).status_code == 413
    editor = client_of(make_user("editor"))
    assert editor.post(address, sent).status_code == 200
    assert editor.post(address, sent | {"more": "f" * 40_000}).status_code == 413
    assert SeedFile.objects.count() == 0


def test_a_form_without_its_token_is_refused_in_arabic():
    editor = Client(enforce_csrf_checks=True)
    editor.force_login(make_user("editor"))
    answer = editor.post("/desk/articles/source/add/", {"name": "x"})
    assert answer.status_code == 403
    assert "بقيت الصفحة مفتوحة" in answer.content.decode()


@pytest.mark.parametrize("form", ["stories/{}/comments/new/", "comments/{}/report/"])
def test_a_readers_form_with_another_token_is_refused(form):
    comment = make_comment(make_story())
    address = "/" + form.format(comment.story_id if "stories" in form else comment.pk)
    reader = Client(enforce_csrf_checks=True)
    reader.get(address)
    sent = {"reason": "spam", "csrfmiddlewaretoken": "a" * 64}
    assert reader.post(address, sent).status_code == 403
    assert reader.post(address, {"reason": "spam"}).status_code == 403
    right = sent | {"csrfmiddlewaretoken": reader.cookies["csrftoken"].value}
    assert reader.post(address, right).status_code in (200, 400)
