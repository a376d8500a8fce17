"""Writing seeds to the database: the one place where the importer meets Django.

A known digest is left alone; a known path with other bytes becomes a proposal for its story,
which an editor may take; everything else becomes a story.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from django.db import models, transaction

from articles import arabic, body, bulk
from articles.importing.drafts import StoryDraft
from articles.importing.seed import Seed
from articles.indexes import index_new
from articles.models import NewPhoto, Photo, SeedFile, Story
from articles.revisions import record_import


class Status(models.TextChoices):
    """What an import did with a file."""

    CREATED = "created"
    UNCHANGED = "unchanged"
    KEPT = "kept"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be done with a seed; `story` is the one that a proposal is for."""

    seed: Seed
    status: Status
    story: Story | None = None


def decide(seeds: Sequence[Seed]) -> list[Decision]:
    """Compare the seeds with what was received before; two queries, nothing is written."""
    known = set(
        SeedFile.objects.filter(sha256__in=[seed.sha256 for seed in seeds]).values_list(
            "sha256", flat=True
        )
    )
    stories = _stories_by_path([seed.path for seed in seeds])
    decisions = []
    for seed in seeds:
        decisions.append(_decide(seed, known, stories))
        known.add(seed.sha256)
    return decisions


def _decide(seed: Seed, known: set[str], stories: dict[str, Story]) -> Decision:
    if seed.sha256 in known:
        return Decision(seed, Status.UNCHANGED)
    if seed.path in stories:
        return Decision(seed, Status.KEPT, stories[seed.path])
    return Decision(seed, Status.CREATED)


def _stories_by_path(paths: list[str]) -> dict[str, Story]:
    stories = Story.objects.filter(seed_file__path__in=paths).select_related("seed_file")
    return {
        story.seed_file.path: story
        for story in stories.defer("seed_file__raw", "seed_file__search_terms", "body")
    }


@transaction.atomic(savepoint=False)
def save(decisions: Sequence[Decision], *, at: datetime, as_draft: bool = False) -> list[Story]:
    """Write what was decided, all or nothing; the new stories in the order of their seeds."""
    kept = [decision for decision in decisions if decision.status == Status.KEPT]
    bulk.create([seed_file(decision.seed, at, decision.story) for decision in kept])
    seeds = [decision.seed for decision in decisions if decision.status == Status.CREATED]
    received = bulk.create([seed_file(seed, at) for seed in seeds])
    stories = bulk.create(
        [
            _story(seed.draft, seed_file, at, as_draft)
            for seed, seed_file in zip(seeds, received, strict=True)
        ]
    )
    photos = _save_photos(seeds, stories)
    record_import(zip(stories, photos, strict=True), at=at)
    index_new(zip(stories, photos, strict=True))
    return stories


def _save_photos(seeds: Sequence[Seed], stories: Sequence[Story]) -> list[list[NewPhoto]]:
    ids = iter(bulk.take_ids(Photo, sum(len(seed.draft.captions) for seed in seeds)))
    photos = [
        [
            NewPhoto(next(ids), story.pk, caption.text, caption.after_block)
            for caption in seed.draft.captions
        ]
        for seed, story in zip(seeds, stories, strict=True)
    ]
    bulk.insert(Photo, list(chain.from_iterable(photos)))
    return photos


def seed_file(seed: Seed, at: datetime, proposed_for: Story | None = None) -> SeedFile:
    """The row for a seed, unsaved."""
    return SeedFile(
        name=seed.name,
        path=seed.path,
        sha256=seed.sha256,
        raw=seed.raw,
        encoding=seed.encoding,
        lines=[[line.n, line.kind, line.block] for line in seed.lines],
        proposed_for=proposed_for,
        imported_at=at,
    )


def _story(draft: StoryDraft, seed_file: SeedFile, at: datetime, as_draft: bool) -> Story:
    return Story(
        seed_file_id=seed_file.pk,  # the row itself would hold the story, and the story it
        slug=arabic.slug(draft.headline) or "story",
        status=Story.Status.DRAFT if as_draft else Story.Status.PUBLISHED,
        published_at=None if as_draft else at,
        created_at=at,
        **content(draft),
    )


def content(draft: StoryDraft) -> dict[str, object]:
    """The draft as values of a story's fields, photos and comments left out."""
    return {
        "headline": draft.headline,
        "headline_is_provisional": draft.headline_is_provisional,
        "summary": "\n".join(draft.summary),
        "dateline": draft.dateline,
        "byline": draft.byline,
        "credits": [
            {"agency": credit.agency, "evidence": credit.evidence} for credit in draft.credits
        ],
        "original_date": draft.original_date,
        "body": body.composed(
            body.heading(block.text) if block.kind == "heading" else body.paragraph(block.text)
            for block in draft.blocks
        ),
    }
