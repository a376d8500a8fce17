"""Queries that are written once find the same as those that are written anew."""

from datetime import timedelta

import pytest
from django.db.models import Value

from articles.models import Story
from articles.prepared import MOMENT, NUMBER, Prepared
from articles.surroundings import with_surroundings
from tests.builders import MORNING, make_event, make_source, make_story

pytestmark = pytest.mark.django_db

EVENING = MORNING + timedelta(hours=10)


def story_of(at, pk):
    return with_surroundings(Story.objects.released(at).with_origin(), at).filter(pk=pk)


def test_other_values_find_other_rows(django_assert_num_queries):
    prepared = Prepared(story_of, at=MOMENT, pk=NUMBER)
    source = make_source()
    first, second = make_story(source=source), make_story(published_at=EVENING)
    make_event(first, second)
    for at, pk in ((MORNING, first.pk), (EVENING, first.pk), (EVENING, second.pk)):
        (plain,) = story_of(at, pk)
        with django_assert_num_queries(1):
            (found,) = prepared(at=at, pk=pk)
            assert (found, found.source, found.body) == (plain, plain.source, plain.body)
        assert found.event_lines == plain.event_lines
        assert found.newer_rows == plain.newer_rows
        assert found.get_deferred_fields() == plain.get_deferred_fields()
    assert prepared(at=MORNING, pk=second.pk) == []


def test_what_is_no_value_stays_as_it_is():
    prepared = Prepared(lambda pk: Story.objects.filter(pk=pk).annotate(number=Value(7)), pk=NUMBER)
    story = make_story()
    assert [(row.pk, row.number) for row in prepared(pk=story.pk)] == [(story.pk, 7)]


def test_a_row_of_the_answer_can_be_changed_and_saved():
    prepared = Prepared(lambda pk: Story.objects.filter(pk=pk), pk=NUMBER)
    (found,) = prepared(pk=make_story().pk)
    found.headline = "عنوان آخر"
    found.save()
    assert prepared(pk=found.pk)[0].headline == "عنوان آخر"
