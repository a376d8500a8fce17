"""Versions of a story: taking snapshots, saving them side by side, showing and restoring them.

While a story is a draft or submitted, its row is its newest version. Once it is published, the
row is what readers see, and newer versions wait until `workflow.publish_revision`.
"""

import copy
import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from articles import audit, body, bulk
from articles.indexes import keep_indexes
from articles.models import AuditEntry, NewPhoto, Photo, Revision, Story
from articles.permissions import require

Snapshot = dict[str, Any]

FIELDS = (
    "headline",
    "headline_is_provisional",
    "slug",
    "source_id",
    "topic_id",
    "summary",
    "dateline",
    "byline",
    "credits",
    "body",
    "original_date",
)
PHOTO_FIELDS = (
    "image",
    "width",
    "height",
    "caption",
    "credit",
    "alt_text",
    "is_sensitive",
    "after_block",
)
# What a change of text writes to the row; its place in the order may follow from it.
ROW_FIELDS = (*FIELDS, "changed_at", "dated_at", "dated_on")
IN_PREPARATION = (Story.Status.DRAFT, Story.Status.SUBMITTED)
# Too long for a line of the log, which names them by digest; the versions hold them.
LONG_FIELDS = ("body", "photos")


class EditConflict(Exception):
    """Somebody else saved first: `base` and `theirs` are revisions, `mine` is a snapshot."""

    def __init__(self, base: Revision | None, theirs: Revision, mine: Snapshot):
        super().__init__(_("Somebody else has saved this story in the meantime."))
        self.base = base
        self.theirs = theirs
        self.mine = mine


def snapshot_of(story: Story, photos: Iterable[Photo | NewPhoto] | None = None) -> Snapshot:
    """The story's text as it would be stored: plain values, the photos in their order.

    The story may be unsaved; `photos` are its own unless others are given.
    """
    if photos is None:
        photos = story.photos.in_order() if story.pk else []
    values = {name: getattr(story, name) for name in FIELDS}
    day = values["original_date"]
    return values | {
        "slug": story.slug or story.make_slug(),
        "body": body.sanitise(story.body),
        "original_date": day.isoformat() if day else None,
        "photos": [_photo_snapshot(photo) for photo in sorted(photos, key=_place)],
    }


def _place(photo: Photo | NewPhoto) -> int:
    return photo.after_block


def _photo_snapshot(photo: Photo | NewPhoto) -> Snapshot:
    values = {name: getattr(photo, name) for name in PHOTO_FIELDS}
    return values | {"image": str(photo.image or "")}


