"""Which comments wait for a moderator, and in which order.

Priority is the sum of what points at a comment, minus a term for the day it began to wait:
everybody in the queue grows older at the same speed, so that the order can be stored and indexed.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Count, Q

from comments.flagging.findings import Finding
from comments.models import Appeal, Comment, Flag, Report
from comments.models.reasons import MUST_REVIEW

EPOCH = datetime(2016, 1, 1, tzinfo=UTC)
# A day of waiting lifts a comment by a quarter of a certain insult: nothing waits for ever.
WORTH_OF_A_DAY = 0.25
MUST_REVIEW_WORTH = 2.0
ESCALATED_WORTH = 1.0
APPEAL_WORTH = 1.0
MOST_REPORTS_WORTH = 1.5

# A reporter's word counts by record once this many of their reports were resolved.
RECORD_BEGINS = 5
UNKNOWN_RECORD = 0.5


@dataclass(frozen=True, slots=True)
class Record:
    """What became of a reader's earlier reports."""

    resolved: int
    upheld: int

    @property
    def weight(self) -> float:
        """From 0 to 1: the share of reports that were right, one half while too few are known."""
        return self.upheld / self.resolved if self.resolved >= RECORD_BEGINS else UNKNOWN_RECORD


def reporter_records(reader_keys: Iterable[str]) -> dict[str, Record]:
    """The records of the reporters who have one, by key; one query."""
    rows = (
        Report.objects.filter(reader_key__in=set(reader_keys), was_upheld__isnull=False)
        .values("reader_key")
        .annotate(resolved=Count("pk"), upheld=Count("pk", filter=Q(was_upheld=True)))
    )
    return {row["reader_key"]: Record(row["resolved"], row["upheld"]) for row in rows}


def either(weights: Iterable[float]) -> float:
    """The chance that at least one of independent hints is right (noisy or), 0…1."""
    return 1 - math.prod(1 - weight for weight in weights)


def rank(comment: Comment) -> None:
    """Set the comment's priority and whether it must be looked at, from what points at it now.

    Changes the instance, writes nothing: the caller saves what it changed with it.
    """
    flags = list(Flag.objects.filter(comment=comment, text_version=comment.text_version))
    reports = list(Report.objects.filter(comment=comment, was_upheld__isnull=True))
    has_appeal = Appeal.objects.filter(comment=comment, outcome=Appeal.Outcome.WAITING).exists()
    reasons = [hint.reason for hint in [*flags, *reports]]
    _set(comment, reasons, [flag.weight for flag in flags])
    comment.priority += _worth_of(reports) + APPEAL_WORTH * has_appeal


def rank_new(comment: Comment, findings: Iterable[Finding]) -> None:
    """The same for a comment that nobody can have reported yet; no query."""
    findings = list(findings)
    _set(comment, [found.reason for found in findings], [found.weight for found in findings])


def _set(comment: Comment, reasons: list[str], weights: list[float]) -> None:
    comment.must_review = any(reason in MUST_REVIEW for reason in reasons)
    comment.priority = (
        max(comment.score or 0, either(weights))
        + MUST_REVIEW_WORTH * comment.must_review
        + ESCALATED_WORTH * comment.is_escalated
        - WORTH_OF_A_DAY * (comment.waiting_since() - EPOCH).total_seconds() / 86_400
    )


def _worth_of(reports: list[Report]) -> float:
    records = reporter_records(report.reader_key for report in reports)
    nobody = Record(0, 0)
    worth = sum(records.get(report.reader_key, nobody).weight for report in reports)
    return min(worth, MOST_REPORTS_WORTH)
