"""The reader's pages in a real browser, with the five seed stories."""

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from articles.importing.files import find_files
from articles.models import Story
from comments import form_tokens
from newsroom.seed_import import import_seeds
from tests.browser.reader import follow
from tests.builders import make_photo, make_source, make_story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE, DESKTOP = 360, 1280


@pytest.fixture
def seeds():
    """The five stories; the one with the most comments is given a source."""
    list(import_seeds(find_files([settings.BASE_DIR / "seeds"]), at=timezone.now()))
    Story.objects.filter(comments__isnull=False).update(source=make_source("صحيفة"))
    return Story.objects.select_related("source")


def addresses(stories):
    yield "/"
    for story in stories:
        yield story.get_absolute_url()
        if story.source:
            yield story.source.get_absolute_url()
    yield "/nothing/"


def overflow(page):
    """By how many pixels the page is wider than its window."""
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


@pytest.mark.parametrize("width", [320, PHONE, DESKTOP])
def test_no_page_scrolls_sideways(open_page, live_server, seeds, width):
    page, wide = open_page("/", width), []
    for address in addresses(seeds):
        page.goto(live_server.url + address)
        wide += [address] if overflow(page) > 0 else []
    assert wide == []


def test_a_long_word_without_a_blank_stays_in_the_page(open_page, seeds):
    story = seeds.first()
    Story.objects.filter(pk=story.pk).update(headline="م" * 300, byline="w" * 200)
    assert overflow(open_page("/", PHONE)) == 0
    assert overflow(open_page(story.get_absolute_url(), PHONE)) == 0


def test_pages_read_from_right_to_left_and_in_our_face(open_page, seeds):
    page = open_page(seeds.first().get_absolute_url(), PHONE)
    paragraph = page.locator(".body p").first
    style = paragraph.evaluate(
        "element => { const { direction, fontFamily } = getComputedStyle(element);"
        " return [direction, fontFamily.split(',')[0]] }"
    )
    assert style == ["rtl", '"Newsroom Naskh"']
    assert page.evaluate("document.fonts.load('16px \"Newsroom Naskh\"').then(f => f.length > 0)")


def test_a_reader_goes_from_the_home_page_to_a_comment_without_script(
    open_page, live_server, seeds
):
    commented = seeds.filter(comments__isnull=False).distinct().get()
    page = open_page("/", PHONE, java_script_enabled=False)
    follow(page.get_by_role("link", name=commented.headline).first)
    expect(page.get_by_role("listitem").filter(has_text="للحق جولة ودولة")).to_be_visible()
    # No button is shown that needs script, and what stands without it leads on.
    expect(page.get_by_role("button", name="انسخ الرابط")).to_have_count(0)
    later = page.get_by_role("link", name="الخبر التالي")
    follow(later.or_(page.get_by_role("link", name="الخبر السابق")).first)
    follow(page.get_by_role("link", name="المصادر", exact=True))
    follow(page.get_by_role("link", name="صحيفة", exact=True))
    follow(page.get_by_role("link", name=commented.headline))
    follow(page.get_by_role("link", name="اكتب تعليقًا"))
    page.locator("[name=text]").fill("رأي هادئ في الخبر.")
    page.wait_for_timeout(form_tokens.QUICKEST.total_seconds() * 1000 + 500)
    follow(page.locator(".form-page form button[type=submit]"))
    page.goto(live_server.url + commented.get_absolute_url())
    expect(page.get_by_role("listitem").filter(has_text="رأي هادئ في الخبر.")).to_be_visible()


def test_a_covered_picture_is_opened_and_covered_by_keyboard_alone(open_page, live_server):
    story = make_story()
    make_photo(story, image="photos/x-large.webp", width=80, height=60, is_sensitive=True)
    page = open_page(story.get_absolute_url(), PHONE, java_script_enabled=False)
    cover, picture = page.locator(".sensitive summary"), page.locator(".sensitive img")
    expect(picture).to_be_hidden()
    cover.focus()
    page.keyboard.press("Enter")
    expect(picture).to_be_visible()
    page.keyboard.press("Enter")
    expect(picture).to_be_hidden()


def test_the_short_link_is_copied_where_there_is_script(open_page, live_server):
    story = make_story()
    page = open_page(story.get_absolute_url(), PHONE, permissions=["clipboard-write"])
    page.get_by_role("button", name="انسخ الرابط").click()
    expect(page.get_by_role("button", name="نُسخ")).to_be_visible()


def test_every_link_of_a_story_is_reached_and_seen_by_keyboard(open_page, seeds):
    page = open_page(seeds.first().get_absolute_url(), DESKTOP)
    links = page.locator("main a:visible, main summary:visible, main button:visible").count()
    seen = set()
    for _ in range(links + 40):
        page.keyboard.press("Tab")
        place, outline = page.evaluate(
            "() => [[...document.querySelectorAll('*')].indexOf(document.activeElement),"
            " getComputedStyle(document.activeElement).outlineStyle]"
        )
        if place in seen or page.evaluate("document.activeElement == document.body"):
            break
        seen.add(place)
        assert outline == "solid"
    assert len(seen) >= links


def test_nothing_moves_for_readers_who_want_no_motion(open_page, seeds):
    page = open_page(seeds.first().get_absolute_url(), PHONE, reduced_motion="reduce")
    moving = page.evaluate(
        "() => [...document.querySelectorAll('*')].filter(element => {"
        " const style = getComputedStyle(element); return style.scrollBehavior == 'smooth' ||"
        " style.animationName != 'none' || style.transitionDuration != '0s' }).length"
    )
    assert moving == 0


def test_the_keyboard_reaches_the_content_past_the_frame(open_page, seeds):
    page = open_page("/", DESKTOP)
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()


def test_nothing_moves_while_a_page_loads_and_nobody_else_is_asked(open_page, seeds, live_server):
    asked = []
    page = open_page("/", PHONE)
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => {"
        " for (const entry of list.getEntries()) window.shift += entry.value"
        " }).observe({ type: 'layout-shift', buffered: true })"
    )
    page.goto(live_server.url + seeds.first().get_absolute_url(), wait_until="networkidle")
    assert page.evaluate("window.shift") == 0
    assert len(asked) <= 4
    assert [url for url in asked if not url.startswith(live_server.url)] == []


def test_choosing_english_turns_the_frame_around(open_page, seeds):
    page = open_page("/", DESKTOP)
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    expect(page.get_by_role("heading", name="Latest news")).to_be_visible()


@pytest.mark.parametrize("has_script", [True, False])
def test_a_reader_searches_and_reads_what_was_found(open_page, seeds, has_script):
    page = open_page("/", PHONE, java_script_enabled=has_script)
    page.get_by_role("searchbox").fill("المقاومه السوريه")
    page.get_by_role("button", name="بحث").click()
    expect(page.locator("mark").first).to_be_visible()
    expect(page.locator("mark", has_text="السورى").first).to_be_visible()
    page.locator(".hits h2 a").first.click()
    expect(page.locator("article.story h1")).to_be_visible()
