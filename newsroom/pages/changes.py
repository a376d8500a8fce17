"""What has changed in the database, as its own triggers recorded it, and who has seen which change.

A change becomes visible together with the rows that it speaks of, in the same commit. Changes
have numbers, but with PostgreSQL a smaller one may become visible after a greater one: so a
reader keeps the snapshot that the database gave, which says exactly what could be seen.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper

POSTGRESQL = """
SELECT seen::text, change.key, change.transaction
FROM pg_current_snapshot() AS seen
LEFT JOIN newsroom_change AS change ON change.transaction >= %s
"""
SQLITE = "SELECT key, id FROM newsroom_change WHERE id >= %s ORDER BY id"

Changes = list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Which changes could be seen: all below `finished`, and below `begun` those not `running`."""

    finished: int = 0
    begun: int = 0
    running: tuple[int, ...] = ()

    def saw(self, change: int) -> bool:
        if change < self.finished:
            return True
        return change < self.begun and change not in self.running


def read(connection: BaseDatabaseWrapper, since: Snapshot) -> tuple[Snapshot, Changes]:
    """What can be seen now, and the changes that `since` had not all seen, as (key, number)."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL, [since.finished])
            return _of_postgresql(cursor.fetchall())
        cursor.execute(SQLITE, [since.finished])
        changes = cursor.fetchall()
    after = max((number + 1 for _key, number in changes), default=since.finished)
    return Snapshot(after, after), changes


def _of_postgresql(rows: list[tuple[str, str | None, int]]) -> tuple[Snapshot, Changes]:
    finished, begun, running = rows[0][0].split(":")
    listed = tuple(int(number) for number in running.split(",") if number)
    changes = [(key, number) for _seen, key, number in rows if key is not None]
    return Snapshot(int(finished), int(begun), listed), changes


def concerned(key: str) -> tuple[str, ...]:
    """What a page may be made of that this change concerns.

    "table:5" concerns who reads that row or the whole table, "table" also who reads any row.
    """
    table, _, row = key.partition(":")
    return (key, table) if row else (table, f"{table}:*")


def parts(tables: Iterable[str]) -> frozenset[str]:
    """What a page depends on that was made of these tables and rows."""
    rows = {f"{table.partition(':')[0]}:*" for table in tables if ":" in table}
    return frozenset(rows.union(tables))
