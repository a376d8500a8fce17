"""Figures of the moderation, from the record: nothing here is counted twice or guessed."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from statistics import median

from django.db.models import Count, Min, OuterRef, Q, Subquery
from django.db.models.functions import TruncDate, TruncMonth

from comments.models import Appeal, Comment, Decision, Flag, Reason

DAYS = 30
Verb = Decision.Verb
FINAL = (Verb.APPROVE, Verb.REJECT, Verb.RESTORE, Verb.UPHOLD)
REJECTING = (Verb.REJECT, Verb.UPHOLD)


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the queue; times in seconds, None where nothing was decided."""

    day: date
    inflow: int
    backlog: int
    median_seconds: float | None
    p90_seconds: float | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """How often moderators rejected what a rule pointed at."""

    rule: str
    decided: int
    rejected: int

    @property
    def percent(self) -> int:
        return round(100 * self.rejected / self.decided) if self.decided else 0


@dataclass(frozen=True, slots=True)
class Month:
    """What the public is told of one month."""

    month: date
    comments: int
    decisions: int
    rejected: int
    by_reason: list[tuple[str, int]]
    held_by_machine: int
    appeals: int
    appeals_granted: int
    median_seconds: float | None

    @property
    def machine_percent(self) -> int:
        """The share of decisions that a rule or setting made: holds, and nothing but holds."""
        made = self.decisions + self.held_by_machine
        return round(100 * self.held_by_machine / made) if made else 0


def percentile(values: list[int], share: float) -> float | None:
    """The smallest value that at least `share` of the values do not exceed; None for none."""
    if not values:
        return None
    ordered = sorted(values)
    return ordered[max(ceil(len(ordered) * share) - 1, 0)]


def days(*, until: datetime, number: int = DAYS) -> list[Day]:
    """The last `number` days, oldest first."""
    first = until - timedelta(days=number)
    dates = [(first + timedelta(days=step)).date() for step in range(1, number + 1)]
    inflow = _inflow(first)
    waits = _waits(first)
    stays = _stays(first)
    return [
        Day(
            day=day,
            inflow=inflow.get(day, 0),
            backlog=sum(begin <= day and (end is None or end > day) for begin, end in stays),
            median_seconds=median(waits[day]) if waits[day] else None,
            p90_seconds=percentile(waits[day], 0.9),
        )
        for day in dates
    ]


def _inflow(first: datetime) -> dict[date, int]:
    rows = Comment.objects.filter(created_at__gt=first).values(day=TruncDate("created_at"))
    return {row["day"]: row["number"] for row in rows.annotate(number=Count("pk"))}


def _waits(first: datetime) -> dict[date, list[int]]:
    rows = Decision.objects.filter(
        decided_at__gt=first, moderator__isnull=False, verb__in=FINAL
    ).values_list("decided_at__date", "waiting_seconds")
    waits = defaultdict(list)
    for day, seconds in rows:
        waits[day].append(seconds)
    return waits


def _stays(first: datetime) -> list[tuple[date, date | None]]:
    """When comments began to wait, and the day of their decision; None while they wait."""
    final = Decision.objects.filter(
        comment=OuterRef("pk"), moderator__isnull=False, verb__in=FINAL
    ).order_by("-pk")
    rows = (
        Comment.objects.with_waiting_since()
        .annotate(decided=Subquery(final.values("decided_at")[:1]))
        .filter(Q(decided__gt=first) | Q(is_queued=True))
        .values_list("waits_since", "is_queued", "decided")
    )
    return [
        (begun.date(), None if is_queued else decided.date()) for begun, is_queued, decided in rows
    ]


def oldest_waiting() -> datetime | None:
    """Since when the comment waits that has waited longest."""
    queued = Comment.objects.queued().with_waiting_since()
    return queued.aggregate(oldest=Min("waits_since"))["oldest"]


