"""Writing in the desk when something goes wrong: nothing that was typed is lost."""

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import expect

from articles import revisions, workflow
from articles.models import Revision, Story
from articles.roles import Role
from tests.browser.conftest import log_in
from tests.browser.reader import follow
from tests.browser.writer import go_to_the_end, text_of
from tests.builders import make_user
from tests.desk import page as address_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE, DESKTOP = 360, 1280
PASSWORD = "تعال-غدا-7"
ALONE = "لا أحد غيرك يفتح هذا الخبر الآن."
KEPT = "ما تكتبه محفوظ في هذا المتصفح إلى أن تحفظ الخبر."
# Asks anew until the line says so: a page that closes cannot wait for an answer.
TELLS = """sentence => {
  dispatchEvent(new Event('focus'));
  return document.querySelector('[data-presence]').textContent.startsWith(sentence);
}"""


@pytest.fixture
def editor():
    user = make_user(Role.EDITOR, first_name="ليلى")
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def colleague():
    return make_user(Role.EDITOR, "colleague", first_name="عمر")


@pytest.fixture
def story(editor):
    text = Story(headline="عنوان", body="<p>أولى.</p><p>ثانية.</p><p>ثالثة.</p>")
    return workflow.create(revisions.snapshot_of(text), by=editor, at=timezone.now())


def headline(page):
    return page.locator("#id_headline")


def save(page):
    page.locator("button[name=_continue]").click()


def keeps(page, words):
    """Wait until a draft with these words is kept: the form is looked at once a second."""
    page.wait_for_function(
        "words => Object.values(localStorage).some(draft => draft.includes(words))", arg=words
    )


def keeps_nothing(page):
    """Wait until no draft is kept: the page forgets what it says was saved."""
    page.wait_for_function(
        "() => !Object.keys(localStorage).some(key => key.startsWith('newsroom.'))"
    )


def log_in_again(page, user):
    page.locator("#id_username").fill(user.username)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("[type=submit]").click()


def test_two_editors_see_each_other_come_and_go(open_desk, editor, colleague, story):
    mine = open_desk(editor, address_of(story))
    line = mine.locator("[data-presence]")
    expect(line).to_have_text(ALONE)
    # Its line is as high as the face that is loaded for it.
    mine.evaluate("document.fonts.ready.then(() => null)")
    place = headline(mine).bounding_box()
    theirs = open_desk(colleague, address_of(story), PHONE)
    expect(theirs.locator("[data-presence]")).to_have_text("هذا الخبر مفتوح الآن أيضًا لدى: ليلى.")
    mine.evaluate("dispatchEvent(new Event('focus'))")
    expect(line).to_have_text("هذا الخبر مفتوح الآن أيضًا لدى: عمر.")
    assert headline(mine).bounding_box() == place
    headline(theirs).fill("أدق")
    save(theirs)
    expect(theirs.locator(".messagelist")).to_have_text("تم الحفظ.")
    theirs.goto("about:blank")
    mine.wait_for_function(TELLS, arg=f"{ALONE} حُفظت في هذه الأثناء النسخة 2 (عمر)")


def test_a_crash_of_the_browser_loses_nothing(open_desk, live_server, editor, story):
    page = open_desk(editor, address_of(story), PHONE)
    headline(page).fill("عنوان أدق")
    go_to_the_end(page)
    page.keyboard.type(" ورابعة")
    expect(page.locator("[data-draft-state]")).to_have_text(KEPT)
    keeps(page, "ورابعة")
    # A tab that is killed says no farewell: it is left behind, and another one opened.
    again = page.context.new_page()
    again.goto(live_server.url + address_of(story))
    expect(headline(again)).to_have_value("عنوان")
    offer = again.locator(".draft-offer")
    expect(offer).to_contain_text("نص لم يُحفظ، كُتب هنا")
    expect(offer).to_contain_text("عنوان أدق · أولى.")
    offer.get_by_role("button", name="أعِده إلى الاستمارة").click()
    expect(headline(again)).to_have_value("عنوان أدق")
    expect(text_of(again)).to_contain_text("ثالثة. ورابعة")
    assert [Revision.objects.count(), Story.objects.get().headline] == [1, "عنوان"]
    page.close()
    save(again)
    expect(again.locator(".messagelist")).to_have_text("تم الحفظ.")
    assert (
        revisions.newest(story).content()["body"] == "<p>أولى.</p><p>ثانية.</p><p>ثالثة. ورابعة</p>"
    )
    expect(again.locator(".draft-offer")).to_have_count(0)
    keeps_nothing(again)


