from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from articles.models import Event, Story
from articles.roles import Role
from tests.builders import make_event, make_source, make_story, make_user

pytestmark = pytest.mark.django_db

NOT_PUBLISHED = [
    {"status": Story.Status.DRAFT},
    {"status": Story.Status.SUBMITTED},
    {"status": Story.Status.RETRACTED},
    {"published_at": timezone.now() + timedelta(hours=1)},
    {"embargo_until": timezone.now() + timedelta(hours=1)},
]


def stories_on(page):
    return [column.story for column in page.context["columns"]]


def test_an_event_shows_its_stories_in_the_editors_order(client):
    later = make_story(headline="الثاني", source=make_source("صحيفة"))
    first = make_story(headline="الأول")
    event = make_event(first, later, name="انقطاع الكهرباء", place="المدينة")
    page = client.get(event.get_absolute_url())
    assert stories_on(page) == [first, later]
    assert "انقطاع الكهرباء" in page.content.decode()


def test_the_list_of_events_begins_with_the_newest(client):
    story = make_story()
    older = make_event(story, name="الأقدم", from_date=date(2016, 12, 13))
    newer = make_event(story, name="الأحدث", from_date=date(2016, 12, 15))
    page = client.get(reverse("events"))
    assert page.context["events"] == [newer, older]


@pytest.mark.parametrize("fields", NOT_PUBLISHED)
def test_a_story_that_is_not_published_shows_in_no_event(client, fields):
    event = make_event(make_story(headline="سر", **fields), make_story(headline="علن"))
    page = client.get(event.get_absolute_url())
    assert [story.headline for story in stories_on(page)] == ["علن"]
    assert "سر" not in page.content.decode()


@pytest.mark.parametrize("fields", NOT_PUBLISHED)
def test_an_event_without_a_published_story_is_not_there(client, fields):
    event = make_event(make_story(**fields), name="سر")
    assert client.get(event.get_absolute_url()).status_code == 404
    assert "سر" not in client.get(reverse("events")).content.decode()


def test_another_slug_redirects_to_the_event(client):
    event = make_event(make_story())
    response = client.get(reverse("event", args=[event.pk, "اسم-آخر"]))
    assert (response.status_code, response.url) == (301, event.get_absolute_url())


@pytest.mark.parametrize("count", [1, 3])
def test_events_take_the_same_queries_for_any_number(client, django_assert_num_queries, count):
    for number in range(count):
        stories = [make_story(source=make_source(f"{number}.{n}")) for n in range(count)]
        make_event(*stories)
    with django_assert_num_queries(1):
        client.get(reverse("events"))


@pytest.mark.parametrize(
    "fields",
    [
        {"name": ""},
        {"to_date": date(2016, 12, 13)},
        {"from_date": date(2016, 12, 14), "to_date": date(2016, 12, 13)},
        {"from_date": date(1, 1, 2)},
    ],
)
def test_the_database_refuses_nonsense(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.create(**({"name": "حدث"} | fields))


def test_a_story_stands_in_an_event_once():
    story = make_story()
    event = make_event(story)
    with pytest.raises(IntegrityError), transaction.atomic():
        event.coverage.create(story=story)


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (Role.REPORTER, {"view"}),
        (Role.MODERATOR, set()),
        (Role.EDITOR, {"view", "add", "change", "delete"}),
        (Role.ADMINISTRATOR, {"view", "add", "change", "delete"}),
    ],
)
def test_editors_group_stories_and_reporters_look(role, expected):
    user = make_user(role)
    verbs = ("view", "add", "change", "delete")
    assert {verb for verb in verbs if user.has_perm(f"articles.{verb}_event")} == expected
