"""The site by section and by source."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Story, Topic
from articles.tallies import Counted
from tests.builders import MORNING, make_source, make_story

pytestmark = pytest.mark.django_db


def test_sections_stand_with_their_number_of_stories_in_their_order(client):
    second = Topic.objects.create(name="ثقافة", order=2)
    first = Topic.objects.create(name="سياسة", order=1)
    make_story(topic=first)
    make_story(topic=first, status=Story.Status.DRAFT)
    rows = client.get(reverse("topics")).context["rows"]
    assert rows == [(first, Counted(1)), (second, Counted())]


def test_sources_stand_with_the_most_told_first_and_without_the_silent(client):
    one, two = make_source("أ"), make_source("ب")
    make_source("لم ينشر شيئًا")
    make_story(source=one)
    for _ in range(2):
        make_story(source=two)
    make_story(source=one, published_at=timezone.now() + timedelta(hours=1))
    rows = client.get(reverse("sources")).context["rows"]
    assert rows == [(two, Counted(2)), (one, Counted(1))]


def test_a_source_shows_what_editors_wrote_and_how_much_was_corrected(client):
    source = make_source(
        "وكالة", kind="agency", country="لبنان", ownership="تعاونية صحفيين", about="وكالة مستقلة."
    )
    make_story(source=source, corrected_at=MORNING)
    make_story(source=source)
    response = client.get(source.get_absolute_url())
    assert response.context["counted"] == Counted(2, corrected=1)
    page = response.content.decode()
    for words in ("وكالة أنباء", "لبنان", "تعاونية صحفيين", "وكالة مستقلة."):
        assert words in page


def test_a_source_says_what_nobody_has_written_down(client):
    page = client.get(make_source().get_absolute_url()).content.decode()
    assert page.count("لم يُدوَّن بعد") == 2
    assert "لم يُنشر أي خبر من هذا المصدر بعد" in page


@pytest.mark.parametrize("name", ["topics", "sources"])
def test_an_empty_list_says_so_and_leads_on(client, name):
    page = client.get(reverse(name)).content.decode()
    assert 'class="empty"' in page


@pytest.mark.parametrize("count", [1, 3])
def test_lists_take_the_same_queries_for_any_number(client, django_assert_num_queries, count):
    for number in range(count):
        topic = Topic.objects.create(name=str(number))
        make_story(topic=topic, source=make_source(str(number)))
    for name in ("topics", "sources"):
        with django_assert_num_queries(3):
            client.get(reverse(name))
    with django_assert_num_queries(4):
        client.get(topic.get_absolute_url())
