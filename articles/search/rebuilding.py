"""Building the index anew beside the one in use: several processes read, one writes."""

import itertools
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context

from django.db import connection, transaction
from django.utils import timezone

from articles.arabic import ANALYSER
from articles.models import Story, StoryQuerySet
from articles.search import backends, reading_process
from articles.search.backends.base import Changes, Prepared
from articles.search.documents import documents

BATCH = 2000  # stories of one transaction: half a second in which other writers wait
AHEAD = 2  # batches that a process may be ahead of the writer


def rebuild(size: int = BATCH, processes: int = 0) -> Iterator[int]:
    """Build the index anew beside the live one, which then gives way to it.

    Yields the number of stories after every batch. Each batch is a transaction of its own; a
    rebuild that was cut off goes on where it stood, unless the analyser has changed since.
    With processes, these read and analyse the stories and this one only writes; they see what
    is committed.
    """
    _begin()
    changes = Changes()
    with _readers(processes) as executor:
        for first, last, batch in _read_ahead(executor, size, processes * AHEAD):
            yield _write(first, last, batch, changes)
    _settle(changes)
    backends.next_one().complete()
    if late := _replace():
        yield late


def left_to_rebuild() -> int:
    """How many stories a rebuild has before it."""
    following = backends.next_one()
    done = following.progress() if following.exists() and following.analyser() == ANALYSER else 0
    return Story.objects.filter(pk__gt=done).count()


@transaction.atomic
def _begin() -> None:
    reading_process.numbers.clear()  # those of another rebuild are none of this one's
    backends.live().lock()
    following = backends.next_one()
    if following.exists() and following.analyser() == ANALYSER:
        # What was counted before it was cut off is lost.
        following.count_again()
        return
    if following.exists():
        following.drop()
    following.begin(ANALYSER)


@contextmanager
def _readers(processes: int) -> Iterator[Executor | None]:
    if not processes:
        yield None
        return
    with ProcessPoolExecutor(
        processes,
        mp_context=get_context("spawn"),
        initializer=reading_process.begin,
        initargs=(connection.settings_dict["NAME"],),
    ) as executor:
        yield executor


def _read_ahead(
    executor: Executor | None, size: int, ahead: int
) -> Iterator[tuple[int, int, Prepared]]:
    """The batches in order, each with its first and last ids."""
    coming: deque[tuple[int, int, Callable[[], Prepared]]] = deque()
    for first, last in _ranges(size):
        if executor is None:
            yield first, last, _read(first, last)
            continue
        coming.append((first, last, executor.submit(_read, first, last).result))
        if len(coming) > ahead:
            yield _come(*coming.popleft())
    yield from itertools.starmap(_come, coming)


def _come(first: int, last: int, result: Callable[[], Prepared]) -> tuple[int, int, Prepared]:
    return first, last, result()


def _ranges(size: int) -> Iterator[tuple[int, int]]:
    """The first and last ids of the batches that are left."""
    last = backends.next_one().progress()
    while ids := list(_after(last).values_list("pk", flat=True)[:size]):
        last = ids[-1]
        yield ids[0], last


def _after(story_id: int) -> StoryQuerySet:
    return Story.objects.filter(pk__gt=story_id).order_by("pk")


def _read(first: int, last: int, newer: Iterable[int] = ()) -> Prepared:
    """These stories but for some, mostly read in a process that keeps what it learns of terms."""
    stories = Story.objects.filter(pk__range=(first, last)).exclude(pk__in=newer).order_by("pk")
    read = documents(stories, timezone.now())
    return backends.next_one().prepared(read, reading_process.numbers)


@transaction.atomic
def _write(first: int, last: int, batch: Prepared, changes: Changes) -> int:
    """Put in what was read, less what others have written since, which is newer."""
    backends.live().lock()
    following = backends.next_one()
    if newer := following.held(batch.story_ids):
        batch = _read(first, last, newer)
    following.fill(batch, changes)
    following.note_progress(last)
    return len(batch.story_ids) + len(newer)


@transaction.atomic
def _settle(changes: Changes) -> None:
    backends.live().lock()
    backends.next_one().settle(changes)


@transaction.atomic
def _replace() -> int:
    """Let the new index take the live one's place, once it also has the last stories."""
    backends.live().lock()
    following = backends.next_one()
    late = documents(_after(following.progress()), timezone.now())
    following.write(late)
    following.replace(backends.live())
    return len(late)
