"""The editor of a story's text: in Arabic, from right to left, with what a body may hold."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from articles.models import Story
from articles.roles import Role
from tests.browser.writer import go_to_the_end, settle, text_of
from tests.builders import make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADD = "/desk/articles/story/add/"
PHONE, DESKTOP = 360, 1280
OVERRIDE, POP = "\u202e", "\u202c"
TATWEEL = "\u0640"
LABELS = [
    "فقرة",
    "عنوان فرعي",
    "عنوان فرعي أصغر",
    "اقتباس",
    "قائمة",
    "قائمة مرقمة",
    "غامق",
    "إبراز",
    "رابط",
    "إزالة الرابط",
    "فقرة من اليسار إلى اليمين",
    "تراجع",
    "إعادة",
]


@pytest.fixture
def page(open_desk, request):
    """An empty form, on a phone unless a test names another width."""
    width = getattr(request, "param", PHONE)
    opened = open_desk(make_user(Role.EDITOR), ADD, width)
    opened.locator("#id_headline").fill("عنوان")
    go_to_the_end(opened)
    return opened


def press(page, name):
    page.get_by_role("toolbar").get_by_role("button", name=name, exact=True).click()
    settle(page)


def write(page, words, *, then="Enter"):
    page.keyboard.insert_text(words)
    for key in then.split():
        page.keyboard.press(key)
    settle(page)


def save(page):
    page.locator("button[name=_continue]").click()
    expect(page.locator(".messagelist")).to_have_text("تم الحفظ.")
    return Story.objects.get()


@pytest.mark.parametrize("page", [PHONE, DESKTOP], indirect=True)
def test_every_kind_of_block_and_mark_is_written_and_stored(page):
    buttons = page.locator(".body-toolbar button")
    assert [button.get_attribute("aria-label") for button in buttons.all()] == LABELS
    write(page, "كلمة ", then="")
    press(page, "غامق")
    write(page, "غامقة", then="")
    press(page, "غامق")
    write(page, " و", then="")
    press(page, "إبراز")
    write(page, "مبرزة", then="")
    press(page, "إبراز")
    write(page, ".")
    press(page, "عنوان فرعي")
    write(page, "عنوان")
    press(page, "عنوان فرعي أصغر")
    write(page, "أصغر")
    press(page, "اقتباس")
    write(page, "قول", then="Enter Enter")
    press(page, "قائمة")
    write(page, "بند", then="Enter Enter")
    press(page, "قائمة مرقمة")
    write(page, "أول", then="Enter Enter")
    write(page, "English.", then="Shift+Home")
    press(page, "رابط")
    page.get_by_role("dialog").locator("input[type=url]").fill("https://example.org/")
    page.keyboard.press("Enter")
    expect(text_of(page).locator("a")).to_have_text("English.")
    directions = (
        text_of(page)
        .locator("> *")
        .evaluate_all("blocks => blocks.map(block => getComputedStyle(block).direction)")
    )
    assert set(directions) == {"rtl"}
    assert save(page).body == (
        "<p>كلمة <strong>غامقة</strong> و<em>مبرزة</em>.</p><h2>عنوان</h2><h3>أصغر</h3>"
        "<blockquote><p>قول</p></blockquote><ul><li><p>بند</p></li></ul>"
        "<ol><li><p>أول</p></li></ol>"
        '<p><a href="https://example.org/" rel="noopener nofollow">English.</a></p>'
    )


def test_words_and_reading_time_are_counted_while_writing(page):
    length = page.locator(".body-length")
    write(page, "كلمة", then="")
    expect(length).to_have_text("كلمة واحدة · دقيقة للقراءة")
    write(page, " كلمة" * 361, then="")
    expect(length).to_have_text("362 كلمة · دقيقتان للقراءة")


def test_the_text_is_cleaned_by_a_button_and_nothing_is_saved(page):
    write(page, f"كتـاب فى {OVERRIDE}البيت{POP}", then="")
    for name, text in (
        ("إزالة المحارف الخفية", f"كت{TATWEEL}اب فى البيت"),
        ("إزالة التطويل", "كتاب فى البيت"),
        ("الياء الأخيرة بنقطتين", "كتاب في البيت"),
    ):
        page.get_by_role("button", name=name).click()
        # The message stood there before, but not with this text.
        expect(text_of(page)).to_have_text(text, use_inner_text=True)
        expect(page.locator(".messagelist")).to_contain_text("تغيرت كلمة واحدة")
    assert Story.objects.count() == 0
    assert save(page).body == "<p>كتاب في البيت</p>"


def test_a_picture_stands_in_the_text_with_its_words(page, live_server):
    write(page, "أولى.")
    write(page, "ثانية.", then="")
    page.locator("[data-blank] summary").first.click()
    page.locator("[name=photos-0-upload]").set_input_files(
        {"name": "p.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    )
    page.locator("[name=photos-0-caption]").fill("رواد المكتبة")
    page.locator("[name=photos-0-credit]").fill("المصور")
    page.locator("[name=photos-0-alt_text]").fill("ناس يقرؤون")
    # The file is not lost while the form is shown again, and the text has its places then.
    page.get_by_role("button", name="إزالة التطويل").click()
    expect(page.locator(".photo img")).to_have_count(1)
    page.locator(".photo summary").first.click()
    page.locator("[name=photos-0-after_block]").select_option("1")
    story = save(page)
    page.get_by_role("link", name="معاينة", exact=True).click()
    blocks = ["أولى.", "رواد المكتبة (المصور)", "ثانية."]
    expect(page.locator(".body > *")).to_have_text(blocks, use_inner_text=True)
    expect(page.locator(".body img")).to_have_attribute("alt", "ناس يقرؤون")
    assert story.photos.get().image.name.endswith(".webp")


def picture():
    drawn = BytesIO()
    Image.new("RGB", (600, 400), "teal").save(drawn, "JPEG")
    return drawn.getvalue()
