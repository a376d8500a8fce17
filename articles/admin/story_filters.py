"""Filters of the list of stories; each reads an index."""

import calendar
import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from operator import itemgetter
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.contrib.auth import get_user_model
from django.db.models import CharField, F, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat, NullIf, Trim
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from articles.gaps import Gap
from articles.models import Coverage, Event, Source, Story, Topic
from articles.prepared import Prepared
from articles.waiting import end_of_day

# A list of choices longer than this is no help; search finds the rest.
MOST_CHOICES = 300
MOST_YEARS = 60


class StateFilter(SimpleListFilter):
    title = _("status")
    parameter_name = "state"

    CHOICES = {
        "draft": (_("draft"), lambda found, at: found.filter(status=Story.Status.DRAFT)),
        "sent_back": (_("sent back"), lambda found, at: found.sent_back()),
        "submitted": (_("submitted"), lambda found, at: found.submitted()),
        "scheduled": (_("scheduled"), lambda found, at: found.scheduled(at)),
        "today": (
            _("scheduled for today"),
            lambda found, at: found.scheduled(at, end_of_day(at)),
        ),
        "published": (_("published"), lambda found, at: found.published(at)),
        "next_version": (
            _("next versions in preparation"),
            lambda found, at: found.changed_again(),
        ),
        "correction": (_("corrections asked for"), lambda found, at: found.asked_to_correct()),
        "retracted": (
            _("retracted"),
            lambda found, at: found.filter(status=Story.Status.RETRACTED),
        ),
        "killed": (_("killed"), lambda found, at: found.filter(status=Story.Status.KILLED)),
    }

    def lookups(self, request, model_admin):
        return [(name, label) for name, (label, _choose) in self.CHOICES.items()]

    def queryset(self, request, queryset):
        if self.value() not in self.CHOICES:
            return queryset
        return self.CHOICES[self.value()][1](queryset, timezone.now())


class GapFilter(SimpleListFilter):
    title = _("what is missing")
    parameter_name = "gap"

    CHOICES = {
        Gap.HEADLINE: (_("provisional headlines"), lambda found: found.provisional()),
        Gap.SOURCE: (_("unknown source"), lambda found: found.sourceless()),
        Gap.DATE: (_("no date"), lambda found: found.undated()),
    }

    def lookups(self, request, model_admin):
        return [(gap.value, label) for gap, (label, _choose) in self.CHOICES.items()]

    def queryset(self, request, queryset):
        if self.value() not in Gap.values:
            return queryset
        return self.CHOICES[Gap(self.value())][1](queryset)


class DayFilter(SimpleListFilter):
    """The original report's year, then month, then day; `?on=2016-12`.

    The years come from the two ends of an index. Django's date hierarchy reads every date
    there is, to leave out the empty ones.
    """

    title = _("date of the original report")
    parameter_name = "on"
    template = "admin/articles/_day_filter.html"

    def lookups(self, request, model_admin):
        return []

    def has_output(self):
        return True

    def queryset(self, request, queryset):
        period = period_of(self.value() or "")
        return queryset.filter(original_date__range=period) if period else queryset

    def choices(self, changelist):
        period = period_of(self.value() or "")
        chosen = self.value() if period else None
        yield self._choice(changelist, None, _("All"), is_selected=chosen is None)
        for value in _wider(chosen):
            yield self._choice(changelist, value, _name(value), is_selected=value == chosen)
        for value in _narrower(chosen):
            yield self._choice(changelist, value, _name(value), is_selected=False)

    def _choice(self, changelist, value, name, *, is_selected):
        link = changelist.get_query_string({"on": value})
        return {"selected": is_selected, "query_string": link, "display": name}


def period_of(value: str) -> tuple[date, date] | None:
    """First and last day of a year, month or day as in 2016, 2016-12, 2016-12-14."""
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", value):
        return None
    parts = [int(part) for part in value.split("-")]
    year, month, day = [*parts, 0, 0][:3]
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        return None
    last_month = month or 12
    last_day = day or calendar.monthrange(year, last_month)[1]
    return first, date(year, last_month, last_day)


def _wider(chosen: str | None) -> list[str]:
    """The year, the month and the day that were chosen, as far as they were."""
    parts = chosen.split("-") if chosen else []
    return ["-".join(parts[:length]) for length in range(1, len(parts) + 1)]


