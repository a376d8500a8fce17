"""Which language the interface speaks."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_the_site_is_arabic_whatever_the_browser_asks_for(client):
    response = client.get("/", headers={"accept-language": "en"})
    assert response.headers["Content-Language"] == "ar"
    assert '<html lang="ar" dir="rtl"' in response.content.decode()


def test_a_reader_may_choose_english_and_it_is_kept(client):
    client.post(reverse("set_language"), {"language": "en", "next": "/"})
    response = client.get("/")
    assert '<html lang="en" dir="ltr"' in response.content.decode()


def test_a_language_that_the_site_does_not_have_is_arabic(client):
    client.cookies["django_language"] = "fr"
    assert client.get("/").headers["Content-Language"] == "ar"


def test_the_desk_speaks_the_language_of_the_profile(client_of, administrator):
    browser = client_of(administrator)
    assert browser.get("/desk/").headers["Content-Language"] == "ar"
    browser.post(reverse("set_language"), {"language": "en", "next": "/desk/"})
    administrator.refresh_from_db()
    assert administrator.interface_language == "en"
    assert browser.get("/desk/").headers["Content-Language"] == "en"


def test_choosing_a_language_never_leads_to_another_site(client):
    response = client.post(
        reverse("set_language"), {"language": "en", "next": "https://example.org/"}
    )
    assert response.url == "/"


def test_a_page_for_readers_asks_no_session(client):
    client.cookies["sessionid"] = "x"
    with CaptureQueriesContext(connection) as queries:
        client.get("/")
    assert len(queries) <= 3
    assert [query for query in queries if "session" in query["sql"]] == []
