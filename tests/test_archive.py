"""The archive by year, month and day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import archive
from articles.models import Story
from tests.builders import make_source, make_story

pytestmark = pytest.mark.django_db

DECEMBER = date(2016, 12, 14)
NOT_PUBLIC = [
    {"status": Story.Status.DRAFT},
    {"status": Story.Status.RETRACTED},
    {"published_at": timezone.now() + timedelta(hours=1)},
    {"embargo_until": timezone.now() + timedelta(hours=1)},
]


def shown(client, name, *parts):
    response = client.get(reverse(name, args=parts))
    return [story.pk for story in response.context["stories"]]


def test_the_archive_lists_years_with_their_months_newest_first(client):
    for day in (DECEMBER, date(2016, 12, 3), date(2016, 2, 1), date(1999, 1, 1)):
        make_story(original_date=day)
    years = client.get(reverse("archive")).context["years"]
    assert [(year.number, year.stories) for year in years] == [(2016, 3), (1999, 1)]
    months = [(month.first.month, month.stories) for month in years[0].months]
    assert months == [(2, 1), (12, 2)]


def test_a_year_a_month_and_a_day_show_their_stories_alone(client):
    on_the_day = make_story(original_date=DECEMBER).pk
    in_the_month = make_story(original_date=date(2016, 12, 31)).pk
    in_the_year = make_story(original_date=date(2016, 1, 1)).pk
    make_story(original_date=date(2017, 1, 1))
    assert shown(client, "archive-day", 2016, 12, 14) == [on_the_day]
    assert shown(client, "archive-month", 2016, 12) == [in_the_month, on_the_day]
    assert shown(client, "archive-year", 2016) == [in_the_month, on_the_day, in_the_year]


def test_a_day_is_the_newsrooms_day(client, settings):
    settings.TIME_ZONE = "Asia/Beirut"
    late = make_story(published_at=datetime(2026, 1, 5, 23, tzinfo=UTC)).pk
    assert shown(client, "archive-day", 2026, 1, 6) == [late]
    assert shown(client, "archive-day", 2026, 1, 5) == []


@pytest.mark.parametrize("fields", NOT_PUBLIC)
def test_what_is_not_public_is_neither_shown_nor_counted(client, fields):
    make_story(headline="سر", original_date=DECEMBER, **fields)
    assert client.get(reverse("archive")).context["years"] == []
    for address in ("/archive/2016/", "/archive/2016/12/", "/archive/2016/12/14/"):
        page = client.get(address).content.decode()
        assert "سر" not in page
        assert "لا أخبار منشورة في هذه المدة" in page


def test_the_calendar_has_every_day_once_and_begins_on_saturday():
    weeks = archive.weeks(date(2016, 12, 1), timezone.now())
    cells = [cell for week in weeks for cell in week]
    assert {len(week) for week in weeks} == {7}
    assert [cell.first.day for cell in cells if cell] == list(range(1, 32))
    # The first of December 2016 was a Thursday.
    assert cells[5].first == date(2016, 12, 1)
    assert cells[:5] == [None] * 5


def test_a_calendar_links_the_days_that_have_stories(client):
    make_story(original_date=DECEMBER)
    page = client.get("/archive/2016/12/").content.decode()
    assert 'href="/archive/2016/12/14/"' in page
    assert 'href="/archive/2016/12/13/"' not in page


@pytest.mark.parametrize(
    "address",
    [
        "/archive/2016/13/",
        "/archive/2016/0/",
        "/archive/2016/2/30/",
        "/archive/2017/2/29/",
        "/archive/0000/",
        "/archive/9999/12/31/",
        "/archive/1799/",
        "/archive/2016/12/14/1/",
        "/archive/٢٠١٦/",
        "/archive/2016/12/?after=x",
    ],
)
def test_a_date_that_does_not_exist_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_the_last_day_of_the_calendar_answers(client):
    assert client.get("/archive/2199/12/31/").status_code == 200
    assert client.get("/archive/2199/").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_archive_takes_the_same_queries_for_any_number(
    client, django_assert_num_queries, count
):
    for day in range(1, count + 1):
        make_story(original_date=date(2016, 12, day), source=make_source(str(day)))
    with django_assert_num_queries(2):
        client.get("/archive/")
    for address in ("/archive/2016/", "/archive/2016/12/"):
        with django_assert_num_queries(3):
            client.get(address)
    with django_assert_num_queries(1):
        client.get("/archive/2016/12/1/")
