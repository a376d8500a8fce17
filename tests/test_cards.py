"""What is written once of a story in a list is written again when the story is another."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from articles.models import Source, Story
from articles.templatetags.cards import story_card
from tests.builders import make_comment, make_source, make_story

pytestmark = pytest.mark.django_db


def test_a_list_shows_a_story_as_it_now_is(client):
    story = make_story(headline="قبل", source=make_source("الأول"), original_date=date(2016, 12, 1))
    make_story()
    for changes, words in (
        ({"headline": "بعد"}, "بعد"),
        ({"summary": "سطر جديد"}, "سطر جديد"),
        ({"original_date": date(2015, 3, 2)}, "2 مارس / آذار 2015"),
        ({"source": make_source("الثاني")}, "الثاني"),
        ({"source": None}, "مصدر غير معروف"),
    ):
        assert words not in card(story)
        Story.objects.filter(pk=story.pk).update(**changes)
        assert words in card(story)
    assert "بعد" in client.get(reverse("home")).content.decode()


def card(story):
    return story_card(Story.objects.select_related("source").get(pk=story.pk))


def test_a_source_that_is_renamed_has_its_new_name_in_every_list():
    story = make_story(source=make_source("الاسم القديم"))
    assert "الاسم القديم" in card(story)
    Source.objects.update(name="الاسم الجديد")
    assert "الاسم الجديد" in card(story)


def test_each_language_has_its_own():
    story = make_story()
    with translation.override("en"):
        assert "Unknown source" in card(story)
    assert "مصدر غير معروف" in card(story)


def test_a_comment_that_its_author_changed_is_shown_changed(client):
    story = make_story()
    comment = make_comment(story, text="قبل التعديل.")
    assert "قبل التعديل." in client.get(story.get_absolute_url()).content.decode()
    type(comment).objects.filter(pk=comment.pk).update(text="بعد التعديل.")
    page = client.get(story.get_absolute_url()).content.decode()
    assert "بعد التعديل." in page
    assert "قبل التعديل." not in page
