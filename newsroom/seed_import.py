"""Importing received texts: stories for `articles`, the comments below them for `comments`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import connection, transaction

from articles import bulk
from articles.importing import store
from articles.importing.batches import read_batches
from articles.importing.files import SeedPath
from articles.importing.seed import Refusal, Seed
from articles.importing.store import Decision, Status
from articles.models import SeedFile
from comments.flagging import Assessment
from comments.learning import current_learner
from comments.posting import import_comments
from newsroom.seed_reading import read_files


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: what was read of it, and what the import did."""

    read: Seed | Refusal
    status: Status


def import_seeds(
    files: Iterable[SeedPath],
    *,
    at: datetime,
    encoding: str = "utf-8",
    as_draft: bool = False,
    dry_run: bool = False,
) -> Iterator[Outcome]:
    """Import the files in their order, yielding an outcome for each.

    A batch is written whole or not at all, so an import that was cut off is finished by
    running it again. Files that cannot be read are refused, and the rest goes on.
    """
    learner = current_learner() if has_tables() else None
    bulk.make_ready()
    for batch in read_batches(files, partial(read_files, encoding=encoding, learner=learner)):
        seeds = [read for read in batch if isinstance(read.content, Seed)]
        decisions = _decide([read.content for read in seeds], dry_run)
        if not dry_run:
            _save(decisions, [read.assessed for read in seeds], at, as_draft)
        yield from _outcomes([read.content for read in batch], decisions)


def has_tables() -> bool:
    """Whether the database has been migrated; a dry run needs no database at all."""
    return SeedFile._meta.db_table in connection.introspection.table_names()


def _decide(seeds: list[Seed], dry_run: bool) -> list[Decision]:
    if dry_run and not has_tables():
        return [Decision(seed, Status.CREATED) for seed in seeds]
    return store.decide(seeds)


@transaction.atomic
def _save(
    decisions: list[Decision], assessed: list[list[Assessment]], at: datetime, as_draft: bool
) -> None:
    stories = store.save(decisions, at=at, as_draft=as_draft)
    created = [
        (decision.seed.draft.comments, found)
        for decision, found in zip(decisions, assessed, strict=True)
        if decision.status == Status.CREATED
    ]
    import_comments(
        [(story, drafts) for story, (drafts, _found) in zip(stories, created, strict=True)],
        assessed=[one for _drafts, found in created for one in found],
        at=at,
    )


def _outcomes(batch: list[Seed | Refusal], decisions: list[Decision]) -> Iterator[Outcome]:
    decided = iter(decisions)
    for read in batch:
        is_refused = isinstance(read, Refusal)
        yield Outcome(read, Status.REJECTED if is_refused else next(decided).status)
