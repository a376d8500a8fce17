"""Searching in a real browser: with a script words are completed, without one nothing is missed."""

import pytest
from django.conf import settings
from django.utils import timezone

from articles.importing.files import find_files
from newsroom.seed_import import import_seeds

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE, DESKTOP = 360, 1280


@pytest.fixture
def seeds():
    list(import_seeds(find_files([settings.BASE_DIR / "seeds"]), at=timezone.now()))


def test_a_reader_takes_a_suggestion_with_the_keys(open_page, seeds):
    page = open_page("/search/", DESKTOP)
    box = page.get_by_role("combobox")
    box.press_sequentially("المعار")
    page.get_by_role("option", name="المعارضة", exact=True).wait_for()
    box.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    word = chosen.inner_text()
    with page.expect_navigation():
        box.press("Enter")
    assert page.get_by_role("combobox").input_value() == word
    assert page.locator("mark").first.is_visible()


def test_escape_closes_the_suggestions_and_leaves_what_was_typed(open_page, seeds):
    page = open_page("/search/", PHONE)
    box = page.get_by_role("combobox")
    box.press_sequentially("المعار")
    page.get_by_role("option").first.wait_for()
    box.press("Escape")
    assert page.get_by_role("option").count() == 0
    assert box.input_value() == "المعار"


@pytest.mark.parametrize("has_script", [True, False])
def test_a_slip_leads_to_the_word_that_was_meant(open_page, seeds, has_script):
    page = open_page("/search/?q=المعراضة", PHONE, java_script_enabled=has_script)
    assert page.locator("mark").count() == 0
    page.get_by_role("link", name="المعارضة", exact=True).click()
    assert page.locator("mark", has_text="المعارضة").first.is_visible()


@pytest.mark.parametrize("has_script", [True, False])
def test_a_facet_narrows_the_search_and_leads_back(open_page, seeds, has_script):
    page = open_page("/search/?q=حلب", DESKTOP, java_script_enabled=has_script)
    everything = page.locator(".hits > li").count()
    years = page.locator(".facets h2", has_text="السنة").locator("+ ul")
    years.get_by_role("link").last.click()
    assert 0 < page.locator(".hits > li").count() < everything
    page.get_by_role("link", name="كل السنوات").click()
    assert page.locator(".hits > li").count() == everything
