"""The index in PostgreSQL: the numbers of each story's terms, under a GIN index.

`ts_rank` is not BM25, and a tsvector cannot say how often a term stands in it. A row here
holds the story's distinct terms as sorted numbers and beside them how heavily each weighs, and
gives the figures of the formula exactly. Where a word is common, reading backwards by key, the
newest first, soon has enough; the GIN index finds rare words. The terms in their order, for
phrases, stand in a table of their own.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from django.db import connection, transaction

from articles import arabic
from articles.search.backends import copying, formula
from articles.search.backends.base import (
    RECORDS,
    Backend,
    Changes,
    Prepared,
    Sql,
    Wanted,
    execute,
)
from articles.search.backends.conditions import Known, by_index, by_key, condition, is_common
from articles.search.documents import Document
from articles.search.keys import FIRST, FIRST_SHOWN, LAST

READ_AT_ONCE = 2000
LARGEST_ROW = 8160  # bytes, all that fits onto a page


class PostgresqlBackend(Backend):
    def one_column(self, numbers: Sequence[int]) -> Sql:
        return Sql("SELECT unnest(%s::bigint[])", (list(numbers),))

    def lock(self) -> None:
        execute(f"SELECT 1 FROM {RECORDS} WHERE name = %s FOR UPDATE", [self.name])

    def _prepared_rows(
        self, documents: Sequence[Document], numbers: dict[str, int], changes: Changes
    ) -> tuple[bytes, bytes]:
        weighed = [copying.weigh(document) for document in documents]
        self._number(set(chain.from_iterable(weighed)) - numbers.keys(), numbers)
        held = Counter(chain.from_iterable(weighed))
        changes.terms.update({numbers[term]: stories for term, stories in held.items()})
        changes.stories += len(documents)
        changes.length += sum(document.length for document in documents)
        pairs = zip(documents, weighed, strict=True)
        return (
            b"".join([copying.row(document, weight, numbers) for document, weight in pairs]),
            b"".join(map(copying.texts, documents)),
        )

    def fill(self, prepared: Prepared, changes: Changes) -> None:
        # What a crash undoes, progress included, the next rebuild writes again.
        execute("SET LOCAL synchronous_commit TO off")
        super().fill(prepared, changes)

    def _add(self, rows: tuple[bytes, bytes]) -> None:
        with connection.cursor() as cursor:
            for table, data in zip((self.name, f"{self.name}_texts"), rows, strict=True):
                with cursor.copy(f"COPY {table} FROM STDIN (FORMAT BINARY)") as copy:
                    copy.write(copying.BEGIN + data + copying.END)

    def _remove(self, story_ids: Sequence[int], changes: Changes) -> list[str | None]:
        removed = execute(
            f"DELETE FROM {self.name} WHERE story_id = ANY(%s) RETURNING key, length, terms",
            [list(story_ids)],
        )
        changes.terms.subtract(chain.from_iterable(terms for _key, _length, terms in removed))
        changes.stories -= len(removed)
        changes.length -= sum(length for _key, length, _terms in removed)
        texts = execute(
            f"DELETE FROM {self.name}_texts WHERE key = ANY(%s) RETURNING words",
            [[key for key, _length, _terms in removed]],
        )
        return [words for (words,) in texts]

    def settle(self, changes: Changes) -> None:
        super().settle(changes)
        changed = sorted(number for number, more in changes.terms.items() if more)
        execute(
            f"UPDATE {self.name}_terms AS held SET stories = held.stories + changed.more"
            " FROM unnest(%s::integer[], %s::integer[]) AS changed (number, more)"
            " WHERE held.number = changed.number",
            [changed, [changes.terms[number] for number in changed]],
        )
        execute(
            f"UPDATE {RECORDS} SET stories = stories + %s, terms = terms + %s WHERE name = %s",
            [changes.stories, changes.length, self.name],
        )

    def count_again(self) -> None:
        super().count_again()
        execute(f"UPDATE {self.name}_terms SET stories = 0")
        execute(
            f"UPDATE {self.name}_terms AS held SET stories = counted.stories FROM"
            f" (SELECT number, count(*) AS stories FROM {self.name}, unnest(terms) AS number"
            " GROUP BY number) AS counted WHERE held.number = counted.number"
        )
        execute(
            f"UPDATE {RECORDS} SET (stories, terms) ="
            f" (SELECT count(*), coalesce(sum(length), 0) FROM {self.name}) WHERE name = %s",
            [self.name],
        )

    def _kept_words(self) -> Iterator[list[str | None]]:
        last = FIRST
        while rows := execute(
            f"SELECT key, words FROM {self.name}_texts WHERE key > %s ORDER BY key LIMIT %s",
            [last, READ_AT_ONCE],
        ):
            last = rows[-1][0]
            yield [words for _key, words in rows]

    def waiting(self, limit: int) -> list[int]:
        rows = execute(
            f"SELECT story_id FROM {self.name}_texts JOIN {self.name} USING (key)"
            " WHERE words IS NULL LIMIT %s",
            [limit],
        )
        return [story_id for (story_id,) in rows]

    def held(self, story_ids: Sequence[int]) -> set[int]:
        rows = execute(
            f"SELECT story_id FROM {self.name} WHERE story_id = ANY(%s)", [list(story_ids)]
        )
        return {story_id for (story_id,) in rows}

    def _count_words(self, changes: dict[str, int]) -> None:
        if not changes:
            return
        ordered = sorted(changes)
        execute(
            f"INSERT INTO {self.name}_words AS held SELECT * FROM"
            " unnest(%s::text[], %s::text[], %s::integer[])"
            " ON CONFLICT (word) DO UPDATE SET stories = held.stories + excluded.stories",
            [ordered, list(map(arabic.fold, ordered)), [changes[word] for word in ordered]],
        )
        fewer = [word for word in ordered if changes[word] < 0]
        execute(f"DELETE FROM {self.name}_words WHERE word = ANY(%s) AND stories <= 0", [fewer])

    def frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        return {term: stories for term, (_number, stories) in self._counted(terms)[0].items()}

    def completions(self, prefix: str, limit: int) -> list[str]:
        rows = execute(
            f"SELECT term FROM {self.name}_terms WHERE starts_with(term, %s) AND stories > 0"
            " AND term >= %s ORDER BY stories DESC, term LIMIT %s",
            [prefix, prefix, limit],
        )
        return [term for (term,) in rows]

    def matching(self, wanted: Wanted) -> Sql:
        known, _size = self._counted(wanted.terms())
        holds = condition(wanted, known, by_index, f"{self.name}_texts")
        return Sql(f"SELECT story_id FROM {self.name} AS found WHERE {holds.text}", holds.values)

    def newest(self, wanted: Wanted, among: Sql, before: int, limit: int) -> list[int]:
        known, (stories, _length) = self._counted(wanted.terms())
        found = self._found(wanted, known, stories, Sql(""), before, limit)
        seen = _seen(found, among, "key", limit)
        return [key for (key,) in execute(seen.text, seen.values)]

    def ranked(
        self, wanted: Wanted, among: Sql, terms: Sequence[str], limit: int
    ) -> dict[int, int]:
        known, size = self._counted([*wanted.terms(), *terms])
        counted = [known[term] for term in sorted(known.keys() & set(terms))]
        found = self._found(wanted, known, size[0], formula.hits(counted, size), LAST, limit)
        names = ", ".join(["key", "k", *(f"hits_{n}" for n in range(len(counted)))])
        seen = _seen(found, among, names, limit)
        worth = formula.score(counted, size)
        # The limit keeps the planner from looking each term up as often as the formula names it.
        rows = execute(
            f"SELECT key, {worth.text} FROM ({seen.text}) AS held ORDER BY key DESC",
            [*worth.values, *seen.values],
        )
        return dict(rows)

    def _found(
        self, wanted: Wanted, known: Known, stories: int, columns: Sql, before: int, limit: int
    ) -> Sql:
        """The rows that the index finds, with these columns of theirs too."""
        reads_on = is_common(wanted, known, stories, limit)
        holds = condition(wanted, known, by_key if reads_on else by_index, f"{self.name}_texts")
        # The planner takes a coalesce to hold of half the rows, and so reads them by key, too. What
        # the index finds is fenced off: each story is looked up only when its turn has come.
        where = f"coalesce({holds.text}, false)" if reads_on else holds.text
        fence = "" if reads_on else " ORDER BY key DESC OFFSET 0"
        text = f"SELECT key, story_id{columns.text} FROM {self.name} AS found"
        text += f" WHERE {where} AND key < %s AND key >= {FIRST_SHOWN}{fence}"
        return Sql(text, (*columns.values, *holds.values, before))

    def words_like(self, spellings: Sequence[str]) -> list[tuple[str, str, int]]:
        return execute(
            f"SELECT word, folded, stories FROM {self.name}_words WHERE folded = ANY(%s)",
            [list(spellings)],
        )

    def words_from(self, start: str, limit: int) -> list[tuple[str, str, int]]:
        return execute(
            f"SELECT word, folded, stories FROM {self.name}_words"
            " WHERE folded >= %s AND starts_with(folded, %s)"
            " ORDER BY stories DESC, word LIMIT %s",
            [start, start, limit],
        )

    def _counted(self, terms: Iterable[str]) -> tuple[Known, formula.Size]:
        """The terms that are known, and how many stories and terms the index holds."""
        rows = execute(
            "SELECT term, number, held.stories, record.stories, record.terms"
            f" FROM {RECORDS} AS record LEFT JOIN {self.name}_terms AS held"
            " ON term = ANY(%s) AND held.stories > 0 WHERE record.name = %s",
            [list(terms), self.name],
        )
        known = {term: (number, stories) for term, number, stories, *_size in rows if term}
        return known, rows[0][3:]

    def _number(self, terms: set[str], numbers: dict[str, int]) -> None:
        """Add the terms' numbers to those that are known; new terms are given one."""
        numbers.update(self._numbers_of(terms))
        new = sorted(terms - numbers.keys())
        if not new:
            return
        # Under the lock: two that number the same terms would wait for one another.
        with transaction.atomic():
            self.lock()
            numbers.update(self._numbers_of(new))
            execute(
                f"INSERT INTO {self.name}_terms (term, stories) SELECT term, 0 FROM"
                f" unnest(%s::text[]) AS term ON CONFLICT DO NOTHING",
                [sorted(terms - numbers.keys())],
            )
        numbers.update(self._numbers_of(new))

    def _numbers_of(self, terms: Iterable[str]) -> dict[str, int]:
        rows = execute(
            f"SELECT term, number FROM {self.name}_terms WHERE term = ANY(%s)", [list(terms)]
        )
        return dict(rows)

    def _create_tables(self) -> None:
        execute(
            f"CREATE TABLE {self.name}_terms (number INTEGER GENERATED ALWAYS AS IDENTITY,"
            ' term TEXT COLLATE "C" PRIMARY KEY, stories INTEGER NOT NULL, UNIQUE (number))'
            " WITH (fillfactor = 70)"
        )
        execute(
            f"CREATE TABLE {self.name} (key BIGINT PRIMARY KEY, story_id BIGINT NOT NULL UNIQUE,"
            " length INTEGER NOT NULL, terms INTEGER[] NOT NULL, halves SMALLINT[] NOT NULL)"
        )
        self.store_plainly()
        execute(
            f"CREATE TABLE {self.name}_texts (key BIGINT PRIMARY KEY, text TEXT NOT NULL,"
            " words TEXT)"
        )
        self._compress_quickly()
        execute(f"CREATE INDEX {self.name}_waiting ON {self.name}_texts (key) WHERE words IS NULL")
        execute(
            f'CREATE TABLE {self.name}_words (word TEXT COLLATE "C" PRIMARY KEY,'
            ' folded TEXT COLLATE "C" NOT NULL, stories INTEGER NOT NULL) WITH (fillfactor = 70)'
        )
        execute(f"CREATE INDEX {self.name}_folded ON {self.name}_words (folded)")

    def store_plainly(self) -> None:
        """Keep a long story's numbers as they are: a search looks into thousands of rows."""
        execute(f"ALTER TABLE {self.name} SET (toast_tuple_target = {LARGEST_ROW})")
        for column in ("terms", "halves"):
            execute(f"ALTER TABLE {self.name} ALTER {column} SET STORAGE MAIN")

    def _compress_quickly(self) -> None:
        """A server that has LZ4 spends a fifth of its usual method's time on long texts."""
        if execute(
            "SELECT 1 FROM pg_settings"
            " WHERE name = 'default_toast_compression' AND 'lz4' = ANY(enumvals)"
        ):
            for column in ("text", "words"):
                execute(f"ALTER TABLE {self.name}_texts ALTER {column} SET COMPRESSION lz4")

    def complete(self) -> None:
        # What is left of one that was broken off says that it is there, and is not used.
        execute(f"DROP INDEX IF EXISTS {self.name}_gin")
        beside = "" if connection.in_atomic_block else "CONCURRENTLY"
        execute(f"CREATE INDEX {beside} {self.name}_gin ON {self.name} USING gin (terms)")

    def _drop_tables(self) -> None:
        for table in ("", "_terms", "_texts", "_words"):
            execute(f"DROP TABLE {self.name}{table}")

    def _rename_tables(self, name: str) -> None:
        for table in ("", "_terms", "_texts", "_words"):
            execute(f"ALTER TABLE {self.name}{table} RENAME TO {name}{table}")
        for index in ("_gin", "_folded", "_waiting"):
            execute(f"ALTER INDEX {self.name}{index} RENAME TO {name}{index}")


def _seen(found: Sql, among: Sql, columns: str, limit: int) -> Sql:
    """The newest of the rows whose stories are also in `among`."""
    return Sql(
        f"SELECT {columns} FROM ({found.text}) AS found CROSS JOIN LATERAL"
        f" (SELECT 1 FROM ({among.text}) AS shown WHERE shown.id = found.story_id OFFSET 0)"
        " AS seen ORDER BY key DESC LIMIT %s",
        (*found.values, *among.values, limit),
    )
