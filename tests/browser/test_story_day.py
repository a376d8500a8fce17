"""A reporter's and an editor's day with one story, and what a reader sees after each step."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles import revisions
from articles.models import Story
from articles.roles import Role
from tests.browser.reader import HIDDEN, KILLED, Seen, follow, look, public
from tests.browser.writer import go_to_the_end, select, settle, text_of
from tests.builders import make_source, make_user
from tests.desk import page as address_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE, DESKTOP = 360, 1280
HEADLINE = "افتتاح مكتبة في الحي القديم"
FIRST = "افتتحت البلدية صباح اليوم مكتبة عامة تضم 465 كتابا."
SECOND = "وتفتح المكتبة أبوابها للزوار كل يوم."
HEADING = "خطط لاحقة"
RIGHT = FIRST.replace("465", "470")
CORRECTION = "ذكرنا أن المكتبة تضم 465 كتابا، والصحيح 470."
TAKEN_BACK = "تبين أن العدد الأول هو الصحيح: 465 كتابا."

# Whether the address shows these words before long; nobody but the server does anything meanwhile.
COMES_TO_SHOW = """async ([address, words]) => {
  for (const end = Date.now() + 180_000; Date.now() < end; ) {
    const answer = await fetch(address, { cache: "no-store" });
    if (answer.ok && (await answer.text()).includes(words)) return true;
    await new Promise((done) => setTimeout(done, 100));
  }
  return false;
}"""


@pytest.fixture
def source():
    return make_source("صحيفة البلدة")


@pytest.fixture
def reporter(open_desk, source):
    """The reporter's phone."""
    return open_desk(make_user(Role.REPORTER, first_name="سليم"), width=PHONE)


@pytest.fixture
def editor(open_desk):
    return open_desk(make_user(Role.EDITOR, first_name="ليلى"), width=DESKTOP)


@pytest.fixture
def reader(open_page):
    return open_page("/", PHONE)


def test_a_story_from_the_first_word_to_its_end(reporter, editor, reader, live_server, source):
    def seen():
        return look(reader, live_server, Story.objects.select_related("source").get(), "مكتبة")

    write(reporter, live_server)
    story = Story.objects.get()
    assert (story.status, story.source, seen()) == ("submitted", source, HIDDEN)

    editor.goto(live_server.url + "/desk/")
    follow(editor.locator(".waiting a[href*=submitted]"))
    editor.get_by_role("link", name=HEADLINE).click()
    take(editor, "send_back", reason="أين العنوان الفرعي؟")
    expect(editor.locator(".state").first).to_have_text("معاد")
    assert seen() == HIDDEN

    reporter.goto(live_server.url + address_of(story))
    expect(reporter.locator(".panel-note").first).to_contain_text("أين العنوان الفرعي؟")
    write_heading(reporter, HEADING)
    reporter.locator("button[value=submit]").click()
    expect(reporter.locator(".state").first).to_have_text("مقدَّم للمراجعة")
    assert seen() == HIDDEN

    editor.reload()
    schedule(editor, timezone.now() + timedelta(hours=1))
    expect(editor.locator(".state").first).to_have_text("مجدول")
    assert seen() == HIDDEN

    editor.locator(".steps .step-publish").click()
    expect(editor.locator(".state").first).to_have_text("منشور")
    published = public(HEADLINE, FIRST, SECOND, HEADING)
    assert seen() == published

    replace_in_text(editor, FIRST, RIGHT)
    editor.locator("button[name=_continue]").click()
    expect(editor.locator(".messagelist")).to_contain_text("ولا يزال القراء يرون النسخة المنشورة")
    assert seen() == published
    editor.locator("button[value=publish_revision]").click()
    expect(editor.get_by_role("alert")).to_contain_text("465")
    assert seen() == published
    answer(editor, correction=CORRECTION)
    corrected = public(HEADLINE, CORRECTION, RIGHT, SECOND, HEADING)
    assert seen() == corrected

    editor.get_by_role("link", name="النسخ والسجل").click()
    row = editor.locator(".versions li").filter(has=editor.locator("strong", has_text="النسخة 2"))
    row.get_by_role("button", name="استعادة").click()
    expect(editor.locator(".messagelist")).to_contain_text("النسخة 4 تحمل الآن نص النسخة 2")
    assert seen() == corrected
    take(editor, "publish_revision")
    answer(editor, correction=TAKEN_BACK)
    restored = public(HEADLINE, TAKEN_BACK, CORRECTION, FIRST, SECOND, HEADING)
    assert seen() == restored
    assert revisions.newest(story).snapshot == story.revisions.get(number=2).snapshot

    take(editor, "retract", reason="لم تفتتح المكتبة بعد.")
    assert seen() == Seen(200, ("لم تفتتح المكتبة بعد.", *restored.page))

    take(editor, "kill", reason="طلب من صاحب الشأن.")
    expect(editor.locator(".state").first).to_have_text("ملغى")
    expect(editor.locator(".places .state-killed")).to_have_count(0)
    assert seen() == KILLED


