"""Figures of the moderation, from the record: nothing here is counted twice or guessed."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate
from math import ceil
from statistics import median

from django.db.models import Count, Max, Min, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate

from comments.models import Comment, Decision, Flag, Reason
from comments.month_figures import (
    APPEALS,
    COMMENTS,
    FINAL,
    GRANTED,
    HELD,
    REJECT,
    WAIT,
    figures_since,
    month_of,
)

DAYS = 30
MOST_DECISIONS = 20_000
OF_APPEALS = {APPEALS, GRANTED}
Verb = Decision.Verb
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
    begun, ended = map(sorted, _stays(first))
    return [
        Day(
            day=day,
            inflow=inflow.get(day, 0),
            backlog=bisect_right(begun, day) - bisect_right(ended, day),
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


def _stays(first: datetime) -> tuple[list[date], list[date]]:
    """The days when what waits or was decided lately began to wait, and those of its decisions.

    Nothing else is read, however many comments there are.
    """
    waiting = Comment.objects.queued().with_waiting_since().values_list("waits_since", flat=True)
    made = Decision.objects.filter(
        decided_at__gt=first, moderator__isnull=False, verb__in=FINAL, comment__is_queued=False
    ).annotate(waits_since=Coalesce("comment__queued_at", "comment__created_at"))
    # Of several decisions on one comment the last counts.
    rows = made.order_by("pk").values_list("comment", "waits_since", "decided_at")
    decided = {comment: (begun.date(), ended.date()) for comment, begun, ended in rows}
    begun = [since.date() for since in waiting] + [begun for begun, _ended in decided.values()]
    return begun, [ended for _begun, ended in decided.values()]


def oldest_waiting() -> datetime | None:
    """Since when the comment waits that has waited longest."""
    queued = Comment.objects.queued().with_waiting_since()
    return queued.aggregate(oldest=Min("waits_since"))["oldest"]


def agreements(besides: Iterable[str] = ()) -> list[Agreement]:
    """For every rule how often what it pointed at was rejected, the most used rules first.

    The rules in `besides` are listed even if nothing was decided on what they pointed at.
    """
    rejected = Q(comment__decisions__verb__in=REJECTING)
    rows = (
        Flag.objects.filter(comment__decisions__in=_last_on_each())
        .values("rule")
        .annotate(decided=Count("pk"), rejected=Count("pk", filter=rejected))
        .order_by("-decided", "rule")
    )
    found = [Agreement(row["rule"], row["decided"], row["rejected"]) for row in rows]
    undecided = sorted(set(besides) - {agreement.rule for agreement in found})
    return found + [Agreement(rule, 0, 0) for rule in undecided]


def _standing() -> QuerySet:
    """The latest decisions by people that nobody has undone; more would say little else."""
    made = Decision.objects.filter(
        moderator__isnull=False, verb__in=FINAL, reversed_by__isnull=True
    ).order_by("-pk")
    oldest = made.values_list("pk", flat=True)[MOST_DECISIONS - 1 : MOST_DECISIONS]
    return made.filter(pk__gte=next(iter(oldest), 0)).order_by()


def _last_on_each() -> QuerySet:
    """Of the latest decisions, the last on each comment, by its number."""
    standing = _standing()
    return standing.values("comment").annotate(last=Max("pk")).values("last")


def score_agreement() -> Agreement:
    """How often moderators rejected what scored one half and more, whoever gave the score."""
    counted = (
        _standing()
        .filter(score__gte=0.5)
        .aggregate(decided=Count("pk"), rejected=Count("pk", filter=Q(verb__in=REJECTING)))
    )
    return Agreement("score", **counted)


def missed_in_sample() -> Agreement:
    """How often moderators rejected a comment that nothing had pointed at: the misses."""
    counted = (
        _standing()
        .filter(comment__is_sampled=True)
        .aggregate(decided=Count("pk"), rejected=Count("pk", filter=Q(verb__in=REJECTING)))
    )
    return Agreement("sample", **counted)


def months(*, at: datetime, number: int = 12) -> list[Month]:
    """The latest months that had comments or decisions, newest first; one query."""
    found = figures_since(month_of(at - timedelta(days=31 * number)))
    active = [month for month, figures in found.items() if not figures.keys() <= OF_APPEALS]
    return [_month(month, found[month]) for month in sorted(active, reverse=True)[:number]]


def _month(month: int, figures: Counter[str]) -> Month:
    waits, rejected = _named(figures, WAIT), _named(figures, REJECT)
    return Month(
        month=date(month // 100, month % 100, 1),
        comments=figures[COMMENTS],
        decisions=sum(waits.values()),
        rejected=sum(rejected.values()),
        by_reason=[(str(Reason(name).label), count) for name, count in rejected.most_common()],
        held_by_machine=figures[HELD],
        appeals=figures[APPEALS],
        appeals_granted=figures[GRANTED],
        median_seconds=median_of({int(seconds): count for seconds, count in waits.items()}),
    )


def _named(figures: Counter[str], prefix: str) -> Counter[str]:
    """The figures that begin so, by the rest of their names."""
    return Counter(
        {
            name.removeprefix(prefix): number
            for name, number in figures.items()
            if name.startswith(prefix)
        }
    )


def median_of(counts: dict[int, int]) -> float | None:
    """The median of values that are given with their numbers; None for none."""
    values = sorted(counts)
    upto = list(accumulate(counts[value] for value in values))
    if not upto or not upto[-1]:
        return None
    low, high = (upto[-1] - 1) // 2, upto[-1] // 2
    return (values[bisect_right(upto, low)] + values[bisect_right(upto, high)]) / 2
