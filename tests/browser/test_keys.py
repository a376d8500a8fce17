"""Keys of the desk, by their place on the keyboard; each is pressed as on an Arabic layout."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles import revisions, workflow
from articles.models import Story
from articles.roles import Role
from tests.browser.writer import press_key, settle
from tests.builders import make_comment, make_story, make_user
from tests.desk import of_story
from tests.desk import page as address_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIST = "/desk/articles/story/"


@pytest.fixture
def editor():
    return make_user(Role.EDITOR)


@pytest.fixture
def story(editor):
    text = Story(headline="عنوان", body="<p>كلمة ثم كلمة.</p>")
    return workflow.create(revisions.snapshot_of(text), by=editor, at=timezone.now())


def shown_keys(page):
    rows = page.locator("#keys dl > div:visible dt")
    return [" ".join(text.split()) for text in rows.all_inner_texts()]


def test_the_help_lists_what_this_page_has(open_desk, editor, story):
    page = open_desk(editor, LIST)
    press_key(page, "Slash", shiftKey=True)
    expect(page.get_by_role("dialog", name="مفاتيح الاختصار")).to_be_visible()
    listed = {"?", "G ل", "J ت", "K ن", "Enter", "X ء", "N ى"}
    assert listed <= set(shown_keys(page)) <= listed | {"/ ظ"}
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()
    page.get_by_role("button", name="مفاتيح الاختصار").click()
    expect(page.locator("#keys")).to_be_visible()


def test_keys_walk_through_a_list_tick_and_open(open_desk, editor):
    older, newer = make_story(headline="أقدم"), make_story(headline="أحدث")
    page = open_desk(editor, LIST)
    for code in ("KeyJ", "KeyJ", "KeyX", "KeyK"):
        press_key(page, code)
    assert page.evaluate("document.activeElement.textContent").strip() == newer.headline
    assert [box.is_checked() for box in page.locator(".action-select").all()] == [False, True]
    press_key(page, "KeyJ")
    page.keyboard.press("Enter")
    expect(page).to_have_url(page.url.partition("/desk/")[0] + address_of(older))


def test_keys_lead_from_the_story_to_its_pages_and_save(open_desk, live_server, editor, story):
    page = open_desk(editor, address_of(story))
    expect(page.locator(".body-editor")).to_be_visible()
    press_key(page, "KeyH")
    page.keyboard.press("End")
    # Where somebody writes, a letter is a letter.
    page.keyboard.type("؟ VP")
    press_key(page, "KeyS", ctrlKey=True)
    expect(page.locator(".messagelist")).to_have_text("تم الحفظ.")
    assert Story.objects.get().headline == "عنوان؟ VP"
    press_key(page, "KeyV")
    expect(page).to_have_url(live_server.url + of_story("history", story))
    press_key(page, "KeyG")
    expect(page).to_have_url(live_server.url + "/desk/")


def test_keys_format_the_text(open_desk, editor, story):
    page = open_desk(editor, address_of(story))
    text = page.locator(".body-editor [role=textbox]")
    expect(text).to_be_visible()
    press_key(page, "KeyE")
    expect(text).to_be_focused()
    settle(page)
    page.keyboard.press("Control+a")
    settle(page)
    press_key(page, "KeyB", ctrlKey=True)
    expect(text.locator("p strong")).to_have_text("كلمة ثم كلمة.")
    press_key(page, "KeyZ", ctrlKey=True)
    press_key(page, "Digit2", ctrlKey=True, altKey=True)
    expect(text.locator("h2")).to_have_text("كلمة ثم كلمة.")
    expect(text.locator("strong")).to_have_count(0)


def test_in_the_queue_its_own_keys_and_help_stay(open_desk):
    make_comment(make_story(), text="يا حمار", is_queued=True)
    page = open_desk(make_user(Role.MODERATOR), "/desk/comments/comment/queue/")
    press_key(page, "Slash", shiftKey=True)
    expect(page.locator("#queue-keys dl")).to_be_visible()
    expect(page.locator("#keys")).to_be_hidden()