def write(page, live_server):
    """Write the story with the editor of the body, and hand it in."""
    page.goto(live_server.url + "/desk/articles/story/add/")
    page.locator("#id_headline").fill(HEADLINE)
    go_to_the_end(page)
    page.keyboard.insert_text(FIRST)
    page.keyboard.press("Enter")
    page.keyboard.insert_text(SECOND)
    page.locator(".field-source .select2-selection").click()
    page.get_by_role("option", name="صحيفة البلدة").click()
    page.locator("#id_original_date").fill("2016-12-14")
    page.locator("button[value=submit]").click()
    expect(page.locator(".state").first).to_have_text("مقدَّم للمراجعة")


def write_heading(page, words):
    go_to_the_end(page)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="عنوان فرعي", exact=True).click()
    settle(page)
    page.keyboard.insert_text(words)
    expect(text_of(page).locator("h2")).to_have_text(words)


def replace_in_text(page, old, new):
    """Write the paragraph anew."""
    select(page, old)
    page.keyboard.insert_text(new)
    expect(text_of(page).locator("p").first).to_have_text(new)


def take(page, verb, **answers):
    """Take a step that has a page of its own."""
    page.locator(f".steps .step-{verb}").click()
    if answers:
        answer(page, **answers)


def answer(page, **answers):
    """Give what the step's page asks for."""
    for name, value in answers.items():
        page.locator(f"#id_step-{name}").fill(value)
    page.locator(".step-form .default").click()
    expect(page.locator(".messagelist .success")).to_contain_text("تم")


def schedule(page, moment):
    day, hour = timezone.localtime(moment).strftime("%Y-%m-%d %H:%M:%S").split()
    take(page, "schedule", moment_0=day, moment_1=hour)


def test_a_scheduled_story_appears_at_its_moment_by_itself(editor, reader, live_server, source):
    began = time.monotonic()
    editor.goto(live_server.url + "/desk/articles/story/add/")
    editor.locator("#id_headline").fill(HEADLINE)
    go_to_the_end(editor)
    editor.keyboard.insert_text(FIRST)
    editor.locator("button[name=_continue]").click()
    expect(editor.locator(".messagelist")).to_have_text("تم الحفظ.")
    # Far enough for what is looked at before it, on a machine as fast as it was so far.
    away = max(6, 4 * (time.monotonic() - began))
    moment = (timezone.now() + timedelta(seconds=away)).replace(microsecond=0)
    day, hour = timezone.localtime(moment).strftime("%Y-%m-%d %H:%M:%S").split()
    editor.locator(".steps .step-schedule").click()
    editor.locator("#id_step-moment_0").fill(day)
    editor.locator("#id_step-moment_1").fill(hour)
    editor.locator(".step-form .default").click()
    # Neither source nor date are known: a second click says that this is meant.
    expect(editor.get_by_role("alert")).to_be_visible()
    editor.locator(".step-form .default").click()
    expect(editor.locator(".state").first).to_have_text("مجدول")
    story = Story.objects.get()
    assert reader.goto(live_server.url + story.get_absolute_url()).status == 404
    reader.goto(live_server.url + "/")
    assert HEADLINE not in reader.content()
    assert timezone.now() < moment
    for address in (story.get_absolute_url(), "/"):
        assert reader.evaluate(COMES_TO_SHOW, [address, HEADLINE])
        assert timezone.now() >= moment
