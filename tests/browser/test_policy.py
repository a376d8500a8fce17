"""Every page of site and desk, in a browser that says what the content policy kept from it."""

from urllib.parse import urldefrag, urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Error

from articles.importing.files import find_files
from articles.models import Story
from comments.models import Comment
from newsroom.seed_import import import_seeds
from tests.builders import make_comment, make_source

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# A page is left for good by these, or shows the same once more.
NOT_FOLLOWED = ("/desk/logout/", "/media/", "/static/")
MOST_PAGES = 150
DESKTOP = 1280
LISTEN = (
    "window.kept = []; document.addEventListener('securitypolicyviolation', event => "
    "window.kept.push(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample))"
)


@pytest.fixture
def newsroom():
    list(import_seeds(find_files([settings.BASE_DIR / "seeds"]), at=timezone.now()))
    story = Story.objects.first()
    Story.objects.filter(pk=story.pk).update(source=make_source("صحيفة"))
    held = make_comment(story, text="أنت حمار", status=Comment.Status.HELD)
    Comment.objects.filter(pk=held.pk).update(is_queued=True)


def one_of_each(links, base):
    """Addresses on our site in their order, one for each path: a list's filters are alike."""
    found = {}
    for link in links:
        parts = urlsplit(urldefrag(link)[0])
        if link.startswith(base) and not parts.path.startswith(NOT_FOLLOWED):
            found.setdefault(parts.path, link)
    return found


def opened(page, address):
    """Go there; False for a file to keep, which is no page."""
    try:
        answer = page.goto(address, wait_until="load")
    except Error as error:
        if "Download is starting" in str(error):
            return False
        raise
    return answer is not None and "text/html" in answer.headers.get("content-type", "")


def violations_of_all(page, base, starts):
    """What the policy kept from the pages that can be reached, by their address."""
    waiting = dict.fromkeys(starts)
    kept, seen = {}, set()
    while waiting and len(seen) < MOST_PAGES:
        path = next(iter(waiting))
        address = waiting.pop(path) or base + path
        seen.add(path)
        if not opened(page, address):
            continue
        if found := page.evaluate("window.kept"):
            kept[path] = found
        links = page.evaluate("[...document.querySelectorAll('a[href]')].map(a => a.href)")
        waiting |= {p: a for p, a in one_of_each(links, base).items() if p not in seen}
    return kept, seen


def test_readers_miss_nothing_by_the_policy(open_page, live_server, newsroom):
    page = open_page("/", DESKTOP)
    page.add_init_script(LISTEN)
    kept, seen = violations_of_all(page, live_server.url, ["/", "/search/?q=x", "/desk/login/"])
    assert kept == {}
    assert {"/", "/corrections/", "/transparency/"} <= seen


def test_the_desk_misses_nothing_by_the_policy(open_page, live_server, newsroom, administrator):
    session = Client()
    session.force_login(administrator)
    page = open_page("/", DESKTOP)
    value = session.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
    page.add_init_script(LISTEN)
    kept, seen = violations_of_all(page, live_server.url, ["/desk/"])
    assert kept == {}
    assert "/desk/comments/comment/queue/" in seen


def test_the_policy_is_heard_where_it_keeps_something_out(open_page, live_server, newsroom):
    page = open_page("/", DESKTOP)
    page.add_init_script(LISTEN)
    page.goto(live_server.url)
    heard = page.evaluate(
        "new Promise(done => {"
        " document.addEventListener('securitypolicyviolation', () => done(window.kept.length));"
        " document.body.append(Object.assign(document.createElement('script'),"
        " { textContent: 'window.broken = true' })) })"
    )
    assert heard == 1
    assert page.evaluate("window.broken") is None
