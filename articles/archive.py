"""The archive: years, months and days with the number of stories in each."""

import calendar
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.views.decorators.http import require_safe

from articles import tallies
from articles.front_page import for_cards
from articles.models import Story, StoryQuerySet
from articles.tallies import Scope
from articles.views import list_context, requested_page

# What a date of the original report may be; see the constraint of Story.
FIRST_YEAR, LAST_YEAR = 1800, 2199
WEEK = 7
# In the order in which Arabic calendars have them.
WEEKDAYS_HERE = [WEEKDAYS[(calendar.SATURDAY + day) % WEEK] for day in range(WEEK)]


@dataclass(frozen=True, slots=True)
class Period:
    """A year, month or day with its stories; `first` is its first day."""

    first: date
    stories: int


@dataclass(frozen=True, slots=True)
class Year:
    number: int
    stories: int
    months: list[Period]


@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    return render(request, "articles/archive.html", {"years": years(timezone.now())})


@require_safe
def archive_year(request: HttpRequest, year: int) -> HttpResponse:
    first = day_or_404(year)
    following = _next_january(first)
    context = {"first": first, "months": months_of(year, timezone.now())}
    return _page(request, "articles/archive_year.html", first, following, context)


@require_safe
def archive_month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    first = day_or_404(year, month)
    following = _next_month(first)
    context = {"first": first, "weeks": weeks(first, timezone.now()), "weekdays": WEEKDAYS_HERE}
    return _page(request, "articles/archive_month.html", first, following, context)


@require_safe
def archive_day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    first = day_or_404(year, month, day)
    following = first + timedelta(days=1)
    return _page(request, "articles/archive_day.html", first, following, {"first": first})


def _page(request, template, first, following, context) -> HttpResponse:
    page = requested_page(request, for_cards(between(first, following)))
    return render(request, template, context | list_context(page))


def day_or_404(year: int, month: int = 1, day: int = 1) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    try:
        return date(year, month, day)
    except ValueError as error:
        raise Http404 from error


def between(first: date, following: date) -> StoryQuerySet:
    """The published stories of the days from `first` until before `following`."""
    begin, end = (_midnight(day) for day in (first, following))
    return Story.objects.published().filter(dated_at__gte=begin, dated_at__lt=end)


def _midnight(day: date) -> datetime:
    zone = timezone.get_default_timezone()
    return timezone.make_aware(datetime.combine(day, time.min), zone)


def _next_january(first: date) -> date:
    return date(first.year + 1, 1, 1)


def _next_month(first: date) -> date:
    return (first.replace(day=1) + timedelta(days=31)).replace(day=1)


def years(at: datetime) -> list[Year]:
    """The years that have stories, the newest first, with their months."""
    months: dict[int, list[Period]] = defaultdict(list)
    for number, counted in sorted(tallies.counts(Scope.MONTH, at).items()):
        year, month = divmod(number, 100)
        months[year].append(Period(date(year, month, 1), counted.stories))
    return [
        Year(year, sum(month.stories for month in months[year]), months[year])
        for year in sorted(months, reverse=True)
    ]


def months_of(year: int, at: datetime) -> list[Period]:
    """The twelve months, those without stories too."""
    numbers = [tallies.month_number(year, month) for month in range(1, 13)]
    counted = tallies.counts(Scope.MONTH, at, numbers)
    return [
        Period(date(year, number % 100, 1), counted[number].stories if number in counted else 0)
        for number in numbers
    ]


def weeks(first: date, at: datetime) -> list[list[Period | None]]:
    """The month as a calendar whose weeks begin on Saturday; None stands before and after it."""
    last = calendar.monthrange(first.year, first.month)[1]
    days = [first.replace(day=number) for number in range(1, last + 1)]
    counted = tallies.counts(Scope.DAY, at, map(tallies.day_number, days))
    before = (first.weekday() - calendar.SATURDAY) % WEEK
    cells: list[Period | None] = [None] * before
    for day in days:
        number = tallies.day_number(day)
        cells.append(Period(day, counted[number].stories if number in counted else 0))
    cells += [None] * (-len(cells) % WEEK)
    return [cells[begin : begin + WEEK] for begin in range(0, len(cells), WEEK)]
