"""What a moderator sees of a comment: the queue's card, read in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Count, Q

from comments.evidence import Segment, segments
from comments.learning import speaking
from comments.models import (
    Appeal,
    Comment,
    CommentQuerySet,
    CommentText,
    Decision,
    Flag,
    Report,
)

SIBLINGS = 3
HIGH_SCORE = 0.5
DRIVING_WORDS = 4
RECORD_WINDOW = timedelta(days=90)
# Long texts that a card would carry along for nothing.
NOT_SHOWN = (
    "search_terms",
    "parent__search_terms",
    "story__summary",
    "story__credits",
    "story__body",
    "story__source__description",
    "story__source__about",
    "story__source__search_terms",
)
# Texts of some pages, each explained in less than a millisecond.
MOST_EXPLAINED = 500


@dataclass(frozen=True, slots=True)
class ReaderRecord:
    """How many comments a reader sent in the window, and how many of them were rejected."""

    comments: int = 0
    rejected: int = 0


@dataclass(slots=True)
class Reported:
    """The open reports for one reason: how many, what readers added, about which text."""

    reason: str
    number: int = 0
    words: list[str] = field(default_factory=list)
    is_of_earlier_text: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    comment: Comment
    flags: list[Flag]
    reports: list[Reported]
    earlier_texts: list[CommentText]
    decisions: list[Decision]
    siblings: list[Comment]
    record: ReaderRecord
    appeal: Appeal | None
    claimed_by: str
    segments: list[Segment]
    driving_words: list[str]
    speaks: str

    @property
    def last_decision(self) -> Decision | None:
        return self.decisions[0] if self.decisions else None


def with_context(comments: CommentQuerySet) -> CommentQuerySet:
    """What cards of these comments show of single rows, to be read with them."""
    joined = comments.select_related("story__source", "parent", "appeal", "claim__moderator")
    return joined.defer(*NOT_SHOWN)


def cards(comments: Iterable[Comment], *, moderator, at: datetime) -> list[Card]:
    """The cards of comments that were read `with_context`; a few more queries for all of them."""
    comments = list(comments)
    attached = _attached(comments)
    siblings = _siblings(comments)
    records = _records(comments, at)
    learner = speaking()
    return [
        _card(
            comment,
            attached,
            siblings[comment.parent_id],
            records.get(comment.reader_key, ReaderRecord()),
            _claimed_by(comment, moderator, at),
            learner,
        )
        for comment in comments
    ]


class Attached(NamedTuple):
    """The rows that belong to comments, by the number of each."""

    flags: dict[int, list[Flag]]
    reports: dict[int, list[Report]]
    earlier_texts: dict[int, list[CommentText]]
    decisions: dict[int, list[Decision]]


def _attached(comments: list[Comment]) -> Attached:
    ids = [comment.pk for comment in comments]
    changed = [comment.pk for comment in comments if comment.text_version > 1]
    made = Decision.objects.filter(comment__in=ids).select_related("moderator")
    return Attached(
        flags=_by_comment(Flag.objects.filter(comment__in=ids).order_by("pk")),
        reports=_by_comment(
            Report.objects.filter(comment__in=ids, was_upheld__isnull=True).order_by("pk")
        ),
        earlier_texts=_by_comment(
            CommentText.objects.filter(comment__in=changed).order_by("version")
        ),
        decisions=_by_comment(made.order_by("-pk")),
    )


def _by_comment(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found = defaultdict(list)
    for row in rows:
        found[row.comment_id].append(row)
    return found


def _card(
    comment: Comment,
    attached: Attached,
    siblings: list[Comment],
    record: ReaderRecord,
    claimed_by: str,
    learner,
) -> Card:
    flagged = attached.flags[comment.pk]
    flags = [flag for flag in flagged if flag.text_version == comment.text_version]
    return Card(
        comment=comment,
        flags=flags,
        reports=_by_reason(attached.reports[comment.pk], comment.text_version),
        earlier_texts=attached.earlier_texts[comment.pk],
        decisions=attached.decisions[comment.pk],
        siblings=[sibling for sibling in siblings if sibling != comment][:SIBLINGS],
        record=record,
        appeal=getattr(comment, "appeal", None),
        claimed_by=claimed_by,
        segments=segments(comment.text, flags),
        driving_words=_driving_words(comment, learner),
        speaks=learner.speaks,
    )


def _driving_words(comment: Comment, learner) -> list[str]:
    """The words that lifted a high score most, as they were typed."""
    if comment.score is None or comment.score < HIGH_SCORE:
        return []
    return list(_lifting(comment.text, learner))


@lru_cache(MOST_EXPLAINED)
def _lifting(text: str, learner) -> tuple[str, ...]:
    lifting = (word.text for word in learner.explain(text) if word.log_odds > 0)
    return tuple(dict.fromkeys(lifting))[:DRIVING_WORDS]


def _by_reason(reports: Iterable[Report], text_version: int) -> list[Reported]:
    found: dict[str, Reported] = {}
    for report in reports:
        reported = found.setdefault(report.reason, Reported(str(report.get_reason_display())))
        reported.number += 1
        reported.words += [report.text] if report.text else []
        reported.is_of_earlier_text |= report.text_version < text_version
    return sorted(found.values(), key=lambda reported: -reported.number)


def _siblings(comments: list[Comment]) -> dict[int | None, list[Comment]]:
    """The latest visible answers to the comments that these answer."""
    parents = {comment.parent_id for comment in comments if comment.parent_id}
    found = defaultdict(list)
    for reply in Comment.objects.visible().filter(parent__in=parents).order_by("-pk")[:500]:
        found[reply.parent_id].append(reply)
    return found


def _records(comments: list[Comment], at: datetime) -> dict[str, ReaderRecord]:
    keys = {comment.reader_key for comment in comments if comment.reader_key}
    rows = (
        Comment.objects.filter(reader_key__in=keys, created_at__gt=at - RECORD_WINDOW)
        .values("reader_key")
        .annotate(
            comments=Count("pk"),
            rejected=Count("pk", filter=Q(status=Comment.Status.REJECTED)),
        )
    )
    return {row["reader_key"]: ReaderRecord(row["comments"], row["rejected"]) for row in rows}


def _claimed_by(comment: Comment, moderator, at: datetime) -> str:
    """The name of another moderator who has the comment open now, or ""."""
    claim = getattr(comment, "claim", None)
    if claim is None or claim.expires_at <= at or claim.moderator == moderator:
        return ""
    return claim.moderator.get_full_name() or claim.moderator.username
