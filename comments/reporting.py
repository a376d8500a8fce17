"""Pages of figures: for the desk, and for the public."""

import csv
from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.admin import site
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from articles import audit
from articles.models import AuditEntry
from comments import statistics
from comments.desk import moderators_only
from comments.models import Decision, Flag, RuleSwitch, TrainedLearner
from comments.plots import Plot, bar_plot
from comments.pointing import switched_off

COLUMNS = (
    "id",
    "decided_at",
    "comment_id",
    "verb",
    "reason",
    "moderator__username",
    "status_before",
    "status_after",
    "waiting_seconds",
    "handling_seconds",
    "score",
    "reverses_id",
    "note",
    "text",
)
# A spreadsheet takes a cell that begins so for a formula.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


@require_safe
@moderators_only
def figures(request: HttpRequest) -> HttpResponse:
    """How the queue is doing, and how often moderators agreed with each rule."""
    now = timezone.now()
    days = statistics.days(until=now)
    off = switched_off()
    context = {
        "title": _("Figures"),
        "plots": plots(days),
        "oldest": statistics.oldest_waiting(),
        "agreements": [(found, found.rule in off) for found in statistics.agreements(off)],
        "score": statistics.score_agreement(),
        "sample": statistics.missed_in_sample(),
        "learner": TrainedLearner.objects.order_by("-pk").defer("arrays").first(),
    }
    return render(request, "comments/queue/figures.html", {**site.each_context(request), **context})


class SwitchForm(forms.Form):
    rule = forms.CharField(max_length=40)
    is_on = forms.BooleanField(required=False)


@require_POST
@moderators_only
def rule_switch(request: HttpRequest) -> HttpResponse:
    """Switch one of the rules that have pointed at something off, or on again."""
    form = SwitchForm(request.POST)
    if not form.is_valid() or not Flag.objects.filter(rule=form.cleaned_data["rule"]).exists():
        raise Http404
    _switch(**form.cleaned_data, by=request.user)
    return redirect("admin:comments_figures")


@transaction.atomic
def _switch(rule: str, is_on: bool, *, by: Any) -> None:
    """Set the switch, and note in the log of the whole desk who did."""
    switch, _is_new = RuleSwitch.objects.select_for_update().get_or_create(rule=rule)
    if switch.is_on == is_on:
        return
    changes = {"is_on": [switch.is_on, is_on]}
    switch.is_on = is_on
    switch.save()
    subject = f"{RuleSwitch._meta.verbose_name}: {rule}"
    audit.record(AuditEntry.Verb.CHANGE, by=by, at=timezone.now(), subject=subject, changes=changes)


def plots(days: list[statistics.Day]) -> list[Plot]:
    labels = [date_format(day.day, "j F") for day in days]
    rows = (
        (_("Comments by day"), [day.inflow for day in days], counted),
        (_("Waiting at the end of the day"), [day.backlog for day in days], counted),
        (_("Median time to a decision"), [day.median_seconds for day in days], duration),
        (_("Nine of ten decided within"), [day.p90_seconds for day in days], duration),
    )
    return [
        bar_plot(str(title), labels, values, [write(value) for value in values])
        for title, values, write in rows
    ]


def counted(number: float | None) -> str:
    number = int(number or 0)
    return ngettext("%(number)d comment", "%(number)d comments", number) % {"number": number}


def duration(seconds: float | None) -> str:
    """A time in the largest unit that it fills: minutes, hours or days."""
    if seconds is None:
        return str(_("nothing decided"))
    minutes = round(seconds / 60)
    if minutes < 60:
        return ngettext("%(number)d minute", "%(number)d minutes", minutes) % {"number": minutes}
    hours = round(minutes / 60)
    if hours < 48:
        return ngettext("%(number)d hour", "%(number)d hours", hours) % {"number": hours}
    return ngettext("%(number)d day", "%(number)d days", round(hours / 24)) % {
        "number": round(hours / 24)
    }


@require_safe
@moderators_only
def decisions_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Every decision, a line each, read in pieces however many there are."""
    response = StreamingHttpResponse(csv_lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="decisions.csv"'
    return response


class _Line:
    """What csv.writer writes to: it hands the line back."""

    def write(self, line: str) -> str:
        return line


def csv_lines() -> Iterator[str]:
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(COLUMNS)
    for row in Decision.objects.order_by("pk").values_list(*COLUMNS).iterator(1000):
        yield writer.writerow([harmless(value) for value in row])


def harmless(value: object) -> object:
    """A cell that no spreadsheet takes for a formula."""
    is_formula = isinstance(value, str) and value.startswith(FORMULA_SIGNS)
    return f"'{value}" if is_formula else value


@require_safe
def transparency(request: HttpRequest) -> HttpResponse:
    """What the newsroom decided on readers' comments, by month, for everybody."""
    months = [
        (month, duration(month.median_seconds)) for month in statistics.months(at=timezone.now())
    ]
    return render(request, "comments/transparency.html", {"months": months})
