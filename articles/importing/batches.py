"""Reading many files: batch by batch, on both cores, with a bounded number in memory."""

import gc
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from itertools import chain, count, islice
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from threading import Thread
from typing import TypeVar

from articles.importing.files import SeedPath

Read = TypeVar("Read")
ReadBatch = Callable[[list[SeedPath]], list[Read]]

BATCH = 100  # files in one transaction: few enough for memory, enough to spread its cost
ALONE = 2 * BATCH  # below this many files a second process costs more than it saves
READERS = 2
BETWEEN_COLLECTIONS = 20  # batches


def read_batches(files: Iterable[SeedPath], read_batch: ReadBatch) -> Iterator[list[Read]]:
    """The files in their order, read, at most BATCH at a time.

    `read_batch` goes to other processes where there are many files, and what it returns comes
    back from them: both must survive pickling.
    """
    files = iter(files)
    first = list(islice(files, ALONE))
    if len(first) < ALONE:
        return map(read_batch, _batched(first))
    return _read_in_parallel(_batched(chain(first, files)), read_batch)


def _read_in_parallel(
    batches: Iterator[list[SeedPath]], read_batch: ReadBatch
) -> Iterator[list[Read]]:
    # Spawned, not forked: a fork would share the caller's open database connection.
    with (
        _collecting_seldom(),
        ProcessPoolExecutor(READERS, mp_context=get_context("spawn"), initializer=_begin) as pool,
    ):
        waiting = deque(pool.submit(read_batch, batch) for batch in islice(batches, 2 * READERS))
        for number in count(1):
            if not waiting:
                return
            yield waiting.popleft().result()
            waiting.extend(pool.submit(read_batch, batch) for batch in islice(batches, 1))
            if number % BETWEEN_COLLECTIONS == 0:
                gc.collect()


@contextmanager
def _collecting_seldom() -> Iterator[None]:
    """Do without the collector of cycles: batches hold none, and it would look at all of them."""
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.unfreeze()


def _begin() -> None:
    """Make ready a process that reads: no cycles are made there, and it ends with the writer."""
    gc.disable()
    Thread(target=_wait_and_end, args=[parent_process().sentinel], daemon=True).start()


def _wait_and_end(sentinel: int) -> None:
    """Wait for the process that writes, and end when it ends, however it was ended."""
    wait([sentinel])
    os._exit(1)


def _batched(files: Iterable[SeedPath]) -> Iterator[list[SeedPath]]:
    files = iter(files)
    while batch := list(islice(files, BATCH)):
        yield batch
