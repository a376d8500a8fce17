"""A day of the comments in a real browser: a reader without script, and two moderators."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from comments import form_tokens
from comments.models import Comment, Decision, Report
from tests.browser.reader import follow
from tests.builders import make_comment, make_story, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

QUEUE = "/desk/comments/comment/queue/"
PHONE, DESKTOP = 360, 1280
CALM = "أرى أن القرار سليم، وسيخفف الزحام في وسط المدينة."
BETTER = "أرى أن القرار سليم، لكنه متأخر."
REPLY = "أوافقك الرأي، والأهم هو التنفيذ."
INSULT = "أنت حمار ولا تفهم شيئا"
Status = Comment.Status


@pytest.fixture(autouse=True)
def no_chance(monkeypatch):
    monkeypatch.setattr("comments.pointing.SAMPLE_SHARE", 0)


@pytest.fixture
def story():
    return make_story(published_at=timezone.now() - timedelta(hours=1))


@pytest.fixture
def reader(open_page, story):
    """A reader's phone on the story's page, without script."""
    return open_page(story.get_absolute_url(), PHONE, java_script_enabled=False)


@pytest.fixture
def desk_of(open_page, live_server):
    """A function that opens the queue for a moderator of that name."""

    def opened(name):
        session = Client()
        session.force_login(make_user("moderator", name))
        page = open_page("/", DESKTOP)
        value = session.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
        page.goto(live_server.url + QUEUE)
        return page

    return opened


def submit(page):
    follow(page.locator(".form-page form button[type=submit]"))


def write(page, text, name=""):
    """Fill the open form in, no faster than a person does, and send it."""
    page.locator("[name=author_name]").fill(name)
    page.locator("[name=text]").fill(text)
    page.wait_for_timeout(form_tokens.QUICKEST.total_seconds() * 1000 + 500)
    submit(page)


def go_to(page, name):
    """Go where a link leads that begins with this address name."""
    follow(page.locator(f'a[href^="{name}"]').first)


def test_a_reader_without_script_writes_replies_changes_withdraws_and_reports(
    reader, story, live_server
):
    other = make_comment(story, text=CALM, author_name="ليلى")
    page = live_server.url + story.get_absolute_url()
    reader.goto(page)
    go_to(reader, reverse("comment-new", args=[story.pk]) + "?parent=")
    expect(reader.locator("blockquote")).to_contain_text(CALM)
    write(reader, REPLY, name="سامي")
    own = Comment.objects.get(text=REPLY)
    assert (own.parent, own.author_name, own.status) == (other, "سامي", Status.VISIBLE)
    go_to(reader, reverse("comment-edit", args=[own.pk]))
    reader.locator("[name=text]").fill(BETTER)
    submit(reader)
    reader.goto(page)
    expect(reader.locator(f"#comment-{own.pk} .user-text")).to_have_text(BETTER)
    go_to(reader, reverse("comment-report", args=[other.pk]))
    reader.locator("[value=spam]").check()
    submit(reader)
    assert Report.objects.get().comment == other
    reader.goto(live_server.url + own.get_absolute_url())
    submit(reader)
    assert Comment.objects.get(pk=own.pk).status == Status.WITHDRAWN
    reader.goto(page)
    assert BETTER not in reader.content()


def test_an_empty_comment_comes_back_with_a_sentence_and_what_was_typed(reader, story, live_server):
    reader.goto(live_server.url + reverse("comment-new", args=[story.pk]))
    write(reader, "   ", name="سامي")
    expect(reader.get_by_role("alert")).to_have_count(1)
    expect(reader.locator("[name=author_name]")).to_have_value("سامي")


def test_keys_decide_by_their_place_on_the_keyboard(story, desk_of):
    texts = [INSULT, "اخرس يا كلب", "يا حمار"]
    made = [waiting(story, text, priority=-number) for number, text in enumerate(texts)]
    desk = desk_of("first")
    # On an Arabic layout these keys give other letters; their codes are the same.
    press(desk, "KeyA")
    assert not Decision.objects.exists()
    press(desk, "KeyJ")
    press(desk, "KeyJ")
    press(desk, "KeyK")
    press(desk, "KeyR")
    press(desk, "Digit1")
    desk.locator(f"#card-{made[0].pk}.state-rejected").wait_for()
    press(desk, "KeyJ")
    press(desk, "KeyA")
    desk.locator(f"#card-{made[1].pk} form.undo").wait_for()
    press(desk, "KeyJ")
    press(desk, "KeyU")
    desk.locator(f"#card-{made[1].pk} .tick").wait_for()
    recorded = Decision.objects.order_by("pk").values_list("comment", "verb", "reason")
    assert list(recorded) == [
        (made[0].pk, "reject", "insult"),
        (made[1].pk, "approve", ""),
        (made[1].pk, "undo", ""),
    ]


def test_the_second_of_two_moderators_is_told_in_the_card(story, desk_of):
    comment = waiting(story, INSULT)
    first, second = desk_of("first"), desk_of("second")
    decide_by_button(first, comment, "approve")
    first.locator(f"#card-{comment.pk} form.undo").wait_for()
    card = second.locator(f"#card-{comment.pk}")
    # As if the second had chosen the card before the first decided.
    second.evaluate("document.querySelector('[data-card]').dataset.seen = 'true'")
    decide_by_button(second, comment, "hold")
    expect(card.get_by_role("alert")).to_contain_text("first")
    assert Decision.objects.get().verb == "approve"


def test_a_note_stays_in_the_card_when_the_login_has_ended(story, desk_of):
    comment = waiting(story, INSULT)
    desk = desk_of("first")
    card = desk.locator(f"#card-{comment.pk}")
    card.locator(".note").fill("اكتب رأيك من غير شتم.")
    Session.objects.all().delete()
    decide_by_button(desk, comment, "hold")
    expect(card.get_by_role("alert")).to_be_visible()
    expect(card.locator(".note")).to_have_value("اكتب رأيك من غير شتم.")
    assert not Decision.objects.exists()


def test_choosing_a_card_tells_the_other_moderator(story, desk_of):
    comment = waiting(story, INSULT)
    first, second = desk_of("first"), desk_of("second")
    with first.expect_response(lambda answer: answer.url.endswith(f"/queue/{comment.pk}/")):
        press(first, "KeyJ")
    press(second, "KeyJ")
    expect(second.locator(f"#card-{comment.pk} .claimed")).to_contain_text("first")


def test_the_author_reads_why_and_another_moderator_answers_the_appeal(
    reader, story, desk_of, live_server
):
    reader.goto(live_server.url + reverse("comment-new", args=[story.pk]))
    write(reader, INSULT)
    comment = Comment.objects.get()
    first = desk_of("first")
    first.locator(f"#card-{comment.pk} select").select_option("insult")
    first.locator(f"#card-{comment.pk} .note").fill("اكتب رأيك من غير شتم.")
    decide_by_button(first, comment, "reject")
    first.locator(f"#card-{comment.pk}.state-rejected").wait_for()
    reader.goto(live_server.url + story.get_absolute_url())
    go_to(reader, comment.get_absolute_url())
    statement = reader.locator(".statement").inner_text()
    assert "اكتب رأيك من غير شتم." in statement
    assert "first" not in statement
    go_to(reader, reverse("comment-appeal", args=[comment.pk]))
    reader.locator("[name=text]").fill("كنت أمزح مع صديق.")
    submit(reader)
    second = desk_of("second")
    appeal = second.locator(f"#card-{comment.pk} .appeal")
    expect(appeal).to_contain_text("كنت أمزح مع صديق.")
    decide_by_button(second, comment, "restore")
    second.locator(f"#card-{comment.pk}.state-visible").wait_for()
    reader.goto(live_server.url + story.get_absolute_url())
    expect(reader.locator(f"#comment-{comment.pk} .user-text")).to_have_text(INSULT)


def waiting(story, text, **fields):
    return make_comment(story, text=text, is_queued=True, **fields)


def press(page, code):
    """Press the key at this place, on a layout where it gives an Arabic letter."""
    page.wait_for_load_state()
    page.evaluate(
        "code => document.activeElement.dispatchEvent(new KeyboardEvent('keydown',"
        " { code, key: 'ش', bubbles: true, cancelable: true }))",
        code,
    )


def decide_by_button(page, comment, verb):
    page.locator(f"#card-{comment.pk} [value={verb}]").click()
