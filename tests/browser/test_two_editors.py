"""Two editors with one story, each in a browser of their own."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles import revisions, workflow
from articles.models import Story
from articles.roles import Role
from tests.browser.reader import look, public
from tests.browser.writer import press_key, select, text_of
from tests.builders import make_source, make_user
from tests.desk import page as address_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE, DESKTOP = 360, 1280
HEADLINE = "افتتاح مكتبة"
FIRST = "افتتحت البلدية مكتبة."
SECOND = "وتضم المكتبة كتبا كثيرة."
THIRD = "وتفتح كل يوم."


@pytest.fixture
def story():
    """A published one, which readers see while two versions of it are put together."""
    editor = make_user(Role.EDITOR, "desk")
    source = make_source()
    body = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
    text = revisions.snapshot_of(Story(headline=HEADLINE, body=body, source=source))
    now = timezone.now()
    drafted = workflow.create(text, by=editor, at=now)
    return workflow.publish(drafted, by=editor, at=now, accept_gaps=True)


def rewrite(page, old, new):
    select(page, old)
    page.keyboard.insert_text(new)
    expect(text_of(page).locator("p", has_text=new)).to_be_visible()


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_both_texts_are_put_together_by_paragraph(open_desk, open_page, live_server, story, width):
    mine = open_desk(make_user(Role.EDITOR, "layla", first_name="ليلى"), address_of(story), width)
    theirs = open_desk(make_user(Role.EDITOR, "omar", first_name="عمر"), address_of(story))
    rewrite(mine, SECOND, "نصي أنا.")
    rewrite(mine, THIRD, "وتفتح كل يوم عدا الجمعة.")
    rewrite(theirs, FIRST, "افتتحت البلدية أمس مكتبة.")
    rewrite(theirs, SECOND, "نص عمر.")
    theirs.locator("button[name=_continue]").click()
    expect(theirs.locator(".messagelist")).to_contain_text("النسخة 2")

    mine.locator("button[name=_continue]").click()
    expect(mine.locator(".gaps")).to_contain_text("حفظ عمر النسخة 2")
    taken = mine.locator(".merge-block")
    expect(taken).to_have_count(3)
    expect(taken.nth(0)).to_contain_text("يؤخذ به")
    expect(taken.nth(0).locator("ins")).to_have_text("أمس")
    assert columns(taken.nth(1)) == [SECOND, "نص عمر.", "نصي أنا."]
    expect(taken.nth(2)).to_contain_text("عدا الجمعة")
    mine.get_by_role("button", name="اجمع واحفظ").click()
    expect(mine.locator(".messagelist")).to_have_text("اختر النص الذي يبقى في كل موضع معلَّم.")
    assert revisions.newest(story).number == 2

    if width == PHONE:
        mine.get_by_role("radio", name="كلاهما").check()
        mine.get_by_role("button", name="اجمع واحفظ").click()
    else:
        press_key(mine, "KeyJ")
        press_key(mine, "Digit3")
        press_key(mine, "KeyS", ctrlKey=True)
    expect(mine.locator(".messagelist")).to_contain_text("جُمع النصان")
    paragraphs = [
        "افتتحت البلدية أمس مكتبة.",
        "نص عمر.",
        "نصي أنا.",
        "وتفتح كل يوم عدا الجمعة.",
    ]
    expect(text_of(mine).locator("p")).to_have_text(paragraphs, use_inner_text=True)
    reader = open_page("/", PHONE)
    assert look(reader, live_server, story, "مكتبة") == public(HEADLINE, FIRST, SECOND, THIRD)


def columns(block):
    """The three texts of a place, each without the words that its side took out."""
    block.locator("del").evaluate_all("marks => marks.forEach(mark => mark.remove())")
    shown = block.locator(".merge-text").filter(has=block.page.locator(".diff-words"))
    return [text.locator(".diff-words").last.inner_text().strip() for text in shown.all()]