def canonical(snapshot: Snapshot) -> str:
    """The one way to write a snapshot: JSON with sorted keys, no blanks, letters as they are."""
    return json.dumps(snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def newest(story: Story) -> Revision | None:
    return story.revisions.newest_first().first()


def live(story: Story) -> Revision | None:
    """The version that is the published story's text."""
    return story.revisions.released().newest_first().first()


def next_version(story: Story) -> Revision | None:
    """The version in preparation beside the one that readers see; None where there is none."""
    found = newest(story)
    is_waiting = found is not None and found.live_at is None
    return found if is_waiting and story.status not in IN_PREPARATION else None


@transaction.atomic
def save_revision(
    story: Story,
    snapshot: Snapshot,
    *,
    base: Revision | None,
    by: Any,
    at: datetime,
    reason: str = "",
) -> Revision:
    """Save a version that was written on top of `base`, the newest when writing began.

    A draft's or submitted story's row takes the text at once; what readers of a published one
    see stays. The same text again is not saved twice. Raises NotAllowed, and EditConflict
    where somebody else has saved another text since `base`.
    """
    row = _lock_for(story, by)
    is_first = not row.revisions.exists()
    theirs = ensure_revision(row, at=at)
    text = canonical(snapshot)
    if theirs.digest == digest_of(text):
        return theirs
    if base != theirs and not is_first:
        raise EditConflict(base, theirs, snapshot)
    return _save_over(theirs, row, text, by=by, at=at, reason=reason)


@transaction.atomic
def restore(
    story: Story, revision: Revision, *, by: Any, at: datetime, reason: str = ""
) -> Revision:
    """Save an older version's exact bytes as the newest one, by the rules of `save_revision`.

    Raises ValueError for a revision of another story.
    """
    if revision.story_id != story.pk:
        raise ValueError("The revision belongs to another story.")
    row = _lock_for(story, by)
    current = ensure_revision(row, at=at)
    if current.digest == revision.digest:
        return current
    return _save_over(current, row, revision.snapshot, by=by, at=at, reason=reason)


def _lock_for(story: Story, by: Any) -> Story:
    row = lock(story)
    require(by, "change", row)
    return row


def lock(story: Story) -> Story:
    """The story's row as it is now, kept from other writers until the transaction ends.

    On SQLite a transaction is the only writer from its beginning: see SQLITE_OPTIONS.
    """
    return Story.objects.select_for_update().get(pk=story.pk)


def ensure_revision(story: Story, *, at: datetime) -> Revision:
    """The newest version; a story that has none yet gets its first from its row."""
    return newest(story) or _save_row(story, at)


@transaction.atomic
def _save_row(story: Story, at: datetime) -> Revision:
    row = lock(story)
    return newest(row) or save_first(row, snapshot_of(row), by=None, at=at)


def save_first(story: Story, snapshot: Snapshot, *, by: Any, at: datetime) -> Revision:
    """The first version of a story that was just written with this text."""
    is_prepared = story.status in IN_PREPARATION
    return Revision.objects.create(
        story=story,
        number=1,
        created_by=by,
        created_at=at,
        live_at=None if is_prepared else story.published_at,
        **_text_and_digest(canonical(snapshot)),
    )


def release(
    revision: Revision, *, at: datetime, instead_of: Revision | None = None
) -> dict[str, list[Any]]:
    """Note that this version is the story's text from now on; returns what the log says."""
    Revision.objects.filter(pk=revision.pk).release(at)
    _note_next_version(revision.story)
    return {"revision": [instead_of and instead_of.number, revision.number]}


def _note_next_version(story: Story) -> None:
    """Keep on the row whether its newest version waits, so that lists need not look for it."""
    is_waiting = newest(story).live_at is None
    # A row that is written empties readers' pages, though they see nothing of this.
    others = Story.objects.exclude(has_next_version=is_waiting)
    others.filter(pk=story.pk).update(has_next_version=is_waiting)


def _text_and_digest(text: str) -> dict[str, str]:
    return {"snapshot": text, "digest": digest_of(text)}


def _save_over(
    base: Revision, story: Story, text: str, *, by: Any, at: datetime, reason: str
) -> Revision:
    revision = Revision.objects.create(
        story=story,
        number=base.number + 1,
        base=base,
        created_by=by,
        created_at=at,
        reason=reason,
        **_text_and_digest(text),
    )
    if story.status in IN_PREPARATION:
        apply(story, revision, at=at)
        story.save(update_fields=ROW_FIELDS)
        keep_indexes([story.pk])
    else:
        _note_next_version(story)
    audit.record(
        AuditEntry.Verb.EDIT,
        by=by,
        at=at,
        reason=reason,
        story=story,
        changes={"revision": [base.number, revision.number]}
        | changed_fields(base.content(), revision.content()),
    )
    return revision


def changed_fields(before: Snapshot, after: Snapshot) -> dict[str, list[Any]]:
    """Old and new value of each field that differs, long ones by the digest of their text."""
    changes = audit.difference(before, after)
    return {name: [_short(name, value) for value in pair] for name, pair in changes.items()}


def _short(name: str, value: Any) -> Any:
    return digest_of(canonical(value))[:12] if name in LONG_FIELDS else value


def apply(story: Story, revision: Revision, *, at: datetime) -> None:
    """Make a version the story's text: its photos' rows at once, its own for the caller to save."""
    content = revision.content()
    fill(story, content)
    story.changed_at = at
    _apply_photos(story, content["photos"])


def fill(story: Story, content: Snapshot) -> Story:
    """Set the story's fields from a snapshot, in memory; a field it lacks keeps its value."""
    for name in FIELDS:
        setattr(story, name, content.get(name, getattr(story, name)))
    day = content.get("original_date")
    story.original_date = date.fromisoformat(day) if day else None
    return story


def _apply_photos(story: Story, wanted: Sequence[Snapshot]) -> None:
    """Give the rows, in the order of their ids, the wanted values; the order is kept so."""
    rows = list(story.photos.order_by("pk").values_list("pk", flat=True))
    for pk, values in zip(rows, wanted, strict=False):
        Photo.objects.filter(pk=pk).update(**values)
    Photo.objects.filter(pk__in=rows[len(wanted) :]).delete()
    Photo.objects.bulk_create(Photo(story=story, **values) for values in wanted[len(rows) :])


def seen_as(story: Story, revision: Revision) -> tuple[Story, list[Photo]]:
    """The story and its photos as this version has them, unsaved: for previews and diffs."""
    content = revision.content()
    photos = [Photo(story=story, **values) for values in content["photos"]]
    return fill(copy.copy(story), content), photos


def public_versions(story: Story) -> list[Revision]:
    """The versions that readers have seen, oldest first.

    What was replaced before the story became public never was one of them.
    """
    released = list(story.revisions.released().order_by("number"))
    if not released:
        return []
    followers = [revision.live_at for revision in released[1:]]
    return [
        revision
        for revision, replaced_at in zip(released, [*followers, None], strict=True)
        if replaced_at is None or replaced_at > story.published_at
    ]


def record_import(
    stories: Iterable[tuple[Story, Sequence[Photo | NewPhoto]]], *, at: datetime
) -> list[Revision]:
    """The first versions of stories that an import has just created: two inserts for any number."""
    revisions = [
        Revision(
            story=story,
            number=1,
            created_at=at,
            live_at=story.published_at,
            **_text_and_digest(canonical(snapshot_of(story, photos))),
        )
        for story, photos in stories
    ]
    bulk.create(revisions)
    entries = [
        AuditEntry(
            story_id=revision.story_id,
            verb=AuditEntry.Verb.IMPORT,
            happened_at=at,
            changes={"revision": [None, 1]},
        )
        for revision in revisions
    ]
    bulk.create(entries)
    return revisions
