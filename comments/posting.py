"""Taking comments, reports and appeals in, with every check that a reader's words go through."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles import bulk
from articles.importing.drafts import DraftComment
from articles.models import Story
from comments import month_figures
from comments.flagging import Assessment
from comments.models import Appeal, Comment, CommentPolicy, CommentText, Decision, Report
from comments.moderation import hold_by_rule
from comments.moderation import withdraw as withdraw_comment
from comments.pointing import Pointed, assess_many, point_at, point_at_many, save_flags
from comments.queue import rank, rank_new

EDIT_WINDOW = timedelta(minutes=5)

# Field, how many comments, in which time. An address may be that of a whole school.
RATE_LIMITS = (
    ("reader_key", 4, timedelta(minutes=1)),
    ("reader_key", 30, timedelta(hours=1)),
    ("address_key", 20, timedelta(minutes=1)),
    ("address_key", 200, timedelta(hours=1)),
)


class PostingError(Exception):
    """Words that were not taken; `message` says why, `status` is the answer's HTTP status."""

    message = _("This could not be taken.")
    status = 400


class ThreadClosed(PostingError):
    message = _("Comments on this story are closed.")
    status = 403


class ParentElsewhere(PostingError):
    message = _("The comment that you reply to is not here any more.")


class TooMany(PostingError):
    message = _("You are writing very fast. Wait a minute, then send it again.")
    status = 429


class SameAgain(PostingError):
    message = _("You have sent this very comment already.")
    status = 409


class FormUsedTwice(PostingError):
    """The form was sent before; `comment` is what became of it."""

    message = _("This comment has arrived already.")
    status = 409

    def __init__(self, comment: Comment):
        super().__init__(comment)
        self.comment = comment


class NotEditable(PostingError):
    message = _("The five minutes for changing this comment are over, or a moderator has decided.")
    status = 403


class ReportedAlready(PostingError):
    message = _("You have reported this comment already.")
    status = 409


class AppealNotPossible(PostingError):
    message = _("A rejected comment can be appealed by its author, once.")
    status = 403


@dataclass(frozen=True, slots=True)
class Posting:
    """What a reader sends: words, and keyed hashes that say who without saying it."""

    text: str
    author_name: str = ""
    parent: Comment | None = None
    reader_key: str = ""
    address_key: str = ""
    form_key: str | None = None


def post(story: Story, posting: Posting, *, at: datetime) -> Comment:
    """Take a comment in: checked, flagged, and held where the story or a rule asks for it.

    Raises a PostingError; then nothing is written.
    """
    policy = CommentPolicy.objects.of(story)
    if policy.is_closed(story.published_at, at):
        raise ThreadClosed
    _check_parent(story, posting)
    # Before the transaction: while it is open, SQLite lets nobody else write.
    pointed = point_at(posting.text, story=story, reader_key=posting.reader_key, at=at)
    try:
        with transaction.atomic():
            _check_repetition(story, posting)
            _check_rates(posting, at)
            return _write(story, posting, pointed, policy, at)
    except IntegrityError:
        sent_before = Comment.objects.filter(form_key=posting.form_key or "").first()
        if sent_before is None:
            raise
        raise FormUsedTwice(sent_before) from None


def _write(
    story: Story, posting: Posting, pointed: Pointed, policy: CommentPolicy, at: datetime
) -> Comment:
    comment = Comment(
        story=story,
        parent=posting.parent,
        root=posting.parent and (posting.parent.root or posting.parent),
        author_name=posting.author_name,
        text=posting.text,
        reader_key=posting.reader_key,
        address_key=posting.address_key,
        form_key=posting.form_key,
        created_at=at,
    )
    _enter(comment, pointed, at)
    waits = _waits(policy, posting.reader_key)
    comment.save()
    month_figures.came([comment])
    save_flags([(comment, pointed)], at=at)
    if pointed.holds_for or waits:
        hold_by_rule(comment, at=at, reason=pointed.holds_for)
    return comment


def _enter(comment: Comment, pointed: Pointed, at: datetime) -> None:
    comment.score = pointed.score
    comment.is_sampled = pointed.is_sampled
    if pointed.needs_a_look:
        comment.enter_queue(at)
    rank_new(comment, pointed.findings)


def _waits(policy: CommentPolicy, reader_key: str) -> bool:
    if policy.mode == CommentPolicy.Mode.ALL_WAIT:
        return True
    if policy.mode != CommentPolicy.Mode.FIRST_TIMERS:
        return False
    return not Comment.objects.by_reader(reader_key).visible().exists()


def _check_parent(story: Story, posting: Posting) -> None:
    parent = posting.parent
    if parent and (parent.story_id != story.pk or parent.status != Comment.Status.VISIBLE):
        raise ParentElsewhere


def _check_repetition(story: Story, posting: Posting) -> None:
    mine = Comment.objects.by_reader(posting.reader_key).filter(story=story)
    if posting.form_key and (sent := Comment.objects.filter(form_key=posting.form_key).first()):
        raise FormUsedTwice(sent)
    if mine.filter(text=posting.text).exclude(status=Comment.Status.WITHDRAWN).exists():
        raise SameAgain


def _check_rates(posting: Posting, at: datetime) -> None:
    """Count for all limits in what this reader or address sent in an hour: never many rows."""
    # Without a key there is nobody to count for: None is no comment's key.
    sent_by = Q(reader_key=posting.reader_key or None) | Q(address_key=posting.address_key or None)
    recent = Comment.objects.filter(sent_by, created_at__gt=at - timedelta(hours=1))
    rows = list(recent.values("reader_key", "address_key", "created_at"))
    for field, most, window in RATE_LIMITS:
        key = getattr(posting, field)
        times = [row["created_at"] for row in rows if row[field] == key]
        if key and sum(time > at - window for time in times) >= most:
            raise TooMany