def test_a_draft_is_for_its_writer_alone_and_can_be_deleted(
    open_desk, live_server, editor, colleague, story
):
    page = open_desk(editor, address_of(story))
    headline(page).fill("سر")
    expect(page.locator("[data-draft-state]")).to_have_text(KEPT)
    page.goto(live_server.url + "/desk/")
    log_in(page, colleague, live_server)
    page.goto(live_server.url + address_of(story))
    expect(page.locator(".body-editor")).to_be_visible()
    expect(page.locator(".draft-offer")).to_have_count(0)
    log_in(page, editor, live_server)
    page.reload()
    page.locator(".draft-offer").get_by_role("button", name="احذفه").click()
    page.reload()
    expect(page.locator(".body-editor")).to_be_visible()
    expect(page.locator(".draft-offer")).to_have_count(0)
    keeps_nothing(page)


def test_a_draft_on_an_older_version_meets_the_newer_one(
    open_desk, live_server, editor, colleague, story
):
    page = open_desk(editor, address_of(story))
    headline(page).fill("مني")
    expect(page.locator("[data-draft-state]")).to_have_text(KEPT)
    page.goto(live_server.url + "/desk/")
    first = revisions.newest(story)
    text = first.content() | {"byline": "كاتب"}
    revisions.save_revision(story, text, base=first, by=colleague, at=timezone.now())
    page.goto(live_server.url + address_of(story))
    expect(page.locator(".draft-offer")).to_contain_text("عند الحفظ سترى النصين معًا")
    page.locator(".draft-offer .button").first.click()
    save(page)
    follow(page.get_by_role("button", name="اجمع واحفظ"))
    expect(page.locator(".messagelist")).to_contain_text("حُفظ")
    newest = revisions.newest(story).content()
    assert (newest["headline"], newest["byline"]) == ("مني", "كاتب")
    keeps_nothing(page)


@pytest.mark.parametrize("has_script", [True, False])
def test_an_expired_login_loses_nothing(open_desk, editor, story, has_script):
    page = open_desk(editor, address_of(story), PHONE, java_script_enabled=has_script)
    headline(page).fill("عنوان أدق")
    Session.objects.all().delete()
    save(page)
    expect(page.locator(".messagelist")).to_contain_text("ما كتبته محفوظ")
    log_in_again(page, editor)
    expect(headline(page)).to_have_value("عنوان أدق")
    expect(page.locator(".messagelist")).to_have_text("عاد ما كتبته إلى الاستمارة، ولم يُحفظ بعد.")
    assert Revision.objects.count() == 1
    save(page)
    expect(page.locator(".messagelist")).to_have_text("تم الحفظ.")
    assert Story.objects.get().headline == "عنوان أدق"
    expect(page.locator(".draft-offer")).to_have_count(0)


@pytest.mark.parametrize("has_script", [True, False])
def test_logging_in_again_in_another_window_lets_the_first_save(
    open_desk, editor, story, has_script
):
    page = open_desk(editor, address_of(story), java_script_enabled=has_script)
    headline(page).fill("عنوان أدق")
    Session.objects.all().delete()
    if has_script:
        page.evaluate("dispatchEvent(new Event('focus'))")
        with page.context.expect_page() as opened:
            page.get_by_role("link", name="سجّل الدخول في نافذة أخرى").click()
        other = opened.value
    else:
        other = page.context.new_page()
        other.goto(page.url)
    log_in_again(other, editor)
    expect(other.locator("#user-tools")).to_be_visible()
    if has_script:
        page.evaluate("dispatchEvent(new Event('focus'))")
        expect(page.locator("[data-presence-ended]")).to_be_hidden()
    if not has_script:
        # Its form was older than the login: it comes back with everything in it.
        follow(page.locator("button[name=_continue]"))
        expect(headline(page)).to_have_value("عنوان أدق")
    save(page)
    expect(page.locator(".messagelist")).to_have_text("تم الحفظ.")
    assert Story.objects.get().headline == "عنوان أدق"
