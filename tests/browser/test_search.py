"""Searching in a real browser: with a script words are completed, without one nothing is missed."""

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from articles.importing.files import find_files
from newsroom.seed_import import import_seeds
from tests.browser.reader import follow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE, DESKTOP = 360, 1280


@pytest.fixture
def seeds():
    list(import_seeds(find_files([settings.BASE_DIR / "seeds"]), at=timezone.now()))


def suggested(page, typed):
    """The search box, with suggestions for what was typed: at once, so that no others follow."""
    box = page.get_by_role("combobox")
    box.fill(typed)
    expect(page.get_by_role("option").first).to_be_visible()
    return box


def test_a_reader_takes_a_suggestion_with_the_keys(open_page, seeds):
    page = open_page("/search/", DESKTOP)
    box = suggested(page, "المعار")
    expect(page.get_by_role("option", name="المعارضة", exact=True)).to_be_visible()
    box.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    expect(box).to_have_attribute("aria-activedescendant", chosen.get_attribute("id"))
    word = chosen.inner_text()
    with page.expect_navigation():
        box.press("Enter")
    expect(page.get_by_role("combobox")).to_have_value(word)
    expect(page.locator("mark").first).to_be_visible()


def test_escape_closes_the_suggestions_and_leaves_what_was_typed(open_page, seeds):
    page = open_page("/search/", PHONE)
    box = suggested(page, "المعار")
    box.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    expect(box).to_have_value("المعار")


@pytest.mark.parametrize("has_script", [True, False])
def test_a_slip_leads_to_the_word_that_was_meant(open_page, seeds, has_script):
    page = open_page("/search/?q=المعراضة", PHONE, java_script_enabled=has_script)
    assert page.locator("mark").count() == 0
    follow(page.get_by_role("link", name="المعارضة", exact=True))
    expect(page.locator("mark", has_text="المعارضة").first).to_be_visible()


@pytest.mark.parametrize("has_script", [True, False])
def test_a_facet_narrows_the_search_and_leads_back(open_page, seeds, has_script):
    page = open_page("/search/?q=حلب", DESKTOP, java_script_enabled=has_script)
    everything = page.locator(".hits > li").count()
    years = page.locator(".facets h2", has_text="السنة").locator("+ ul")
    follow(years.get_by_role("link").last)
    assert 0 < page.locator(".hits > li").count() < everything
    follow(page.get_by_role("link", name="كل السنوات"))
    expect(page.locator(".hits > li")).to_have_count(everything)
