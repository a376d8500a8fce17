"""The index in SQLite: an FTS5 table over our own terms, kept apart by blanks.

The tokenizer `ascii` takes every other letter for part of a word, so the index is exactly our
list of terms. FTS5 keeps the terms too: before SQLite 3.43 a row could not be deleted from an
index without its text. A row's number is the story's key, so the newest come first by reading
backwards.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence

from django.db import connection

from articles import arabic
from articles.search.backends import fts5
from articles.search.backends.base import Backend, Changes, Sql, Wanted, execute, execute_many
from articles.search.documents import WEIGHTS, Document
from articles.search.keys import FIRST_SHOWN, ID_MASK, LAST
from articles.search.query import Phrase

COLUMNS = ", ".join(WEIGHTS)
WEIGHT_LIST = ", ".join(map(str, WEIGHTS.values()))
READ_AT_ONCE = 2000
LAST_LETTER = "\U0010ffff"
# Settings of FTS5: while the index is filled, pieces as big as a batch, joined once at the end;
# in use, as it comes, but for the memory of a bulk import.
FILLING = {"hashsize": fts5.MEMORY, "automerge": 64, "crisismerge": 1000}
IN_USE = {"automerge": 4, "crisismerge": 16}
MERGED_AT_ONCE = 2000  # pages: about a tenth of a second


class SqliteBackend(Backend):
    def one_column(self, numbers: Sequence[int]) -> Sql:
        return Sql("SELECT value FROM json_each(%s)", (json.dumps(numbers),))

    def lock(self) -> None:
        """A transaction is SQLite's only writer from its beginning."""

    def _prepared_rows(
        self, documents: Sequence[Document], numbers: dict[str, int], changes: Changes
    ) -> tuple[list[tuple], list[tuple]]:
        # Where a row's number is not above the last one FTS5 begins a new piece of its index.
        ordered = sorted(documents, key=lambda document: document.key)
        return (
            [(document.key, *document.fields) for document in ordered],
            [(document.story_id, document.key, _joined(document.words)) for document in ordered],
        )

    def _add(self, rows: tuple[list[tuple], list[tuple]]) -> None:
        terms, words = rows
        marks = ", ".join(["%s"] * (len(WEIGHTS) + 1))
        execute_many(f"INSERT INTO {self.name} (rowid, {COLUMNS}) VALUES ({marks})", terms)
        execute_many(f"INSERT INTO {self.name}_rows VALUES (%s, %s, %s)", words)

    def _remove(self, story_ids: Sequence[int], changes: Changes) -> list[str | None]:
        rows = execute(
            f"SELECT key, words FROM {self.name}_rows"
            " WHERE story_id IN (SELECT value FROM json_each(%s))",
            [json.dumps(story_ids)],
        )
        keys = [(key,) for key, _words in rows]
        execute_many(f"DELETE FROM {self.name} WHERE rowid = %s", keys)
        execute_many(f"DELETE FROM {self.name}_rows WHERE key = %s", keys)
        return [words for _key, words in rows]

    def waiting(self, limit: int) -> list[int]:
        rows = execute(
            f"SELECT story_id FROM {self.name}_rows WHERE words IS NULL LIMIT %s", [limit]
        )
        return [story_id for (story_id,) in rows]

    def held(self, story_ids: Sequence[int]) -> set[int]:
        rows = execute(
            f"SELECT story_id FROM {self.name}_rows"
            " WHERE story_id IN (SELECT value FROM json_each(%s))",
            [json.dumps(story_ids)],
        )
        return {story_id for (story_id,) in rows}

    def _kept_words(self) -> Iterator[list[str | None]]:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT words FROM {self.name}_rows")
            while rows := cursor.fetchmany(READ_AT_ONCE):
                yield [words for (words,) in rows]

    def _count_words(self, changes: dict[str, int]) -> None:
        execute_many(
            f"INSERT INTO {self.name}_words VALUES (%s, %s, %s)"
            " ON CONFLICT (word) DO UPDATE SET stories = stories + excluded.stories",
            [(word, arabic.fold(word), change) for word, change in sorted(changes.items())],
        )
        fewer = [(word,) for word, change in changes.items() if change < 0]
        execute_many(f"DELETE FROM {self.name}_words WHERE word = %s AND stories <= 0", fewer)

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

    def matching(self, wanted: Wanted) -> Sql:
        sql = f"SELECT rowid & {ID_MASK} FROM {self.name} WHERE {self.name} MATCH %s"
        return Sql(sql, (_expression(wanted),))

    def newest(self, wanted: Wanted, among: Sql, before: int, limit: int) -> list[int]:
        # CROSS JOIN: the index first, in its own order; each story is then looked up.
        rows = execute(
            f"SELECT found.rowid FROM {self.name} AS found CROSS JOIN ({among.text}) AS shown"
            f" WHERE found.{self.name} MATCH %s AND found.rowid < %s"
            f" AND found.rowid >= {FIRST_SHOWN} AND shown.id = (found.rowid & {ID_MASK})"
            " ORDER BY found.rowid DESC LIMIT %s",
            [*among.values, _expression(wanted), before, limit],
        )
        return [key for (key,) in rows]

    def ranked(
        self, wanted: Wanted, among: Sql, terms: Sequence[str], limit: int
    ) -> dict[int, int]:
        keys = self.newest(wanted, among, LAST, limit)
        scores = self._scores(wanted, terms, keys) if keys else {}
        return {key: scores.get(key, 0) for key in keys}

    def _scores(self, wanted: Wanted, terms: Sequence[str], keys: Sequence[int]) -> dict[int, int]:
        # The plus keeps SQLite from asking the index anew for every key.
        rows = execute(
            f"SELECT rowid, CAST(round(bm25({self.name}, {WEIGHT_LIST}) * -1000000000.0)"
            f" AS INTEGER) FROM {self.name} WHERE {self.name} MATCH %s AND rowid >= %s"
            " AND +rowid IN (SELECT value FROM json_each(%s))",
            [_to_rank(wanted, sorted(terms)), min(keys), json.dumps(keys)],
        )
        return dict(rows)

    def words_like(self, spellings: Sequence[str]) -> list[tuple[str, str, int]]:
        return execute(
            f"SELECT word, folded, stories FROM {self.name}_words"
            " WHERE folded IN (SELECT value FROM json_each(%s))",
            [json.dumps(spellings)],
        )

    def words_from(self, start: str, limit: int) -> list[tuple[str, str, int]]:
        return execute(
            f"SELECT word, folded, stories FROM {self.name}_words"
            " WHERE folded >= %s AND folded < %s ORDER BY stories DESC, word LIMIT %s",
            [start, start + LAST_LETTER, limit],
        )

    def _create_tables(self) -> None:
        execute(f"CREATE VIRTUAL TABLE {self.name} USING fts5({COLUMNS}, tokenize='ascii')")
        execute(
            f"CREATE TABLE {self.name}_rows (story_id INTEGER PRIMARY KEY,"
            " key INTEGER NOT NULL UNIQUE, words TEXT)"
        )
        execute(
            f"CREATE TABLE {self.name}_words (word TEXT PRIMARY KEY, folded TEXT NOT NULL,"
            " stories INTEGER NOT NULL) WITHOUT ROWID"
        )
        self._create_shared(self.name)

    def _create_shared(self, name: str) -> None:
        """What bears the table's name and cannot be renamed."""
        execute(f"CREATE VIRTUAL TABLE {name}_terms USING fts5vocab({name}, 'row')")
        execute(f"CREATE INDEX {name}_folded ON {name}_words (folded, stories)")
        execute(f"CREATE INDEX {name}_waiting ON {name}_rows (story_id) WHERE words IS NULL")

    def begin(self, analyser: str) -> None:
        super().begin(analyser)
        self._configure(FILLING)

    def complete(self) -> None:
        """Join the pieces of the index, some at a time, so that others can write between."""
        pages = -MERGED_AT_ONCE
        while self._merge(pages):
            pages = MERGED_AT_ONCE
        self._configure(IN_USE)

    def _configure(self, options: dict[str, int]) -> None:
        for option, value in options.items():
            execute(f"INSERT INTO {self.name} ({self.name}, rank) VALUES (%s, %s)", [option, value])

    def _merge(self, pages: int) -> bool:
        """Whether anything was left to merge: one change is the command's own."""
        ((before,),) = execute("SELECT total_changes()")
        self._configure({"merge": pages})
        ((after,),) = execute("SELECT total_changes()")
        return after - before > 1

    def _drop_tables(self) -> None:
        for table in ("_terms", "_rows", "_words", ""):
            execute(f"DROP TABLE {self.name}{table}")

    def _rename_tables(self, name: str) -> None:
        execute(f"DROP TABLE {self.name}_terms")
        for index in ("_folded", "_waiting"):
            execute(f"DROP INDEX {self.name}{index}")
        for table in ("", "_rows", "_words"):
            execute(f"ALTER TABLE {self.name}{table} RENAME TO {name}{table}")
        self._create_shared(name)


def _expression(wanted: Wanted) -> str:
    return fts5.expression(wanted.groups, wanted.excluded, is_loose=wanted.is_loose)


def _to_rank(wanted: Wanted, terms: Sequence[str]) -> str:
    """An expression whose bm25 is the score: every term in it once, and no other phrase.

    That is the search itself where each of its phrases is one of the terms.
    """
    is_itself = not wanted.is_loose and not wanted.excluded
    if is_itself and Counter(phrase.terms for phrase in wanted.phrases()) == Counter(
        (term,) for term in terms
    ):
        return _expression(wanted)
    return " OR ".join(fts5.quoted(Phrase((term,))) for term in terms)


def _joined(words: Sequence[str] | None) -> str | None:
    return None if words is None else " ".join(words)
