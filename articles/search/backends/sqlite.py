"""The index in SQLite: an FTS5 table over our own terms, kept apart by blanks.

The tokenizer `ascii` takes every other letter for part of a word, so the index is exactly our
list of terms. FTS5 keeps the terms too: before SQLite 3.43 a row could not be deleted from an
index without its text.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from articles.search.backends.base import BEST_FIRST, Backend, Sql, execute
from articles.search.documents import WEIGHTS, Document
from articles.search.query import Group, Phrase

COLUMNS = ", ".join(WEIGHTS)
WEIGHT_LIST = ", ".join(map(str, WEIGHTS.values()))
LAST_LETTER = "\U0010ffff"


class SqliteBackend(Backend):
    def lock(self) -> None:
        """A transaction is SQLite's only writer from its beginning."""

    def write(self, documents: Sequence[Document]) -> None:
        self.remove([document.story_id for document in documents])
        rows = [
            (document.story_id, *(" ".join(terms) for terms in document.fields.values()))
            for document in documents
            if document.length()
        ]
        marks = ", ".join(["%s"] * (len(WEIGHTS) + 1))
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {self.name} (rowid, {COLUMNS}) VALUES ({marks})", rows)

    def remove(self, story_ids: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                f"DELETE FROM {self.name} WHERE rowid = %s", [(pk,) for pk in story_ids]
            )

    def frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        marks = ", ".join(["%s"] * len(terms))
        sql = f"SELECT term, doc FROM {self.name}_terms WHERE term IN ({marks})"
        return dict(execute(sql, terms))

    def completions(self, prefix: str, limit: int) -> list[str]:
        rows = execute(
            f"SELECT term FROM {self.name}_terms WHERE term >= %s AND term < %s"
            " ORDER BY doc DESC, term LIMIT %s",
            [prefix, prefix + LAST_LETTER, limit],
        )
        return [term for (term,) in rows]

    def matching(self, groups: Sequence[Group], excluded: Sequence[Phrase], *, loose: bool) -> Sql:
        wanted = (" OR " if loose else " AND ").join(map(_any_of, groups))
        if excluded:
            wanted = f"({wanted}) NOT {_any_of(excluded)}"
        return Sql(f"SELECT rowid FROM {self.name} WHERE {self.name} MATCH %s", (wanted,))

    def _ranked(
        self, terms: Sequence[str], among: Sql, after: Sql, limit: int
    ) -> list[tuple[int, int, datetime | str]]:
        return execute(
            "SELECT id, score, dated_at FROM (SELECT shown.id AS id, shown.dated_at AS dated_at,"
            f" CAST(round(bm25({self.name}, {WEIGHT_LIST}) * -1000000000.0) AS INTEGER) AS score"
            f" FROM {self.name} CROSS JOIN ({among.text}) AS shown"
            f" WHERE shown.id = {self.name}.rowid AND {self.name} MATCH %s)"
            f" WHERE {after.text} ORDER BY {BEST_FIRST} LIMIT %s",
            [*among.values, _any_of_terms(terms), *after.values, limit],
        )

    def _create_tables(self) -> None:
        execute(f"CREATE VIRTUAL TABLE {self.name} USING fts5({COLUMNS}, tokenize='ascii')")
        self._create_vocabulary(self.name)

    def _create_vocabulary(self, name: str) -> None:
        execute(f"CREATE VIRTUAL TABLE {name}_terms USING fts5vocab({name}, 'row')")

    def _drop_tables(self) -> None:
        execute(f"DROP TABLE {self.name}_terms")
        execute(f"DROP TABLE {self.name}")

    def _rename_tables(self, name: str) -> None:
        execute(f"DROP TABLE {self.name}_terms")
        execute(f"ALTER TABLE {self.name} RENAME TO {name}")
        self._create_vocabulary(name)


def _any_of(phrases: Sequence[Phrase]) -> str:
    return "(" + " OR ".join(_quoted(" ".join(phrase.terms)) for phrase in phrases) + ")"


def _any_of_terms(terms: Sequence[str]) -> str:
    return " OR ".join(map(_quoted, terms))


def _quoted(terms: str) -> str:
    return f'"{terms}"'
