"""Indexes of rows that keep their terms themselves, in a `TermsField`: comments, received texts.

Beside the stories' index these are simple: no weights and no scores, the newest first by their
numbers. The database keeps them in step with the column, whoever writes it and however: SQLite
by triggers of an FTS5 table that holds no text of its own, PostgreSQL as an index on an
expression. So nothing can be forgotten, and what is erased from the row has left the index.
"""

import json
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext

from django.db import connection

from articles.search.backends import fts5
from articles.search.backends.base import RECORDS, Sql, execute
from articles.search.query import Phrase, Query

TERMS = "search_terms"
# PostgreSQL has no order in an inverted index: every term stands there with its era, so many
# ids. A search looks into one era after the other, from the newest, and stops when it has
# enough; in an era even the commonest word has only so many rows to be read and sorted.
ERA_BITS = 16
PENDING = 256  # kB of rows that PostgreSQL has yet to sort in, and that every search reads
WIDER = 4  # times as many eras are looked into at once where there was too little
MOST_ERAS = 64  # at once: a query has up to 16 terms in each


class RowIndex(ABC):
    """The index of a table whose rows hold their terms in `search_terms`."""

    def __init__(self, table: str):
        self.table = table
        self.name = f"{table}_search"

    @abstractmethod
    def exists(self) -> bool: ...

    @abstractmethod
    def create(self) -> None:
        """Make the index and fill it from the rows that are there."""

    @abstractmethod
    def drop(self) -> None:
        """Remove the index."""

    @abstractmethod
    def refill(self) -> None:
        """Build what searches read anew from the rows; their writers may have to wait."""

    @abstractmethod
    def keep(self) -> None:
        """See that writes go on reaching the index after a migration has rebuilt the table."""

    @abstractmethod
    def gathering(self, ids: Sequence[int]) -> AbstractContextManager[None]:
        """In a transaction that inserts these rows: let them enter the index together."""

    @abstractmethod
    def newest(self, query: Query, before: int, limit: int) -> list[int]:
        """The ids below `before` of rows that the query finds, highest first."""


class SqliteRows(RowIndex):
    def exists(self) -> bool:
        return bool(execute("SELECT 1 FROM sqlite_master WHERE name = %s", [self.name]))

    def create(self) -> None:
        # Rows are found and never ranked: the lengths of all columns need not be kept.
        execute(
            f"CREATE VIRTUAL TABLE {self.name} USING fts5({TERMS}, content='{self.table}',"
            " content_rowid='id', columnsize=0, tokenize='ascii')"
        )
        execute(
            f"INSERT INTO {self.name} ({self.name}, rank) VALUES ('hashsize', %s)", [fts5.MEMORY]
        )
        self.refill()
        self.keep()

    def drop(self) -> None:
        for event in ("insert", "delete", "update"):
            execute(f"DROP TRIGGER IF EXISTS {self.name}_{event}")
        execute(f"DROP TABLE IF EXISTS {self.name}")

    def refill(self) -> None:
        execute(f"INSERT INTO {self.name} ({self.name}) VALUES ('rebuild')")

    def keep(self) -> None:
        add = f"INSERT INTO {self.name} (rowid, {TERMS}) VALUES (NEW.id, NEW.{TERMS});"
        # What FTS5 has to take out it must be told: it has kept no text.
        remove = (
            f"INSERT INTO {self.name} ({self.name}, rowid, {TERMS})"
            f" VALUES ('delete', OLD.id, OLD.{TERMS});"
        )
        self._trigger("insert", "INSERT", add, f"WHEN NOT EXISTS ({self._gathers})")
        self._trigger("delete", "DELETE", remove)
        changed = f"UPDATE OF {TERMS}", f"WHEN OLD.{TERMS} IS NOT NEW.{TERMS}"
        self._trigger("update", changed[0], remove + add, changed[1])

    @property
    def _gathers(self) -> str:
        return f"SELECT 1 FROM {RECORDS} WHERE name = '{self.table}' AND progress"

    @contextmanager
    def gathering(self, ids: Sequence[int]) -> Iterator[None]:
        # With a trigger FTS5 writes a piece of its index for each row, twenty times the work.
        self._gather(True)
        yield
        self._gather(False)
        execute(
            f"INSERT INTO {self.name} (rowid, {TERMS}) SELECT id, {TERMS} FROM {self.table}"
            " WHERE id IN (SELECT value FROM json_each(%s)) ORDER BY id",
            [json.dumps(list(ids))],
        )

    def _gather(self, does: bool) -> None:
        execute(f"UPDATE {RECORDS} SET progress = %s WHERE name = %s", [int(does), self.table])

    def _trigger(self, name: str, event: str, action: str, condition: str = "") -> None:
        execute(
            f"CREATE TRIGGER IF NOT EXISTS {self.name}_{name} AFTER {event} ON {self.table}"
            f" {condition} BEGIN {action} END"
        )

    def newest(self, query: Query, before: int, limit: int) -> list[int]:
        rows = execute(
            f"SELECT rowid FROM {self.name} WHERE {self.name} MATCH %s AND rowid < %s"
            " ORDER BY rowid DESC LIMIT %s",
            [fts5.expression(query.groups, query.excluded), before, limit],
        )
        return [pk for (pk,) in rows]


