"""The form in which a story is written."""

import pytest
from django.urls import reverse

from articles.models import Story
from tests.builders import make_story

pytestmark = pytest.mark.django_db


def posted(story, **fields):
    """The story's form as a browser would send it, with some fields changed."""
    return {
        "headline": story.headline,
        "summary": story.summary,
        "body": story.body,
        "source": "",
        "original_date": "",
        "dateline": story.dateline,
        "byline": story.byline,
        "credits": "",
        "slug": story.slug,
        "embargo_until_0": "",
        "embargo_until_1": "",
        "photos-TOTAL_FORMS": "0",
        "photos-INITIAL_FORMS": "0",
    } | fields


@pytest.fixture
def story():
    return make_story(status=Story.Status.DRAFT, body="<p>فى حلب</p>")


def address(story):
    return reverse("admin:articles_story_change", args=[story.pk])


def test_cleaning_shows_the_form_again_and_saves_nothing(client_of, administrator, story):
    response = client_of(administrator).post(address(story), posted(story, _clean="yeh"))
    assert response.context["adminform"].form["body"].value() == "<p>في حلب</p>"
    assert [str(message) for message in response.context["messages"]] == [
        "تغيرت كلمة واحدة، ولم يُحفظ شيء بعد: <del><bdi>فى</bdi></del> <ins><bdi>في</bdi></ins>"
    ]
    assert Story.objects.get().body == "<p>فى حلب</p>"


def test_credits_are_lines_of_agency_and_evidence(client_of, administrator, story):
    sent = posted(story, credits="رويترز | قال لرويترز\n\nسانا")
    client_of(administrator).post(address(story), sent)
    assert Story.objects.get().credits == [
        {"agency": "رويترز", "evidence": "قال لرويترز"},
        {"agency": "سانا", "evidence": ""},
    ]


def test_the_editor_needs_no_inline_script(client_of, administrator, story):
    page = client_of(administrator).get(address(story)).content.decode()
    assert "importmap" not in page
    assert 'data-body-editor="/static/django_prose_editor/editor.js"' in page
