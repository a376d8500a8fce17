"""What the page of a story says about who else has it open."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import presence, revisions, workflow
from articles.models import Presence, Story
from articles.roles import Role
from tests.builders import make_user
from tests.desk import changed_form, of_story, page

pytestmark = pytest.mark.django_db

ALONE = "لا أحد غيرك يفتح هذا الخبر الآن."


@pytest.fixture
def reporter():
    return make_user(Role.REPORTER, first_name="سليم", last_name="حداد")


@pytest.fixture
def editor():
    return make_user(Role.EDITOR, first_name="ليلى")


@pytest.fixture
def story(reporter):
    text = Story(headline="عنوان", body="<p>نص.</p>")
    return workflow.create(revisions.snapshot_of(text), by=reporter, at=timezone.now())


def shown(client, story):
    return client.get(page(story)).context["presence"].sentence()


def test_opening_a_story_shows_who_else_has_it_open(client_of, editor, reporter, story):
    assert shown(client_of(reporter), story) == ALONE
    assert shown(client_of(editor), story) == "هذا الخبر مفتوح الآن أيضًا لدى: سليم حداد."
    assert shown(client_of(reporter), story) == "هذا الخبر مفتوح الآن أيضًا لدى: ليلى."


def test_an_open_page_hears_who_came_and_who_left(client_of, editor, reporter, story):
    address = of_story("presence", story)
    told = client_of(editor).post(address, {"base": "1"}).json()
    assert (told["others"], told["sentence"]) == ([], ALONE)
    client_of(reporter).post(address)
    assert client_of(editor).post(address).json()["others"] == ["سليم حداد"]
    client_of(reporter).post(address, {"leave": "1"})
    assert client_of(editor).post(address).json()["others"] == []


def test_an_open_page_hears_that_a_newer_version_was_saved(client_of, editor, reporter, story):
    client, address = client_of(reporter), of_story("presence", story)
    client.post(page(story), changed_form(client, page(story), headline="أدق"))
    client.post(address, {"leave": "1"})
    told = client_of(editor).post(address, {"base": "1"}).json()
    assert (told["version"], told["is_newer"], told["sentence"]) == (
        2,
        True,
        f"{ALONE} حُفظت في هذه الأثناء النسخة 2 (سليم حداد)؛ عند الحفظ سترى النصين معًا.",
    )
    assert client_of(editor).post(address, {"base": "2"}).json()["sentence"] == ALONE


@pytest.mark.parametrize("base", ["", "x", "-1", "9" * 30])
def test_a_strange_base_is_no_newer_version(client_of, editor, story, base):
    told = client_of(editor).post(of_story("presence", story), {"base": base}).json()
    assert told["is_newer"] is False


def test_who_can_only_read_is_in_nobodys_way(client_of, editor, reporter, story):
    workflow.submit(story, by=reporter, at=timezone.now())
    client_of(reporter).get(page(story))
    client_of(reporter).post(of_story("presence", story))
    assert shown(client_of(editor), story) == ALONE


def test_nobody_keeps_who_opened_what_and_when(client_of, editor, reporter, story):
    before = timezone.now() - timedelta(hours=1)
    presence.announce(story, by=reporter, at=before)
    client_of(editor).get(page(story))
    assert [(row.story, row.user) for row in Presence.objects.all()] == [(story, editor)]


def test_a_story_of_somebody_else_is_not_found(client_of, story):
    colleague = make_user(Role.REPORTER, "colleague")
    assert client_of(colleague).post(of_story("presence", story)).status_code == 404
    assert client_of(colleague).get(of_story("presence", story)).status_code == 404
