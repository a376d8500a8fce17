"""What belongs to one reader, known by the key of their cookie: all of it to take, or to erase."""

import secrets
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from comments import moderation, month_figures
from comments.models import Appeal, Comment, CommentText, Decision, Flag, Report

# Stands where a text was that others have answered or a moderator has decided on.
ERASED = "…"
# The length of a key, so that what is erased looks like anybody's.
KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Erased:
    """How many comments went without a trace, and of how many only an empty place stays."""

    deleted: int
    emptied: int


def of_reader(reader_key: str) -> dict[str, list[dict[str, Any]]]:
    """Everything that is kept of the reader, as plain values."""
    comments = Comment.objects.by_reader(reader_key).order_by("pk")
    return {
        "comments": [_comment(comment) for comment in comments.select_related("story")],
        "reports": [_report(report) for report in _reports(reader_key).order_by("pk")],
    }


def _reports(reader_key: str):
    reports = Report.objects.filter(reader_key=reader_key)
    return reports.select_related("comment") if reader_key else reports.none()


def _comment(comment: Comment) -> dict[str, Any]:
    appeal = Appeal.objects.filter(comment=comment).first()
    decisions = Decision.objects.filter(comment=comment).order_by("pk")
    return {
        "address": comment.get_absolute_url(),
        "story": comment.story.get_absolute_url(),
        "received_at": comment.created_at.isoformat(),
        "name": comment.author_name,
        "text": comment.text,
        "earlier_texts": [earlier.text for earlier in comment.earlier_texts.order_by("version")],
        "status": comment.status,
        "address_is_kept_hashed": bool(comment.address_key),
        "decisions": [
            {"decision": d.verb, "reason": d.reason, "note": d.note, "at": d.decided_at.isoformat()}
            for d in decisions
        ],
        "appeal": appeal and {"text": appeal.text, "outcome": appeal.outcome},
    }


def _report(report: Report) -> dict[str, Any]:
    return {
        "comment": report.comment.get_absolute_url(),
        "reason": report.reason,
        "text": report.text,
        "at": report.created_at.isoformat(),
    }


@transaction.atomic
def erase(reader_key: str) -> Erased:
    """Delete what can go without taking others' words along, and empty and unlink the rest.

    What a moderator decided on stays in the log of decisions, which cannot be changed, and leads
    to nobody any more.
    """
    deleted, emptied = [], 0
    # The youngest first: an answer to oneself is no answer of others.
    for comment in Comment.objects.select_for_update().by_reader(reader_key).order_by("-pk"):
        if _is_only_theirs(comment):
            comment.delete()
            deleted.append(comment)
        else:
            _empty(comment)
            emptied += 1
    for report in _reports(reader_key).select_related(None):
        report.reader_key, report.address_key, report.text = secrets.token_hex(KEY_BYTES), "", ""
        report.save(update_fields=["reader_key", "address_key", "text"])
    month_figures.went(deleted)
    return Erased(len(deleted), emptied)


def _is_only_theirs(comment: Comment) -> bool:
    return not (comment.replies.exists() or comment.decisions.exists() or _is_appealed(comment))


def _is_appealed(comment: Comment) -> bool:
    return Appeal.objects.filter(comment=comment).exists()


def _empty(comment: Comment) -> None:
    if comment.status in (Comment.Status.VISIBLE, Comment.Status.HELD):
        moderation.withdraw(comment, seen=comment.version)
    CommentText.objects.filter(comment=comment).delete()
    Flag.objects.filter(comment=comment).delete()
    Appeal.objects.filter(comment=comment).update(text=ERASED)
    emptied = ("author_name", "reader_key", "address_key", "search_terms")
    nothing = dict.fromkeys(emptied, "") | {"form_key": None}
    Comment.objects.filter(pk=comment.pk).update(text=ERASED, **nothing)