def _narrower(chosen: str | None) -> list[str]:
    if chosen is None:
        return [f"{year:04}" for year in _years()]
    if len(chosen) == len("2016"):
        return [f"{chosen}-{month:02}" for month in range(1, 13)]
    if len(chosen) == len("2016-12"):
        return [f"{chosen}-{day:02}" for day in range(1, period_of(chosen)[1].day + 1)]
    return []


def _ends() -> QuerySet:
    """One row with the first and the last date of an original report; none where none is dated."""
    dated = Story.objects.filter(original_date__isnull=False).values("original_date")
    ends = dated.order_by("original_date")[:1], dated.order_by("-original_date")[:1]
    return dated.values_list(*map(Subquery, ends))[:1]


ENDS = Prepared(_ends)


def _years() -> range:
    for oldest, newest in ENDS():
        return range(newest.year, max(oldest.year, newest.year - MOST_YEARS) - 1, -1)
    return range(0)


def _name(value: str) -> str:
    first, _last = period_of(value)
    formats = {len("2016"): "Y", len("2016-12"): "F", len("2016-12-14"): "j F"}
    return date_format(first, formats[len(value)])


class ChosenRowFilter(SimpleListFilter):
    """One row of another table, from a drop-down list.

    `rows()` are those to choose from, `label` is what each of them is called. All filters of
    this kind on one page read their rows in one query.
    """

    template = "admin/articles/_select_filter.html"
    label = F("name")

    def lookups(self, request, model_admin):
        if not hasattr(request, "rows_to_choose"):
            request.rows_to_choose = rows_to_choose(model_admin.get_list_filter(request))
        return request.rows_to_choose[self.parameter_name]

    @staticmethod
    def rows() -> QuerySet:
        raise NotImplementedError

    def queryset(self, request, queryset):
        pk = self.chosen()
        return queryset if pk is None else queryset.filter(**{self.parameter_name: pk})

    def chosen(self) -> int | None:
        """The number of the row that was chosen; None for none, and for what is no number."""
        value = self.value() or ""
        return int(value) if value.isdecimal() and len(value) <= 18 else None

    def choices(self, changelist):
        self.other_parameters = [
            (name, value)
            for name, values in changelist.filter_params.items()
            for value in values
            if name != self.parameter_name
        ]
        yield {"value": "", "display": _("All"), "selected": self.value() is None}
        for pk, name in self.lookup_choices:
            yield {"value": pk, "display": name, "selected": self.value() == str(pk)}


def rows_to_choose(filters: Iterable[Any]) -> dict[str, list[tuple[int, str]]]:
    """Id and name of the rows of each filter that offers rows, by its parameter, by name."""
    offering = tuple(
        found for found in filters if isinstance(found, type) and issubclass(found, ChosenRowFilter)
    )
    choices: dict[str, list[tuple[int, str]]] = {found.parameter_name: [] for found in offering}
    for parameter, pk, label in _offered(offering)():
        choices[parameter].append((pk, label))
    return {name: sorted(rows, key=itemgetter(1)) for name, rows in choices.items()}


@cache
def _offered(offering: tuple[type[ChosenRowFilter], ...]) -> Prepared:
    """The rows of these filters, in one query."""

    def build() -> QuerySet:
        first, *others = [_named(found) for found in offering]
        return first.union(*others, all=True)

    return Prepared(build)


def _named(found: type[ChosenRowFilter]) -> QuerySet:
    rows = found.rows()
    chosen = rows.model.objects.filter(pk__in=rows.values("pk")[:MOST_CHOICES]).order_by()
    parameter = Value(found.parameter_name, CharField())
    return chosen.values_list(parameter, "pk", found.label)


class SourceFilter(ChosenRowFilter):
    title = _("source")
    parameter_name = "source"

    @staticmethod
    def rows():
        return Source.objects.order_by("name")


class TopicFilter(ChosenRowFilter):
    title = _("section")
    parameter_name = "topic"

    @staticmethod
    def rows():
        return Topic.objects.order_by("order")


class EventFilter(ChosenRowFilter):
    title = _("event")
    parameter_name = "event"

    @staticmethod
    def rows():
        return Event.objects.newest_first()

    def queryset(self, request, queryset):
        pk = self.chosen()
        if pk is None:
            return queryset
        return queryset.filter(pk__in=Coverage.objects.filter(event=pk).values("story"))


class WhoFilter(ChosenRowFilter):
    title = _("created by")
    parameter_name = "created_by"
    label = Coalesce(
        NullIf(Trim(Concat("first_name", Value(" "), "last_name")), Value("")), F("username")
    )

    @staticmethod
    def rows():
        return get_user_model().objects.filter(is_staff=True).order_by("username")
