"""Building the index anew beside the one in use: several processes read, one writes."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from articles.arabic import ANALYSER
from articles.models import Story, StoryQuerySet
from articles.search import backends, reading_process
from articles.search.backends.base import Changes
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
        for last, batch in _read_ahead(executor, size, processes * AHEAD):
            _write(batch, last, changes)
            yield len(batch)
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
) -> Iterator[tuple[int, Sequence[Any]]]:
    """The batches in order, each with its last id."""
    coming: deque[tuple[int, Callable[[], Sequence[Any]]]] = deque()
    numbers: dict[str, int] = {}
    for first, last in _ranges(size):
        if executor is None:
            yield last, _read(first, last, numbers)
            continue
        coming.append((last, executor.submit(_read_apart, first, last).result))
        if len(coming) > ahead:
            last, result = coming.popleft()
            yield last, result()
    for last, result in coming:
        yield last, result()


def _ranges(size: int) -> Iterator[tuple[int, int]]:
    """The first and last ids of the batches that are left."""
    last = backends.next_one().progress()
    while ids := list(_after(last).values_list("pk", flat=True)[:size]):
        last = ids[-1]
        yield ids[0], last


def _after(story_id: int) -> StoryQuerySet:
    return Story.objects.filter(pk__gt=story_id).order_by("pk")


def _read_apart(first: int, last: int) -> Sequence[Any]:
    """In a process of its own, which keeps what it learns of terms."""
    return _read(first, last, reading_process.numbers)


def _read(first: int, last: int, numbers: dict[str, int]) -> Sequence[Any]:
    stories = Story.objects.filter(pk__range=(first, last)).order_by("pk")
    return backends.next_one().prepared(documents(stories, timezone.now()), numbers)


@transaction.atomic
def _write(batch: Sequence[Any], last: int, changes: Changes) -> None:
    """Put in what was read, less what others have written since, which is newer."""
    backends.live().lock()
    backends.next_one().fill(batch, changes)
    backends.next_one().note_progress(last)


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
