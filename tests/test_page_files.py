"""Finished pages as files, sent by Debian's nginx as the README configures it."""

import time
from contextlib import ExitStack
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.roles import Role
from tests.builders import make_comment, make_story, make_user
from tests.nginx import write_configuration
from tests.serving import HOST, PATIENCE, database_address, free_port, need, running, serving

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

LONG = "<p>" + "نص طويل بما يكفي. " * 40 + "</p>"


class Site:
    def __init__(self, port, pages, environment, stop_application):
        self.port, self.pages, self.environment = port, pages, environment
        self.stop_application = stop_application

    def get(self, address, **headers):
        client = HTTPConnection(HOST, self.port, timeout=PATIENCE)
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        client.request("GET", address, headers=names | {"Host": f"{HOST}:{self.port}"})
        response = client.getresponse()
        response.body = response.read()
        client.close()
        return response

    def post(self, address, body):
        client = HTTPConnection(HOST, self.port, timeout=PATIENCE)
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        client.request("POST", address, body, form | {"Host": f"{HOST}:{self.port}"})
        return client.getresponse()

    def text(self, address, **headers):
        return self.get(address, **headers).body.decode()

    def files(self):
        return sorted(str(path) for path in (self.pages / "site").rglob("index.html"))

    def is_file(self, address, **headers):
        """Whether nginx sends the page by itself; the application's have a surrogate key."""
        response = self.get(address, **headers)
        assert response.status == 200, address
        return response.headers["Surrogate-Key"] is None

    def becomes_file(self, address, **headers):
        """Whether nginx comes to: what was written just before may empty the page once more."""
        return until(lambda: self.is_file(address, **headers))


@pytest.fixture
def site(tmp_path):
    need("nginx", "nginx")
    pages = tmp_path / "pages"
    left = pages / "site" / "left"
    left.mkdir(parents=True)
    environment = {
        "DJANGO_SETTINGS_MODULE": "tests.served_settings",
        "DATABASE_URL": database_address(connection.settings_dict),
        "PAGES_ROOT": str(pages),
    }
    port = free_port()
    with ExitStack() as stack:
        application = ExitStack()
        stack.enter_context(application)
        app_port, _process = application.enter_context(serving(workers=1, **environment))
        # The keeper begins by removing what it does not know: a page too that came before.
        assert until(lambda: not left.exists())
        file = write_configuration(tmp_path, pages, port, app_port)
        stack.enter_context(running(["nginx", "-c", str(file)], port))
        yield Site(port, pages, environment, application.close)


