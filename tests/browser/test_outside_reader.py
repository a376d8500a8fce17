"""Somebody without an account reads a story before it is public, and answers."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles import revisions, workflow
from articles.models import Story
from articles.roles import Role
from tests.builders import make_user
from tests.desk import of_story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE, DESKTOP = 360, 1280


@pytest.fixture
def editor():
    return make_user(Role.EDITOR)


@pytest.fixture
def story(editor):
    text = Story(headline="مسودة", body="<p>نص لم ينشر.</p>")
    return workflow.create(revisions.snapshot_of(text), by=editor, at=timezone.now())


@pytest.mark.parametrize(
    ("button", "answer"),
    [("قبول", "مقبول"), ("إعادة مع الملاحظة", "معاد مع ملاحظات")],
)
def test_an_outside_reader_approves_or_returns(
    open_desk, open_page, live_server, editor, story, button, answer
):
    desk = open_desk(editor, of_story("links", story), DESKTOP)
    desk.locator("#id_reader_name").fill("المحامية سعاد")
    desk.get_by_role("button", name="إنشاء رابط").click()
    address = desk.locator(".links .vTextField").input_value()

    outside = open_page("/", PHONE, java_script_enabled=False)
    shown = outside.goto(address)
    expect(outside.locator(".story .headline, .body p")).to_have_text(["مسودة", "نص لم ينشر."])
    assert "noindex" in shown.headers["x-robots-tag"]
    assert "no-store" in shown.headers["cache-control"]
    outside.locator("#note").fill("لا ملاحظة عندي.")
    outside.get_by_role("button", name=button).click()
    expect(outside.locator(".preview-bar")).to_contain_text("جوابك:")
    assert outside.goto(live_server.url + story.get_absolute_url()).status == 404

    desk.reload()
    expect(desk.locator(".links li")).to_contain_text("المحامية سعاد")
    expect(desk.locator(".links .state")).to_have_text(answer)
    expect(desk.locator(".links li")).to_contain_text("لا ملاحظة عندي.")
    desk.get_by_role("button", name="إبطال").click()
    expect(desk.locator(".messagelist")).to_be_visible()
    outside.goto(address)
    assert "نص لم ينشر." not in outside.content()
