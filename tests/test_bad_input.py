"""What nobody who reads in peace asks for: a proper status, never a fault of ours."""

import pytest
from django.urls import reverse

from tests.builders import make_comment, make_event, make_source, make_story, make_topic

pytestmark = pytest.mark.django_db

EIGHT_KILOBYTES = "ا" * 4096
TOO_LARGE = "9" * 30
STRANGE_CURSORS = [
    "-1",
    "0",
    "x",
    "1.2.3",
    "1.x",
    "-1.-1",
    f"{TOO_LARGE}.1",
    f"1.{TOO_LARGE}",
    "é.1",
]


@pytest.fixture
def site():
    """The addresses of every kind of list, and of a story with a comment."""
    story = make_story(source=make_source(), topic=make_topic())
    make_comment(story)
    names = ("home", "topics", "sources", "events", "archive", "corrections", "search", "policies")
    return {name: reverse(name) for name in names} | {
        "story": story.get_absolute_url(),
        "thread": reverse("thread", args=[story.pk]),
        "history": reverse("story-history", args=[story.pk]),
        "source": story.source.get_absolute_url(),
        "topic": story.topic.get_absolute_url(),
        "event": make_event(story).get_absolute_url(),
        "year": "/archive/2026/",
        "month": "/archive/2026/1/",
        "day": "/archive/2026/1/5/",
    }


@pytest.mark.parametrize("cursor", STRANGE_CURSORS)
def test_a_place_that_no_list_has_is_not_found(client, site, cursor):
    for name in ("home", "source", "topic", "year", "month", "day", "corrections", "events"):
        assert client.get(site[name], {"after": cursor}).status_code == 404, name


@pytest.mark.parametrize("order", ["", "newest"])
@pytest.mark.parametrize("cursor", STRANGE_CURSORS)
def test_a_place_that_no_thread_has_is_not_found(client, site, cursor, order):
    asked = {"from": cursor} | ({"order": order} if order else {})
    assert client.get(site["thread"], asked).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "?nothing=1",
        "?page=-1&fbclid=x&utm_source=%D8%A3",
        "?%00=%FF%FE",
        "?q=%ED%A0%80",
        "?" + "a=1&" * 500,
        "?x=" + EIGHT_KILOBYTES,
    ],
)
def test_parameters_that_nobody_knows_change_nothing(client, site, query):
    for name, address in site.items():
        if not (name == "thread" and "page" in query):
            assert client.get(address + query).status_code == 200, name


@pytest.mark.parametrize(
    "headers",
    [
        {"range": "bytes=0-10"},
        {"range": "bytes=999999999-"},
        {"range": "x"},
        {"if-modified-since": "yesterday"},
        {"if-none-match": EIGHT_KILOBYTES},
        {"cookie": "a=" + "b" * 8192},
        {"cookie": "django_language=../../etc; sessionid=\x01"},
        {"accept-language": "xx-" + "y" * 8192},
        {"x-anything": "z" * 8192},
        {"accept": "application/xml;q=x"},
    ],
)
def test_strange_headers_get_the_page(client, site, headers):
    for name, address in site.items():
        response = client.get(address, headers=headers)
        assert response.status_code == 200, name


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_a_page_is_only_read(client, site, method):
    for name, address in site.items():
        assert getattr(client, method)(address).status_code == 405, name


@pytest.mark.parametrize(
    "address",
    [
        "/stories/0-x/",
        "/stories/-1-x/",
        f"/stories/{TOO_LARGE}-x/",
        f"/stories/{TOO_LARGE}/history/",
        "/stories/1-/",
        "/stories/١-x/",
        "/sources/" + "x" * 4000 + "/",
        "/topics/%00/",
        "/topics/..%2F..%2Fetc/",
        "/policies/%D8%A3/",
        "/archive/2016/02/30/",
        "/events/9-x/",
        "/s/%F0%9F%98%80/",
    ],
)
def test_an_address_that_cannot_be_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_an_old_name_in_an_address_leads_to_the_story(client, site):
    story = site["story"]
    wrong = story.rsplit("-", 1)[0].split("-")[0] + "-اسم-قديم/"
    response = client.get(wrong)
    assert (response.status_code, response["Location"]) == (301, story)
