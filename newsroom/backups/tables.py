"""What stands in each table, as a number of rows and one digest: to compare with, not to read."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

BATCH = 500
# The size of a SHA-256, within which the digests of the rows are added up.
MODULUS = 1 << 256
VIRTUAL = "CREATE VIRTUAL"

Contents = dict[str, dict[str, Any]]


def contents(execute: Callable[[str], Any], tables: Iterable[str]) -> Contents:
    """Count and digest of each table's rows; `execute` returns a cursor.

    The digests of the rows are added up, so that it does not matter in which order they come.
    """
    return {table: _table(execute(f'SELECT * FROM "{table}"')) for table in sorted(tables)}


def _table(cursor: Any) -> dict[str, Any]:
    rows = total = 0
    while batch := cursor.fetchmany(BATCH):
        rows += len(batch)
        total += sum(int.from_bytes(_digest(row)) for row in batch)
    return {"rows": rows, "digest": f"{total % MODULUS:064x}"}


def _digest(row: Iterable[Any]) -> bytes:
    plain = [bytes(value) if isinstance(value, memoryview) else value for value in row]
    return hashlib.sha256(repr(plain).encode("utf-8", "surrogatepass")).digest()


def sqlite_contents(file: Path) -> Contents:
    """What stands in a database file; the text index's own tables are read like the others."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        found = database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
            f" AND sql NOT LIKE '{VIRTUAL}%' AND name NOT LIKE 'sqlite_%'"
        )
        return contents(database.execute, [name for (name,) in found])
