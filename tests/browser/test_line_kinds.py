"""Saying with the keyboard, on an Arabic layout, what the lines of a received text are."""

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import proposals
from articles.models import Story
from articles.roles import Role
from comments.models import Comment
from tests.builders import make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = "سطر أول\nسطر ثان\nسطر ثالث\nسطر رابع\nسطر خامس\n"
# What the keys of these places give on an Arabic keyboard.
ARABIC = {"Digit1": "١", "Digit4": "٤", "Digit7": "٧", "KeyJ": "ت", "KeyP": "ح"}
PRESS = """(element, [code, key]) => element.dispatchEvent(
    new KeyboardEvent("keydown", { code, key, bubbles: true, cancelable: true }))"""


def press(page, code):
    """Press the key at this place, with what an Arabic layout has there."""
    page.locator("[data-line]:focus").evaluate(PRESS, [code, ARABIC.get(code, code)])


def say(page, *lines):
    """Go down the lines, pressing the keys of each."""
    page.locator("[data-line]").first.focus()
    for number, keys in enumerate(lines):
        if number:
            press(page, "ArrowDown")
        for code in keys:
            press(page, code)


def test_an_editor_makes_a_headline_a_paragraph_and_one_comment_of_lines(open_desk):
    received = proposals.receive(TEXT.encode(), "a.txt", at=timezone.now())
    address = reverse("admin:articles_seedfile_change", args=[received.pk])
    page = open_desk(make_user(Role.EDITOR), address)
    for box in page.locator("[data-line] input:checked").all():
        box.uncheck()
    say(page, ["Digit1"], ["Digit4"], ["KeyJ"], ["Digit7"], ["KeyJ"])
    with page.expect_navigation():
        press(page, "KeyP")
    assert page.locator(".result h2, .result h1").first.inner_text() == "سطر أول"
    assert page.locator(".result-comments li").all_inner_texts() == ["سطر رابع\nسطر خامس"]
    assert not Story.objects.exists()
    page.locator('[name="_apply"]').click()
    page.wait_for_url("**/desk/articles/story/*/change/")
    story = Story.objects.get()
    assert (story.headline, story.body) == ("سطر أول", "<p>سطر ثان سطر ثالث</p>")
    assert [comment.text for comment in Comment.objects.all()] == ["سطر رابع\nسطر خامس"]