@transaction.atomic
def edit(comment: Comment, text: str, *, reader_key: str, at: datetime) -> Comment:
    """Change one's own comment within five minutes; the earlier text is kept for the record.

    What waits for a moderator goes on waiting: a better text answers no report.
    Raises NotEditable.
    """
    current = Comment.objects.select_for_update().get(pk=comment.pk)
    if not is_editable(current, reader_key, at):
        raise NotEditable
    if current.text == text:
        return current
    CommentText.objects.create(
        comment=current, version=current.text_version, text=current.text, replaced_at=at
    )
    pointed = point_at(text, story=current.story, reader_key="", at=at)
    current.text = text
    current.text_version += 1
    current.version += 1
    _enter(current, pointed, at)
    save_flags([(current, pointed)], at=at)
    rank(current)
    current.save()
    if pointed.holds_for and current.status == Comment.Status.VISIBLE:
        hold_by_rule(current, at=at, reason=pointed.holds_for)
    return current


@transaction.atomic
def withdraw(comment: Comment, *, reader_key: str, at: datetime) -> None:
    """Take one's own comment back within five minutes. Raises NotEditable."""
    current = Comment.objects.select_for_update().get(pk=comment.pk)
    if not is_editable(current, reader_key, at):
        raise NotEditable
    withdraw_comment(current, seen=current.version)


def is_editable(comment: Comment, reader_key: str, at: datetime) -> bool:
    """Whether this reader may still change or withdraw the comment."""
    if not reader_key or comment.reader_key != reader_key:
        return False
    if comment.status not in (Comment.Status.VISIBLE, Comment.Status.HELD):
        return False
    is_decided = comment.decisions.filter(moderator__isnull=False).exists()
    return at - comment.created_at < EDIT_WINDOW and not is_decided


@transaction.atomic
def report(
    comment: Comment,
    reason: str,
    *,
    reader_key: str,
    address_key: str,
    at: datetime,
    text: str = "",
) -> Report:
    """Take a reader's report in: the comment enters the queue and stays visible.

    Raises ReportedAlready, or TooMany.
    """
    current = Comment.objects.select_for_update().get(pk=comment.pk)
    recent = Report.objects.filter(reader_key=reader_key, created_at__gt=at - timedelta(hours=1))
    if recent.count() >= 20:
        raise TooMany
    made, is_new = Report.objects.get_or_create(
        comment=current,
        reader_key=reader_key,
        defaults={
            "reason": reason,
            "text": text,
            "address_key": address_key,
            "text_version": current.text_version,
            "created_at": at,
        },
    )
    if not is_new:
        raise ReportedAlready
    _send_to_queue(current, at)
    return made


@transaction.atomic
def appeal(comment: Comment, text: str, *, reader_key: str, at: datetime) -> Appeal:
    """The author asks for another moderator's look. Raises AppealNotPossible."""
    current = Comment.objects.select_for_update().get(pk=comment.pk)
    is_own = reader_key and current.reader_key == reader_key
    rejection = last_rejection(current)
    if not is_own or rejection is None or Appeal.objects.filter(comment=current).exists():
        raise AppealNotPossible
    made = Appeal.objects.create(
        comment=current,
        decision=rejection,
        decided_by=rejection.moderator,
        text=text,
        appealed_at=at,
    )
    month_figures.appealed(made)
    _send_to_queue(current, at)
    return made


def _send_to_queue(comment: Comment, at: datetime) -> None:
    comment.enter_queue(at)
    rank(comment)
    comment.save(update_fields=["is_queued", "queued_at", "priority", "must_review"])


def last_rejection(comment: Comment) -> Decision | None:
    """The decision by which the comment is rejected now, if it is."""
    if comment.status != Comment.Status.REJECTED:
        return None
    return comment.decisions.filter(verb=Decision.Verb.REJECT).order_by("-pk").first()


def import_comments(
    threads: Iterable[tuple[Story, list[DraftComment]]],
    *,
    at: datetime,
    assessed: Sequence[Assessment] | None = None,
) -> list[Comment]:
    """Keep the comments that came below imported stories: as received, in order, and flagged.

    `assessed` is what the rules say of all of them where somebody has asked already.
    """
    comments = [
        Comment(story=story, text=draft.text, seed_line=draft.line, created_at=at)
        for story, drafts in threads
        for draft in drafts
    ]
    if assessed is None:
        assessed = assess_many([comment.text for comment in comments])
    pointed = point_at_many([comment.text for comment in comments], assessed)
    for comment, found in zip(comments, pointed, strict=True):
        _enter(comment, found, at)
    bulk.create(comments)
    month_figures.came(comments)
    save_flags(zip(comments, pointed, strict=True), at=at)
    return comments


@transaction.atomic
def keep_in_step(story: Story, drafts: Iterable[DraftComment], *, at: datetime) -> None:
    """Make a story's received comments those that its text has now, after an editor's correction.

    What is no comment any more goes, unless somebody has answered it or decided on it; what is
    one now is taken in like an import.
    """
    wanted, gone = {draft.line: draft for draft in drafts}, []
    for comment in Comment.objects.filter(story=story, seed_line__isnull=False):
        draft = wanted.get(comment.seed_line)
        is_same = draft is not None and draft.text == comment.text
        if is_same or not _is_untouched(comment):
            wanted.pop(comment.seed_line, None)
        else:
            gone.append(comment)
            comment.delete()
    month_figures.went(gone)
    import_comments([(story, list(wanted.values()))], at=at)


def _is_untouched(comment: Comment) -> bool:
    return not (
        comment.decisions.exists()
        or comment.replies.exists()
        or Appeal.objects.filter(comment=comment).exists()
    )
