"""A real browser, reading the site that pytest-django serves."""

import os
import shutil
import time
from threading import Lock

import pytest
from django.core.signals import request_finished, request_started
from django.test import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
HOW_TO_GET_IT = (
    f"There is no Chromium at {CHROMIUM}: install it (apt install chromium), "
    "or name yours in the variable CHROMIUM."
)
# Seconds, on a busy machine: only what never comes is waited for so long.
PATIENCE = 60
expect.set_options(timeout=PATIENCE * 1000)


@pytest.fixture(scope="session", autouse=True)
def _same_thread():
    # Playwright keeps an event loop in the thread of the tests; Django would refuse to query.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    yield
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def browser() -> Browser:
    """Chromium; without one the tests are skipped, in CI they fail."""
    if not os.access(CHROMIUM, os.X_OK):
        give_up = pytest.fail if os.environ.get("CI") else pytest.skip
        give_up(HOW_TO_GET_IT)
    with sync_playwright() as driver:
        # The sandbox wants rights that a container lacks; it visits our own pages only.
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


class UnderWay:
    """How many requests the server is answering."""

    def __init__(self):
        self.number, self.lock = 0, Lock()

    def begin(self, **_signal):
        self.change(1)

    def end(self, **_signal):
        self.change(-1)

    def change(self, by):
        with self.lock:
            self.number += by


@pytest.fixture
def _all_answered(live_server):
    """What the server still does when a test has ended is not done to the next one's rows."""
    under_way = UnderWay()
    request_started.connect(under_way.begin)
    request_finished.connect(under_way.end)
    yield
    end = time.monotonic() + PATIENCE
    while under_way.number and time.monotonic() < end:
        time.sleep(0.01)
    request_started.disconnect(under_way.begin)
    request_finished.disconnect(under_way.end)


@pytest.fixture
def open_page(browser, live_server, _all_answered):
    """A function that opens an address of the site in a window of the given width."""
    contexts = []

    def open_at(address: str, width: int, **options: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        context.set_default_timeout(PATIENCE * 1000)
        contexts.append(context)
        page = context.new_page()
        page.goto(live_server.url + address)
        return page

    yield open_at
    for context in contexts:
        # A page that says goodbye would reach the server after the database is gone.
        context.set_offline(True)
        context.close()


@pytest.fixture
def open_desk(open_page, live_server):
    """A function that opens a page of the desk for a user, in a browser of their own."""

    def open_for(user, address: str = "/desk/", width: int = 1280, **options: object) -> Page:
        page = open_page("/robots.txt", width, **options)
        log_in(page, user, live_server)
        page.goto(live_server.url + address)
        return page

    return open_for


def log_in(page, user, live_server):
    """Give the page's browser a session of this user."""
    session = Client()
    session.force_login(user)
    cookie = {"name": "sessionid", "value": session.cookies["sessionid"].value}
    page.context.add_cookies([cookie | {"url": live_server.url}])
