"""Drafts that a form's page keeps in the browser: the desk tells it which are saved."""

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import revisions, workflow
from articles.models import Story
from articles.roles import Role
from tests.builders import make_user
from tests.desk import changed_form, of_story, page

pytestmark = pytest.mark.django_db

ADD = reverse("admin:articles_story_add")


@pytest.fixture
def editor():
    return make_user(Role.EDITOR)


@pytest.fixture
def story(editor):
    text = Story(headline="عنوان", body="<p>نص.</p>")
    return workflow.create(revisions.snapshot_of(text), by=editor, at=timezone.now())


def told(client, address=ADD):
    return client.get(address).context["saved_writings"]


def test_the_next_page_is_told_once_which_drafts_are_saved(client_of, editor, story):
    client = client_of(editor)
    client.post(page(story), changed_form(client, page(story), headline="أدق", writing="a1"))
    client.post(ADD, changed_form(client, ADD, headline="جديد", writing="b2", _save="1"))
    assert told(client) == ["b2"]
    assert told(client) == []


def test_a_draft_with_a_mistake_is_not_saved_and_keeps_its_name(client_of, editor, story):
    client = client_of(editor)
    sent = changed_form(client, page(story), original_date="1500-01-01", writing="a1")
    refused = client.post(page(story), sent)
    assert (refused.context["writing"], told(client)) == ("a1", [])


def test_a_draft_in_conflict_is_saved_once_both_texts_are_put_together(client_of, editor, story):
    client = client_of(editor)
    sent = changed_form(client, page(story), headline="مني", writing="a1")
    newest = revisions.newest(story)
    theirs = newest.content() | {"byline": "كاتب"}
    revisions.save_revision(story, theirs, base=newest, by=editor, at=timezone.now())
    merge = client.post(page(story), sent)
    assert (merge.context["writing"], told(client)) == ("a1", [])
    names = {"draft": "draft", "base": "base_number", "writing": "writing"}
    form = {name: merge.context[key] for name, key in names.items()} | {"theirs": 2}
    client.post(of_story("merge", story), form)
    assert told(client) == ["a1"]


@pytest.mark.parametrize("name", ["", "A1", "<b>", "a" * 37])
def test_a_name_that_no_page_of_ours_makes_is_no_name(client_of, editor, story, name):
    client = client_of(editor)
    client.post(page(story), changed_form(client, page(story), headline="أدق", writing=name))
    assert told(client) == []


def test_only_who_may_write_has_a_place_for_drafts(client_of, editor):
    reporter = make_user(Role.REPORTER)
    text = revisions.snapshot_of(Story(headline="عنوان"))
    story = workflow.create(text, by=reporter, at=timezone.now())
    assert "data-drafts" in client_of(reporter).get(page(story)).content.decode()
    workflow.submit(story, by=reporter, at=timezone.now())
    assert "data-drafts" not in client_of(reporter).get(page(story)).content.decode()