class PostgresqlRows(RowIndex):
    def exists(self) -> bool:
        return execute("SELECT to_regclass(%s) IS NOT NULL", [self.name]) == [(True,)]

    @property
    def _vector(self) -> str:
        era = f"(id >> {ERA_BITS})::text || ':'"
        each = f"{era} || replace(btrim({TERMS}), ' ', ' ' || {era})"
        return f"array_to_tsvector(string_to_array({each}, ' '))"

    def create(self) -> None:
        # Rows that came together are sorted in together, at a seventh of the work; but every
        # search reads the list of those that wait for it, which has to stay short.
        execute(
            f"CREATE INDEX {self.name} ON {self.table} USING gin (({self._vector}))"
            f" WITH (gin_pending_list_limit = {PENDING})"
        )

    def drop(self) -> None:
        execute(f"DROP INDEX IF EXISTS {self.name}")

    def refill(self) -> None:
        beside = "" if connection.in_atomic_block else "CONCURRENTLY"
        execute(f"REINDEX INDEX {beside} {self.name}")

    def keep(self) -> None:
        """An index belongs to its table."""

    def gathering(self, ids: Sequence[int]) -> AbstractContextManager[None]:
        return nullcontext()

    def newest(self, query: Query, before: int, limit: int) -> list[int]:
        found: list[int] = []
        for eras in _eras(min(before - 1, self._last())):
            found += self._within(query, eras, before, limit - len(found))
            if len(found) >= limit:
                break
        return found

    def _last(self) -> int:
        ((last,),) = execute(f"SELECT coalesce(max(id), 0) FROM {self.table}")
        return last

    def _within(self, query: Query, eras: range, before: int, limit: int) -> list[int]:
        exact = _exact(query)
        # Behind OFFSET 0, lest the planner reads all rows by their ids for the few it hopes for.
        rows = execute(
            f"SELECT id FROM (SELECT id, {TERMS} FROM {self.table}"
            f" WHERE {self._vector} @@ %s::tsquery OFFSET 0) AS found"
            f" WHERE id < %s{exact.text} ORDER BY id DESC LIMIT %s",
            [" | ".join(_in_era(query, era) for era in eras), before, *exact.values, limit],
        )
        return [pk for (pk,) in rows]


def _eras(last: int) -> Iterator[range]:
    """The eras up to that of this id, the newest alone first, then ever more at once."""
    end, width = (last >> ERA_BITS) + 1, 1
    while end > 0:
        start = max(end - width, 0)
        yield range(start, end)
        end, width = start, min(width * WIDER, MOST_ERAS)


def _in_era(query: Query, era: int) -> str:
    """The query as a tsquery, phrases as words that may stand anywhere. Terms are letters."""
    parts = ["(" + " | ".join(_words(p, era) for p in group) + ")" for group in query.groups]
    single = [phrase for phrase in query.excluded if len(phrase.terms) == 1]
    return "(" + " & ".join([*parts, *(f"!{_words(phrase, era)}" for phrase in single)]) + ")"


def _words(phrase: Phrase, era: int) -> str:
    begins = ":*" if phrase.is_prefix else ""
    return "(" + " & ".join(f"'{era}:{term}'{begins}" for term in phrase.terms) + ")"


def _exact(query: Query) -> Sql:
    """What the index cannot say: that the words of a phrase stand beside one another."""
    wanted = [group for group in query.groups if any(len(phrase.terms) > 1 for phrase in group)]
    parts = [_stands(group) for group in wanted]
    parts += [
        Sql(f"NOT {part.text}", part.values)
        for part in (_stands([phrase]) for phrase in query.excluded if len(phrase.terms) > 1)
    ]
    values = tuple(value for part in parts for value in part.values)
    return Sql("".join(f" AND {part.text}" for part in parts), values)


def _stands(phrases: Sequence[Phrase]) -> Sql:
    each = " OR ".join([f"strpos({TERMS}, %s) > 0"] * len(phrases))
    return Sql(f"({each})", tuple(sought(phrase) for phrase in phrases))


def sought(phrase: Phrase) -> str:
    """The phrase as it stands among a row's terms."""
    return f" {' '.join(phrase.terms)}{'' if phrase.is_prefix else ' '}"
