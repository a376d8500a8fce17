"""How many stories readers find in a source, a section, a month or a day, without counting."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connections, transaction
from django.db.models import Count, F, IntegerField, QuerySet
from django.db.models.functions import Cast, ExtractDay, ExtractMonth, ExtractYear

from articles import tally_triggers
from articles.models import Story, Tally

Scope = Tally.Scope


@dataclass(frozen=True, slots=True)
class Counted:
    stories: int = 0
    corrected: int = 0


def counts(
    scope: Tally.Scope, at: datetime, members: Iterable[int] | None = None
) -> dict[int, Counted]:
    """What each member of the scope shows readers at that moment; one with nothing is left out.

    Two queries, whatever the number of stories: the tallies, and the stories that wait for
    their hour, which are few and taken out.
    """
    tallies = Tally.objects.filter(scope=scope)
    if members is not None:
        tallies = tallies.filter(member__in=members)
    waiting, waiting_corrected = _waiting(scope, at)
    found = {
        tally.member: Counted(
            tally.stories - waiting[tally.member],
            tally.corrected - waiting_corrected[tally.member],
        )
        for tally in tallies
    }
    return {member: counted for member, counted in found.items() if counted.stories > 0}


def _waiting(scope: Tally.Scope, at: datetime) -> tuple[Counter[int], Counter[int]]:
    rows = Story.objects.scheduled(at).only("source", "topic", "dated_on", "corrected_at")
    waiting, corrected = Counter(), Counter()
    for story in rows:
        for member in (number for of, number in _members(story) if of == scope):
            waiting[member] += 1
            corrected[member] += story.corrected_at is not None
    return waiting, corrected


def _members(story: Story) -> Iterator[tuple[str, int | None]]:
    yield Scope.DAY, day_number(story.dated_on)
    yield Scope.MONTH, month_number(story.dated_on.year, story.dated_on.month)
    yield Scope.SOURCE, story.source_id
    yield Scope.TOPIC, story.topic_id


def month_number(year: int, month: int) -> int:
    return year * 100 + month


def day_number(day: date) -> int:
    return month_number(day.year, day.month) * 100 + day.day


def keep_counted(using: str, **kwargs: Any) -> None:
    """After every migration: let the database count, and count what it has missed."""
    connection = connections[using]
    is_here = Tally._meta.db_table in connection.introspection.table_names()
    if is_here and tally_triggers.install(connection):
        recount()


@transaction.atomic
def recount() -> None:
    """Count all stories anew: after the triggers were missing, or a change of the time zone."""
    Tally.objects.all().delete()
    year, month, day = (part("dated_on") for part in (ExtractYear, ExtractMonth, ExtractDay))
    months = Cast(year, IntegerField()) * 100 + month
    for scope, member in (
        (Scope.DAY, months * 100 + day),
        (Scope.MONTH, months),
        (Scope.SOURCE, F("source")),
        (Scope.TOPIC, F("topic")),
    ):
        Tally.objects.bulk_create(_counted(scope, member), batch_size=500)


def _counted(scope: Tally.Scope, member: Any) -> Iterator[Tally]:
    stories: QuerySet = Story.objects.filter(status=Story.Status.PUBLISHED).order_by()
    grouped = stories.annotate(member=member).values("member").exclude(member=None)
    for row in grouped.annotate(stories=Count("pk"), corrected=Count("corrected_at")):
        yield Tally(scope=scope, **row)
