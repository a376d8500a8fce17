"""The two databases' ways to hold the index. Nothing else knows which database is in use.

Both rank by Okapi BM25 as SQLite's FTS5 computes it (k1 = 1.2, b = 0.75):

    score = Σ idf · f · 2.2 / (f + 1.2 · (0.25 + 0.75 · length / average length))
    idf   = ln((N - n + 0.5) / (n + 0.5)), at least 0.000001

where f is the weighted number of hits, length the story's terms over all fields, N the number
of stories in the index and n of those that hold the term. Scores are whole billionths, so that
both databases agree on what is equal.
"""

from functools import cache

from django.db import connection

from articles.search.backends.base import Backend
from articles.search.backends.postgresql import PostgresqlBackend
from articles.search.backends.rows import PostgresqlRows, RowIndex, SqliteRows
from articles.search.backends.sqlite import SqliteBackend

_BACKENDS = {"sqlite": SqliteBackend, "postgresql": PostgresqlBackend}
_ROWS = {"sqlite": SqliteRows, "postgresql": PostgresqlRows}


@cache
def _backend(vendor: str, name: str) -> Backend:
    return _BACKENDS[vendor](name)


def live() -> Backend:
    """The index that searches ask."""
    return _backend(connection.vendor, "articles_search")


def next_one() -> Backend:
    """The index that a rebuild fills beside the live one."""
    return _backend(connection.vendor, "articles_search_next")


@cache
def _row_index(vendor: str, table: str) -> RowIndex:
    return _ROWS[vendor](table)


def of_rows(table: str) -> RowIndex:
    """The index of a table whose rows keep their own terms."""
    return _row_index(connection.vendor, table)
