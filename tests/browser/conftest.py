"""A real browser, reading the site that pytest-django serves."""

import os
import shutil

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
HOW_TO_GET_IT = (
    f"There is no Chromium at {CHROMIUM}: install it (apt install chromium), "
    "or name yours in the variable CHROMIUM."
)


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


@pytest.fixture
def open_page(browser, live_server):
    """A function that opens an address of the site in a window of the given width."""
    contexts = []

    def open_at(address: str, width: int, **options: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
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
