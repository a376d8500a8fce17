"""Links for named outside readers: to read a story before it is public, and to answer once."""

from datetime import datetime, timedelta
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.utils.translation import gettext as _

from articles import audit, revisions
from articles.models import AuditEntry, PreviewLink, Revision, Story
from articles.permissions import NotAllowed, require

Verb = AuditEntry.Verb

# Long enough for a lawyer's week, too short to be found again in an old mailbox.
LONGEST = timedelta(days=14)


class LinkUnknown(Exception):
    """The address was not made here, or was changed on its way."""


class LinkEnded(Exception):
    """The link has expired or was revoked; says so to the reader."""

    def __init__(self):
        super().__init__(_("This link is no longer valid: ask the newsroom for a new one."))


class AnswerRefused(Exception):
    """The answer cannot be taken; says why."""


@transaction.atomic
def share(
    story: Story, *, reader_name: str, expires_at: datetime, by: Any, at: datetime
) -> PreviewLink:
    """Make a link for one reader. Raises NotAllowed where the role, the story or the time forbids.

    `token_of` the link is its address; the row alone opens nothing.
    """
    require(by, Verb.SHARE_PREVIEW, story)
    if not at < expires_at <= at + LONGEST:
        raise NotAllowed(_("A preview link ends within two weeks from now."))
    reader_name = reader_name.strip()
    if not reader_name:
        raise NotAllowed(_("Name the reader whom the link is for."))
    link = PreviewLink.objects.create(
        story=story,
        reader_name=reader_name,
        created_at=at,
        created_by=by,
        expires_at=expires_at,
    )
    changes = {
        "reader_name": [None, link.reader_name],
        "expires_at": [None, expires_at.isoformat()],
    }
    audit.record(Verb.SHARE_PREVIEW, by=by, at=at, story=story, changes=changes)
    return link


@transaction.atomic
def revoke(link: PreviewLink, *, by: Any, at: datetime) -> None:
    """End a link before its time; no-op where it has ended."""
    require(by, Verb.REVOKE_PREVIEW, link.story)
    if PreviewLink.objects.usable(at).filter(pk=link.pk).update(revoked_at=at):
        changes = {"reader_name": [link.reader_name, None]}
        audit.record(Verb.REVOKE_PREVIEW, by=by, at=at, story=link.story, changes=changes)


def token_of(link: PreviewLink) -> str:
    """The signed part of the link's address."""
    return _signer().sign(str(link.pk))


def open_link(token: str, *, at: datetime) -> PreviewLink:
    """The link behind an address. Raises LinkUnknown or LinkEnded."""
    try:
        pk = _signer().unsign(token)
    except BadSignature as error:
        raise LinkUnknown from error
    link = PreviewLink.objects.select_related("story").filter(pk=pk).first()
    if link is None:
        raise LinkUnknown
    if not link.is_usable(at):
        raise LinkEnded
    return link


def shown_version(link: PreviewLink, *, at: datetime) -> Revision:
    """The version that the outside reader sees: the newest, in preparation or not."""
    return revisions.ensure_revision(link.story, at=at)


def shows_picture(token: str, image: str, *, at: datetime) -> bool:
    """Whether the page behind this address shows the picture now; no address shows none."""
    try:
        link = open_link(token, at=at)
    except (LinkUnknown, LinkEnded):
        return False
    photos = shown_version(link, at=at).content()["photos"]
    return image in {photo["image"] for photo in photos}


@transaction.atomic
def answer(
    link: PreviewLink, choice: str, *, revision: Revision, at: datetime, note: str = ""
) -> PreviewLink:
    """Take the reader's answer about the version that they saw.

    Raises AnswerRefused where the text has changed since, where another answer was given
    before, or where it is returned without a note; LinkEnded where the time has run out.
    """
    row = PreviewLink.objects.select_for_update().select_related(None).get(pk=link.pk)
    if not row.is_usable(at):
        raise LinkEnded
    _refuse_answer(row, choice, revision, note)
    if row.answer:
        return row
    row.answer, row.note, row.answered_at, row.revision = choice, note.strip(), at, revision
    row.save(update_fields=["answer", "note", "answered_at", "revision"])
    audit.record(
        Verb.ANSWER_PREVIEW,
        by=None,
        at=at,
        reason=row.note,
        story=row.story,
        changes={"answer": [None, choice], "reader_name": [None, row.reader_name]},
    )
    return row


def _refuse_answer(link: PreviewLink, choice: str, revision: Revision, note: str) -> None:
    if link.answer and (link.answer, link.revision) != (choice, revision):
        raise AnswerRefused(_("You have answered already: ask the newsroom for a new link."))
    if revision != revisions.newest(link.story):
        raise AnswerRefused(_("The text has changed since you opened it: please read it again."))
    if choice == PreviewLink.Answer.RETURNED and not note.strip():
        raise AnswerRefused(_("Say what should be changed."))


def _signer() -> Signer:
    return Signer(salt="articles.preview")
