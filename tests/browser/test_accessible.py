"""Every kind of page, asked by axe-core in a browser, in light and dark, narrow and wide."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from tests.reader_pages import EMPTY_SITE, REFUSALS, reader_pages

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SCRIPT = Path(
    os.environ.get("AXE_SCRIPT") or settings.BASE_DIR / "var/npm/node_modules/axe-core/axe.min.js"
)
HOW_TO_GET_IT = (
    f"There is no axe-core at {SCRIPT}: npm install --prefix var/npm --ignore-scripts "
    "axe-core@4.14.1, or name yours in AXE_SCRIPT."
)
NARROW, PHONE, WIDE = 320, 360, 1280
# What WCAG 2.2 AA asks, and what its authors advise.
ASK = """async () => (await axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa",
"wcag22aa", "best-practice"] })).violations.map(
violation => violation.id + ": " + violation.nodes.map(node => node.html).join(" | "))"""
# A target within a sentence is as high as its line: see WCAG 2.5.8.
SMALL_TARGETS = """() => [...document.querySelectorAll("a, button, summary, input")]
.filter(target => target.checkVisibility())
.filter(target => !target.closest(".visually-hidden, .skip-link, [type=hidden]"))
.filter(target => !target.closest(".body, .user-text, p.empty"))
.filter(target => { const box = target.getBoundingClientRect();
return box.width && (box.height < 24 || box.width < 24) })
.map(target => target.outerHTML.slice(0, 80) + " " + target.getBoundingClientRect().height)"""


@pytest.fixture
def axe():
    """The script that asks; in CI it must be there."""
    if not SCRIPT.is_file():
        give_up = pytest.fail if os.environ.get("CI") else pytest.skip
        give_up(HOW_TO_GET_IT)
    return SCRIPT


def violations(page, base, pages, axe):
    found = {}
    for kind, address in pages.items():
        page.goto(base + address)
        page.add_script_tag(path=axe)
        if told := page.evaluate(ASK):
            found[kind] = told
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_axe_finds_nothing_on_any_page(open_page, live_server, axe, width, scheme):
    pages = reader_pages()
    # The policy keeps scripts of others out: here is one that we brought.
    page = open_page("/", width, color_scheme=scheme, bypass_csp=True)
    assert violations(page, live_server.url, pages, axe) == {}


@pytest.mark.parametrize("language", ["ar", "en"])
def test_axe_finds_nothing_on_a_site_without_a_story(open_page, live_server, axe, language):
    page = open_page("/", NARROW, bypass_csp=True)
    cookie = {"name": "django_language", "value": language, "url": live_server.url}
    page.context.add_cookies([cookie])
    pages = {name: f"/{name}/" if name != "home" else "/" for name in EMPTY_SITE}
    assert violations(page, live_server.url, pages, axe) == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_a_refusal(open_page, live_server, rf, axe, scheme):
    page, found = open_page("/", NARROW, color_scheme=scheme, bypass_csp=True), {}
    for name in REFUSALS:
        with translation.override("ar"):
            page.set_content(render_to_string(f"{name}.html", request=rf.get("/")))
        page.add_script_tag(path=axe)
        if told := page.evaluate(ASK):
            found[name] = told
    assert found == {}


def test_no_target_is_too_small_for_a_finger(open_page, live_server):
    page, small = open_page("/", NARROW), {}
    for kind, address in reader_pages().items():
        page.goto(live_server.url + address)
        if found := page.evaluate(SMALL_TARGETS):
            small[kind] = found
    assert small == {}


def test_no_page_is_wider_than_its_window(open_page, live_server):
    page, wide = open_page("/", WIDE), []
    over = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    for kind, address in reader_pages().items():
        page.goto(live_server.url + address)
        for width in (NARROW, PHONE, 768, WIDE, 1440):
            page.set_viewport_size({"width": width, "height": 800})
            wide += [(kind, width)] if page.evaluate(over) > 0 else []
    assert wide == []