def until(wanted):
    """Whether it comes true by itself; how soon is measured by the benchmarks."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if wanted():
            return True
        time.sleep(0.02)
    return wanted()


def security(response):
    """The headers by which a page protects its readers."""
    own = {"server", "date", "etag", "vary", "cache-control", "accept-ranges", "surrogate-key"}
    own.add("x-request-id")
    given = {name.lower(): value for name, value in response.headers.items()}
    return {
        name: value
        for name, value in given.items()
        if name not in own and not name.startswith(("content-type", "content-la", "con-"))
    }


def test_nginx_sends_what_the_application_would(site):
    story = make_story(body=LONG)
    make_comment(story)
    for address in ("/", story.get_absolute_url()):
        made = site.get(address, Accept_Encoding="gzip")
        assert site.becomes_file(address)
        sent = site.get(address, Accept_Encoding="gzip")
        assert (sent.body, sent.headers["Content-Encoding"]) == (made.body, "gzip")
        assert security(sent) == security(made)
        assert sent.headers["Content-Type"].lower() == "text/html; charset=utf-8"
        assert sorted(sent.headers.get_all("Vary")) == ["Accept-Encoding", "Cookie"]


def test_nginx_says_that_a_browser_has_the_page_already(site):
    address = make_story(body=LONG).get_absolute_url()
    site.get(address)
    first = site.get(address)
    again = site.get(address, If_None_Match=first.headers["ETag"])
    assert (again.status, again.body) == (304, b"")
    assert first.headers["Last-Modified"] is None


def test_a_correction_is_seen_soon(site):
    editor = make_user(Role.EDITOR)
    story = make_story(body=LONG)
    address = story.get_absolute_url()
    for number in range(5):
        site.get(address)
        assert site.becomes_file(address)
        old = site.get(address).headers["ETag"]
        workflow.correct(story, f"تصويب {number}", by=editor, at=timezone.now())
        assert until(lambda number=number: f"تصويب {number}" in site.text(address))
        assert site.get(address, If_None_Match=old).status == 200


def test_a_comment_removes_the_file_of_its_story_alone(site):
    story, other = make_story(body=LONG), make_story(body=LONG)
    addresses = [story.get_absolute_url(), other.get_absolute_url()]
    for address in addresses:
        assert site.becomes_file(address)
    make_comment(story, text="تعليق جديد")
    assert until(lambda: "تعليق جديد" in site.text(addresses[0]))
    assert site.is_file(addresses[1])


def test_a_killed_story_is_gone_from_the_disk(site):
    editor = make_user(Role.EDITOR)
    story = make_story(headline="السر", body=LONG)
    address = story.get_absolute_url()
    for shown in (address, "/"):
        assert site.becomes_file(shown)
    assert len(site.files()) == 2
    workflow.kill(story, by=editor, at=timezone.now(), reason="سبب")
    assert until(lambda: site.get(address).status == 410)
    assert until(lambda: "السر" not in site.text("/"))
    left = [path for path in (site.pages / "site").rglob("*") if path.is_file()]
    assert not any("السر" in path.read_bytes().decode(errors="ignore") for path in left)


def test_a_page_ends_when_a_scheduled_story_opens(site):
    began = time.monotonic()
    site.get(make_story(body=LONG).get_absolute_url())
    # Far enough for what is looked at before it, on a machine as fast as it was so far.
    opens = timezone.now() + timedelta(seconds=max(3, 4 * (time.monotonic() - began)))
    make_story(headline="المجدول", published_at=opens)
    site.get("/")
    assert "المجدول" not in site.text("/")
    assert site.becomes_file("/")
    assert timezone.now() < opens
    assert until(lambda: "المجدول" in site.text("/"))
    assert timezone.now() >= opens


@pytest.mark.parametrize("cookie", ["sessionid=a", "reader=a", "csrftoken=a", "messages=a"])
def test_who_has_a_cookie_of_ours_is_answered_by_the_application(site, cookie):
    address = make_story(body=LONG).get_absolute_url()
    site.get(address)
    assert site.becomes_file(address)
    headers = site.get(address, Cookie=cookie).headers
    assert headers["Accept-Ranges"] is None
    assert headers["Permissions-Policy"]


def test_what_is_sent_to_us_arrives(site):
    make_story(body=LONG)
    site.get("/")
    chosen = site.post(reverse("set_language"), "language=en&next=/")
    assert (chosen.status, chosen.headers["Location"]) == (302, "/")
    # No form of ours has sent it: the application refuses it, and no other.
    assert site.post("/", "a=b").status == 403


def test_the_files_have_no_addresses_of_their_own(site):
    make_story(body=LONG)
    assert site.becomes_file("/")
    [file] = site.files()
    assert site.get(file.removeprefix(str(site.pages / "site"))).status == 404


def test_each_language_has_its_own_file(site):
    make_story(body=LONG)
    arabic = site.text("/")
    english = site.text("/", Cookie="django_language=en")
    assert '<html lang="en"' in english
    assert site.becomes_file("/")
    assert site.becomes_file("/", Cookie="django_language=en")
    assert (site.text("/"), site.text("/", Cookie="django_language=en")) == (arabic, english)
    assert len(site.files()) == 2


def test_queries_other_hosts_and_strange_addresses_make_no_file(site):
    story = make_story(body=LONG)
    site.get("/?utm_source=x")
    site.get(f"{reverse('search')}?q={quote('نص')}")
    for address in ("/..%2f..%2fetc/passwd/", "/%2e%2e/", "/.hidden/", "/stories/9999999-x/"):
        assert site.get(address).status in (301, 400, 404)
    assert site.files() == []
    assert site.becomes_file(story.get_absolute_url())
    assert len(site.files()) == 1


def test_a_keeper_that_begins_removes_what_it_does_not_know(site):
    address = make_story(body=LONG).get_absolute_url()
    assert site.becomes_file(address)
    [file] = site.files()
    assert Path(file).exists()
    site.stop_application()
    Path(file).parent.mkdir(parents=True, exist_ok=True)
    Path(file).write_text("what the last process left")
    with serving(workers=1, **site.environment):
        assert until(lambda: site.files() == [])
