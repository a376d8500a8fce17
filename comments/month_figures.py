"""The figures that the public is told of each month, kept as comments and decisions are written.

    comments            that came, but for those that left no trace
    wait:SECONDS        decisions by people that ended a wait of that length, as `rounded` has it
    reject:REASON       rejections by people for that reason
    held                what rules and settings held
    appeals, granted    by the month of the appeal

A decision that was undone counts for nothing, in the month in which it had been made.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from threading import get_native_id
from typing import Any

from django.db import connections, router, transaction
from django.db.models import Count, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from comments.models import Appeal, Comment, Decision, MonthFigure

COMMENTS, HELD, APPEALS, GRANTED = "comments", "held", "appeals", "granted"
WAIT, REJECT = "wait:", "reject:"
Verb = Decision.Verb
FINAL = (Verb.APPROVE, Verb.REJECT, Verb.RESTORE, Verb.UPHOLD)
# Threads that write in the same moment and are as many as this seldom meet.
PARTS = 8
TABLE = MonthFigure._meta.db_table
Key = tuple[int, str]


def month_of(at: datetime) -> int:
    """The month on the newsroom's calendar, as 201612."""
    local = timezone.localtime(at)
    return local.year * 100 + local.month


def rounded(seconds: float) -> int:
    """A wait as precise as a page tells it: in minutes up to an hour, hours up to two days, days.

    So a month has few lengths of waits, however many decisions.
    """
    minutes = round(seconds / 60)
    hours = round(minutes / 60)
    if minutes < 60:
        return minutes * 60
    return hours * 3600 if hours < 48 else round(hours / 24) * 86_400


def came(comments: Iterable[Comment]) -> None:
    """Count new comments."""
    _add(Counter((month_of(comment.created_at), COMMENTS) for comment in comments))


def went(comments: Iterable[Comment]) -> None:
    """Count comments no more that are deleted."""
    gone = Counter((month_of(comment.created_at), COMMENTS) for comment in comments)
    _add({key: -number for key, number in gone.items()})


def decided(decision: Decision) -> None:
    """Count a new decision, and the one that it reverses no more."""
    counts = Counter(_of_decision(decision))
    if decision.reverses:
        counts.subtract(_of_decision(decision.reverses))
    _add(counts)


def _of_decision(made: Decision) -> Iterator[Key]:
    month = month_of(made.decided_at)
    if made.moderator_id is None:
        yield month, HELD
    if made.moderator_id and made.verb in FINAL:
        yield month, f"{WAIT}{rounded(made.waiting_seconds)}"
    if made.moderator_id and made.verb == Verb.REJECT:
        yield month, f"{REJECT}{made.reason}"


def appealed(appeal: Appeal) -> None:
    _add({(month_of(appeal.appealed_at), APPEALS): 1})


def granted(appeal: Appeal, number: int = 1) -> None:
    """Count an appeal as granted; with -1 no more, where that was undone."""
    _add({(month_of(appeal.appealed_at), GRANTED): number})


def _add(counts: Mapping[Key, int]) -> None:
    """Add to the figures. In one order, so that no two writers wait for each other."""
    part = get_native_id() % PARTS
    rows = [(*key, part, number) for key, number in sorted(counts.items()) if number]
    if not rows:
        return
    marks = ", ".join(["(%s, %s, %s, %s)"] * len(rows))
    sql = (
        f"INSERT INTO {TABLE} (month, name, part, number) VALUES {marks}"
        f" ON CONFLICT (month, name, part) DO UPDATE SET number = {TABLE}.number + excluded.number"
    )
    with connections[router.db_for_write(MonthFigure)].cursor() as cursor:
        cursor.execute(sql, [value for row in rows for value in row])


def figures_since(month: int) -> dict[int, Counter[str]]:
    """The figures of that month and the later ones, by month; one query."""
    found: dict[int, Counter[str]] = {}
    rows = MonthFigure.objects.filter(month__gte=month).values_list("month", "name")
    for of_month, name, number in rows.annotate(number=Sum("number")).order_by():
        if number:
            found.setdefault(of_month, Counter())[name] = number
    return found


def keep_counted(using: str, **kwargs: Any) -> None:
    """After every migration: count what was written before anybody kept figures."""
    tables = connections[using].introspection.table_names()
    if TABLE in tables and not MonthFigure.objects.exists() and Comment.objects.exists():
        recount()


@transaction.atomic
def recount() -> None:
    """Count everything anew: for older rows, and after a change of the time zone."""
    MonthFigure.objects.all().delete()
    counts = Counter(dict(_comments_by_month()))
    standing = Decision.objects.filter(reversed_by__isnull=True)
    fields = ("decided_at", "moderator", "verb", "reason", "waiting_seconds")
    for decision in standing.only(*fields).iterator(1000):
        counts.update(_of_decision(decision))
    for at, outcome in Appeal.objects.values_list("appealed_at", "outcome"):
        counts[month_of(at), APPEALS] += 1
        counts[month_of(at), GRANTED] += outcome == Appeal.Outcome.GRANTED
    _add(counts)


def _comments_by_month() -> Iterator[tuple[Key, int]]:
    months = Comment.objects.order_by().values_list(TruncMonth("created_at"))
    for month, number in months.annotate(number=Count("pk")):
        yield (month.year * 100 + month.month, COMMENTS), number
