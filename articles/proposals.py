"""Received texts as proposals: an editor says what each line is, and takes the story over.

The bytes stay as they came. What the importer took a line for is only where the editor begins.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, get_args

from django.db import transaction
from django.dispatch import Signal
from django.utils.translation import gettext as _

from articles import importing, revisions, workflow
from articles.importing import reading
from articles.importing.drafts import ClassifiedLine, Kind, StoryDraft
from articles.importing.reading import Record
from articles.models import Revision, SeedFile, Story

KINDS: tuple[str, ...] = tuple(kind for kind in get_args(Kind) if kind != "blank")
EMPTY_PHOTO = {
    "image": "",
    "width": None,
    "height": None,
    "credit": "",
    "alt_text": "",
    "is_sensitive": False,
}

# Sent with `story` and `comments` inside the transaction: comments are no matter of this app.
taken_over = Signal()


class UnknownKind(ValueError):
    """A line was given a kind that there is not."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a received text would make: the draft, the story it is for, and the version of it."""

    seed_file: SeedFile
    record: Record
    lines: Sequence[ClassifiedLine]
    draft: StoryDraft
    story: Story | None
    newest: Revision | None

    def snapshot(self) -> revisions.Snapshot:
        """The version that taking it over would save."""
        content = self.newest.content() if self.newest else None
        return snapshot_of(self.draft, content)


def receive(raw: bytes, name: str, encoding: str = "utf-8", *, at: datetime) -> SeedFile:
    """Keep the bytes of an uploaded text; the same bytes are kept once. Raises a SeedError."""
    seed = importing.make_seed(name, "", raw, encoding)
    known = SeedFile.objects.filter(sha256=seed.sha256).first()
    if known:
        return known
    received = importing.store.seed_file(seed, at)
    received.save()
    return received


def propose(seed_file: SeedFile, lines: Sequence[ClassifiedLine] | None = None) -> Proposal:
    """What the text would make if its lines were of these kinds; by default as they are kept."""
    record = reading.read(bytes(seed_file.raw), seed_file.encoding)
    lines = lines or [ClassifiedLine(*line) for line in seed_file.lines]
    story = seed_file.proposed_for or Story.objects.filter(seed_file=seed_file).first()
    newest = story and revisions.newest(story)
    draft = importing.assemble(record, list(lines))
    return Proposal(seed_file, record, lines, draft, story, newest)


def classified(
    seed_file: SeedFile, kinds: Mapping[int, str], joined: set[int]
) -> list[ClassifiedLine]:
    """The lines with the kinds that an editor gave them, by line number; a blank one stays so.

    A line in `joined` continues the block of the line above it, whatever its own kind. Raises
    UnknownKind.
    """
    lines = []
    kind, block = "blank", 0
    for n, kept, _block in seed_file.lines:
        if kept == "blank":
            lines.append(ClassifiedLine(n, "blank", None))
            continue
        if n not in joined or not block:
            kind, block = kinds.get(n, kept), block + 1
        if kind not in KINDS:
            raise UnknownKind(kind)
        lines.append(ClassifiedLine(n, kind, block))
    return lines


def snapshot_of(draft: StoryDraft, before: revisions.Snapshot | None) -> revisions.Snapshot:
    """The draft as a version, with what `before` knows and the text does not.

    That is the source, the address, the files of pictures, and a headline that somebody wrote
    where the text has none.
    """
    content = importing.store.content(draft)
    day = content["original_date"]
    fresh = revisions.snapshot_of(Story(**content)) | {
        "original_date": day.isoformat() if day else None,
        "photos": _photos(draft, before["photos"] if before else []),
    }
    if before is None:
        return fresh
    kept = {name: before[name] for name in _kept(draft, before) if name in before}
    return fresh | kept


def _kept(draft: StoryDraft, before: revisions.Snapshot) -> list[str]:
    is_better = draft.headline_is_provisional and not before["headline_is_provisional"]
    headline = ["headline", "headline_is_provisional"] if is_better else []
    return ["source_id", "topic_id", "slug", *headline]


def _photos(draft: StoryDraft, before: Sequence[revisions.Snapshot]) -> list[revisions.Snapshot]:
    known = {photo["caption"]: photo for photo in before}
    return [
        EMPTY_PHOTO
        | known.get(caption.text, {})
        | {"caption": caption.text, "after_block": caption.after_block}
        for caption in draft.captions
    ]


@transaction.atomic
def take_over(proposal: Proposal, *, by: Any, at: datetime) -> Story:
    """Make the proposal a new draft, or the newest version of the story that it is for.

    Raises NotAllowed, and EditConflict where that story was saved since the proposal was made.
    """
    snapshot = proposal.snapshot()
    if proposal.story is None:
        story = workflow.create(snapshot, by=by, at=at)
    else:
        story = proposal.story
        reason = _("Taken over from the received text")
        revisions.save_revision(story, snapshot, base=proposal.newest, by=by, at=at, reason=reason)
    lines = [[line.n, line.kind, line.block] for line in proposal.lines]
    SeedFile.objects.filter(pk=proposal.seed_file.pk).update(lines=lines, proposed_for=None)
    Story.objects.filter(pk=story.pk).update(seed_file=proposal.seed_file)
    taken_over.send(sender=SeedFile, story=story, comments=proposal.draft.comments, at=at)
    return story


def set_aside(seed_file: SeedFile) -> None:
    """Leave the story as it is, though its file has changed."""
    SeedFile.objects.filter(pk=seed_file.pk).update(proposed_for=None)
