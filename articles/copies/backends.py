"""The two databases' ways to hold the fingerprints: 100,000 stories in less than 200 MB each.

As with the search's backends, nothing else knows which database is in use. SQLite keeps a row
for each fingerprint in a table that is its own index; in PostgreSQL a row costs 24 bytes more,
so a story's fingerprints are one array under an inverted index.
"""

from abc import ABC, abstractmethod
from array import array
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from django.db import connection, transaction

TABLE = "articles_fingerprints"
# Of the 31 bits of a fingerprint PostgreSQL's index holds so many: a key that some stories
# share by chance takes a third of the room of keys that stand alone, and the rows decide.
INDEXED_BITS = 20


def execute(sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


class CopyIndex(ABC):
    """Which story has which fingerprints."""

    @abstractmethod
    def create(self) -> None:
        """Make the tables, empty."""

    @abstractmethod
    def drop(self) -> None:
        """Remove the tables."""

    @abstractmethod
    def write(self, fingerprints: Mapping[int, Sequence[int]]) -> None:
        """Put the fingerprints of stories, by their ids, in place of what was held of them."""

    @abstractmethod
    def sharing(self, fingerprints: Sequence[int]) -> list[int]:
        """The ids of the stories that share some, those that share most first."""

    @abstractmethod
    def bytes_used(self) -> int:
        """The room that the tables take on disk."""


class SqliteCopies(CopyIndex):
    def create(self) -> None:
        execute(
            f"CREATE TABLE {TABLE} (value INTEGER NOT NULL, story_id INTEGER NOT NULL,"
            " PRIMARY KEY (value, story_id)) WITHOUT ROWID"
        )
        # What a story had, for the day it has others: looking for it by story costs an index.
        execute(
            f"CREATE TABLE {TABLE}_of (story_id INTEGER PRIMARY KEY, fingerprints BLOB NOT NULL)"
        )

    def drop(self) -> None:
        execute(f"DROP TABLE {TABLE}")
        execute(f"DROP TABLE {TABLE}_of")

    def write(self, fingerprints: Mapping[int, Sequence[int]]) -> None:
        with connection.cursor() as cursor:
            for story_id, values in self._held(list(fingerprints)):
                cursor.executemany(
                    f"DELETE FROM {TABLE} WHERE value = %s AND story_id = %s",
                    [(value, story_id) for value in values],
                )
            cursor.executemany(
                f"INSERT INTO {TABLE} (value, story_id) VALUES (%s, %s)",
                # In the order of the table, so that neighbours are written together.
                sorted((value, pk) for pk, values in fingerprints.items() for value in values),
            )
            cursor.executemany(
                f"INSERT OR REPLACE INTO {TABLE}_of (story_id, fingerprints) VALUES (%s, %s)",
                [(pk, array("I", values).tobytes()) for pk, values in fingerprints.items()],
            )

    def _held(self, story_ids: Sequence[int]) -> Iterable[tuple[int, array]]:
        marks = ", ".join(["%s"] * len(story_ids))
        sql = f"SELECT story_id, fingerprints FROM {TABLE}_of WHERE story_id IN ({marks})"
        for story_id, values in execute(sql, story_ids):
            yield story_id, array("I", values)

    def sharing(self, fingerprints: Sequence[int]) -> list[int]:
        marks = ", ".join(["%s"] * len(fingerprints))
        found = execute(
            f"SELECT story_id FROM {TABLE} WHERE value IN ({marks})"
            " GROUP BY story_id ORDER BY COUNT(*) DESC, story_id DESC",
            fingerprints,
        )
        return [story_id for (story_id,) in found]

    def bytes_used(self) -> int:
        (pages,) = execute(
            f"SELECT COALESCE(SUM(pgsize), 0) FROM dbstat WHERE name IN ('{TABLE}', '{TABLE}_of')"
        )
        return pages[0]


class PostgresqlCopies(CopyIndex):
    def create(self) -> None:
        execute(
            f"CREATE TABLE {TABLE} (story_id bigint PRIMARY KEY,"
            " fingerprints integer[] NOT NULL, keys integer[] NOT NULL)"
        )
        # A list of pending rows would be read by every look-up.
        execute(f"CREATE INDEX {TABLE}_keys ON {TABLE} USING gin (keys) WITH (fastupdate = off)")

    def drop(self) -> None:
        execute(f"DROP TABLE {TABLE}")

    def write(self, fingerprints: Mapping[int, Sequence[int]]) -> None:
        rows = [
            f"{pk}\t{_array(values)}\t{_array(_keys(values))}\n"
            for pk, values in fingerprints.items()
        ]
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE} WHERE story_id = ANY(%s)", [list(fingerprints)])
            with cursor.copy(f"COPY {TABLE} (story_id, fingerprints, keys) FROM STDIN") as copy:
                copy.write("".join(rows))

    @transaction.atomic
    def sharing(self, fingerprints: Sequence[int]) -> list[int]:
        # What an array may overlap is beyond the planner, which would read the whole table.
        execute("SET LOCAL enable_seqscan = off")
        found = execute(
            "SELECT story_id FROM"
            f" (SELECT story_id, unnest(fingerprints) AS value FROM {TABLE}"
            " WHERE keys && %s::integer[]) AS held"
            " WHERE value = ANY(%s::integer[])"
            " GROUP BY story_id ORDER BY COUNT(*) DESC, story_id DESC",
            [_keys(fingerprints), list(fingerprints)],
        )
        execute("SET LOCAL enable_seqscan = on")
        return [story_id for (story_id,) in found]

    def bytes_used(self) -> int:
        ((size,),) = execute(f"SELECT pg_total_relation_size('{TABLE}')")
        return size


def _array(numbers: Iterable[int]) -> str:
    """An array as COPY reads it."""
    return "{" + ",".join(map(str, numbers)) + "}"


def _keys(fingerprints: Iterable[int]) -> list[int]:
    return sorted({value & ((1 << INDEXED_BITS) - 1) for value in fingerprints})


_INDEXES = {"sqlite": SqliteCopies, "postgresql": PostgresqlCopies}


@cache
def _index(vendor: str) -> CopyIndex:
    return _INDEXES[vendor]()


def copy_index() -> CopyIndex:
    return _index(connection.vendor)