def agreements(besides: Iterable[str] = ()) -> list[Agreement]:
    """For every rule how often what it pointed at was rejected, the most used rules first.

    The rules in `besides` are listed even if nothing was decided on what they pointed at.
    """
    final = Decision.objects.filter(
        comment=OuterRef("comment"),
        moderator__isnull=False,
        verb__in=FINAL,
        reversed_by__isnull=True,
    ).order_by("-pk")
    rows = (
        Flag.objects.annotate(verb=Subquery(final.values("verb")[:1]))
        .filter(verb__isnull=False)
        .values("rule")
        .annotate(decided=Count("pk"), rejected=Count("pk", filter=Q(verb__in=REJECTING)))
        .order_by("-decided", "rule")
    )
    found = [Agreement(row["rule"], row["decided"], row["rejected"]) for row in rows]
    undecided = sorted(set(besides) - {agreement.rule for agreement in found})
    return found + [Agreement(rule, 0, 0) for rule in undecided]


def score_agreement() -> Agreement:
    """How often moderators rejected what scored one half and more, whoever gave the score."""
    made = Decision.objects.filter(
        moderator__isnull=False, verb__in=FINAL, reversed_by__isnull=True, score__gte=0.5
    )
    counted = made.aggregate(
        decided=Count("pk"), rejected=Count("pk", filter=Q(verb__in=REJECTING))
    )
    return Agreement("score", **counted)


def missed_in_sample() -> Agreement:
    """How often moderators rejected a comment that nothing had pointed at: the misses."""
    sampled = Decision.objects.filter(
        comment__is_sampled=True, moderator__isnull=False, verb__in=FINAL, reversed_by__isnull=True
    )
    counted = sampled.aggregate(
        decided=Count("pk"), rejected=Count("pk", filter=Q(verb__in=REJECTING))
    )
    return Agreement("sample", **counted)


def months(*, at: datetime, number: int = 12) -> list[Month]:
    """The latest months that had comments or decisions, newest first."""
    begin = (at - timedelta(days=31 * number)).replace(day=1, hour=0, minute=0, second=0)
    came = _by_month(Comment.objects.filter(created_at__gte=begin), "created_at")
    decided = Decision.objects.filter(decided_at__gte=begin, reversed_by__isnull=True)
    made = defaultdict(list)
    for decision in decided.annotate(month=TruncMonth("decided_at")).values(
        "month", "verb", "reason", "moderator", "waiting_seconds"
    ):
        made[decision["month"].date()].append(decision)
    appeals = _appeals_by_month(begin)
    every = sorted({*came, *made}, reverse=True)[:number]
    return [_month(month, came.get(month, 0), made[month], appeals[month]) for month in every]


def _month(month: date, came: int, made: list[dict], appeals: Counter) -> Month:
    final = [row for row in made if row["moderator"] and row["verb"] in FINAL]
    rejected = [row for row in final if row["verb"] == Verb.REJECT]
    reasons = Counter(Reason(row["reason"]).label for row in rejected if row["reason"])
    waits = [row["waiting_seconds"] for row in final]
    return Month(
        month=month,
        comments=came,
        decisions=len(final),
        rejected=len(rejected),
        by_reason=[(str(label), number) for label, number in reasons.most_common()],
        held_by_machine=sum(row["moderator"] is None for row in made),
        appeals=sum(appeals.values()),
        appeals_granted=appeals[Appeal.Outcome.GRANTED],
        median_seconds=median(waits) if waits else None,
    )


def _by_month(rows, field: str) -> dict[date, int]:
    counted = rows.values(month=TruncMonth(field)).annotate(number=Count("pk"))
    return {row["month"].date(): row["number"] for row in counted}


def _appeals_by_month(begin: datetime) -> dict[date, Counter]:
    found = defaultdict(Counter)
    rows = Appeal.objects.filter(appealed_at__gte=begin).annotate(month=TruncMonth("appealed_at"))
    for month, outcome in rows.values_list("month", "outcome"):
        found[month.date()][outcome] += 1
    return found
