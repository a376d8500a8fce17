"""A reader follows a number from the event page to its sentence, and on to the story itself."""

from urllib.parse import unquote

import pytest
from playwright.sync_api import expect

from tests.builders import make_event, make_lexicon, make_source, make_story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FILLER = "<p>بقي الحي هادئا طوال النهار، وفتحت المتاجر أبوابها كالمعتاد.</p>" * 12
SENTENCE = "وقال الوزير إن المتمردين غادروا الحي بعد مقتل 465 مدنيا."
WORD = "المتمردون"


@pytest.fixture
def event():
    first = make_story(
        headline="هدوء في الحي",
        body=f"{FILLER}<p>بداية. {SENTENCE} نهاية.</p>{FILLER}",
        source=make_source("الصحيفة الأولى"),
    )
    second = make_story(
        headline="عودة السكان",
        body="<p>غادر المسلحون الحي.</p>",
        source=make_source("الصحيفة الثانية"),
    )
    lexicon = make_lexicon(fighters=[WORD, "المسلحون"])
    return make_event(first, second, name="هدوء الحي", lexicon=lexicon)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("has_script", [True, False])
def test_a_number_leads_to_its_sentence_and_to_its_place(open_page, event, width, has_script):
    page = open_page(event.get_absolute_url(), width, java_script_enabled=has_script)
    row = page.get_by_role("row", name=WORD)
    row.get_by_role("cell").first.get_by_role("link").click()
    sentence = page.locator("#s1 li p").first
    expect(sentence).to_have_text(SENTENCE)
    expect(sentence.locator("mark")).to_have_text("المتمردين")
    expect(page.locator("#s1 .facts")).to_contain_text("الوزير")
    page.locator("#s1 li a").click()
    expect(page.locator("h1")).to_have_text("هدوء في الحي")
    assert unquote(page.url).split("#")[1].startswith("p13")
    expect(page.locator("#p13")).to_contain_text(SENTENCE)
    expect(page.locator("#p13")).to_be_in_viewport()


@pytest.mark.parametrize("width", [360, 1280])
def test_a_figure_leads_to_its_place(open_page, event, width):
    page = open_page(event.get_absolute_url(), width)
    page.get_by_role("link", name="465 مدنيا").click()
    expect(page.locator("#p13")).to_be_in_viewport()


def test_the_sources_name_stands_beside_each_number_on_a_phone(open_page, event):
    page = open_page(event.get_absolute_url(), 360)
    cell = page.get_by_role("row", name=WORD).get_by_role("cell").first
    name = cell.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert name == '"1. الصحيفة الأولى"'
    assert page.evaluate("document.documentElement.scrollWidth") == 360
