"""What a page is made of, noted while it is made, so that a kept copy is given up in time.

Every query notes the tables that it reads; nothing has to be declared for a page to be right.
Code that reads one story's rows of a busy table may say so with `of_one`, and code whose answer
changes by the clock alone says with `changes_at` when.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from django.apps import apps
from django.db import connections

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "MERGE", "COPY", "TRUNCATE")
WORD = re.compile(r"[a-z][a-z0-9_]+")


@dataclass(slots=True)
class Ingredients:
    """`tables` that were read, whole or as "table:row", and the `stories` that were shown.

    At the `moments` it is another, of those that are still to come.
    """

    tables: set[str] = field(default_factory=set)
    stories: set[int] = field(default_factory=set)
    moments: set[datetime] = field(default_factory=set)
    has_written: bool = False
    narrowed: dict[str, str] = field(default_factory=dict)

    def take(self, sql: str) -> None:
        """Note what a statement reads, or that it writes."""
        if sql.lstrip()[:8].upper().startswith(WRITES):
            self.has_written = True
        self.tables.update(self.narrowed.get(table, table) for table in tables_in(sql))


_noted: ContextVar[Ingredients | None] = ContextVar("ingredients", default=None)


@contextmanager
def noting() -> Iterator[Ingredients]:
    """Note what is read in this thread until the end of the block."""
    found = Ingredients()
    token = _noted.set(found)

    def note(execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        found.take(sql)
        return execute(sql, params, many, context)

    try:
        with ExitStack() as stack:
            for connection in connections.all():
                stack.enter_context(connection.execute_wrapper(note))
            yield found
    finally:
        _noted.reset(token)


@contextmanager
def of_one(table: str, row: int) -> Iterator[None]:
    """Queries of this block read of the table only what belongs to this row of its owner.

    `row` is what the table's changes are told apart by, such as a comment's story.
    """
    found = _noted.get()
    if found is None:
        yield
        return
    found.narrowed[table] = f"{table}:{row}"
    try:
        yield
    finally:
        del found.narrowed[table]


def changes_at(moment: datetime | None) -> None:
    """What is being made is another at this moment, though nobody changes anything."""
    found = _noted.get()
    if found is not None and moment is not None:
        found.moments.add(moment)


def shows(story: int) -> None:
    """What is being made shows something of this story: one can ask a proxy to purge it."""
    found = _noted.get()
    if found is not None:
        found.stories.add(story)


@lru_cache(maxsize=2**10)
def tables_in(sql: str) -> frozenset[str]:
    """The models' tables that a statement names; the same statement comes again and again."""
    return model_tables().intersection(WORD.findall(sql))


@cache
def model_tables() -> frozenset[str]:
    models = apps.get_models(include_auto_created=True)
    return frozenset(model._meta.db_table for model in models)
