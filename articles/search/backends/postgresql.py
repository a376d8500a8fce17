"""The index in PostgreSQL: the numbers of each story's terms, under a GIN index.

`ts_rank` is not BM25, and a tsvector cannot say how often a term stands in it. A row here
holds the story's distinct terms as sorted numbers and beside them how heavily each weighs, and
gives the figures of the formula exactly. It is small, so that reading backwards by key, the
newest first, is quick where a word is common; the GIN index finds rare words. The terms in
their order, for phrases, stand in a table of their own.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from django.db import connection, transaction

from articles import arabic
from articles.search.backends.base import RECORDS, Backend, Changes, Sql, Wanted, execute
from articles.search.documents import WEIGHTS, Document
from articles.search.keys import FIRST, FIRST_SHOWN
from articles.search.query import Group, Phrase

HALVES = [round(weight * 2) for weight in WEIGHTS.values()]
MOST_HALVES = 2**15 - 1  # of a smallint; there the formula has long stopped rising
FIELD_END = " | "  # no term has it, so no phrase runs from a field into the next
LEAST_IDF = 1e-6
READ_AT_ONCE = 2000
UNKNOWN = 0  # the number of no term
NULL = r"\N"  # as COPY reads it

# The formula for one term, in FTS5's order of operations; f is the hits.
HITS = "coalesce(halves[array_position(terms, %s::integer)], 0) / 2.0::float8"
ONE_TERM = "%s::float8 * ((hits_{n} * 2.2::float8) / (hits_{n} + k))"
LENGTH_PART = "1.2::float8 * (0.25::float8 + 0.75::float8 * length / %s::float8)"


Known = dict[str, tuple[int, int]]  # a term's number, and how many stories hold it


@dataclass(frozen=True, slots=True)
class Prepared:
    """A story as COPY reads it: its row in the index, and its row of texts."""

    story_id: int
    length: int
    numbers: list[int]
    row: str
    texts: str
    words: tuple[str, ...] | None


def _by_index(word: str, numbers: list[int]) -> Sql:
    """Rows with any (OR) or all (AND) of the numbers, as the GIN index finds them."""
    return Sql(f"(terms {'&&' if word == 'OR' else '@>'} %s::integer[])", (numbers,))


def _by_key(word: str, numbers: list[int]) -> Sql:
    """The same in a form that is unknown to the GIN index: the rows are read by key."""
    return Sql(f"({f' {word} '.join(['%s = ANY(terms)'] * len(numbers))})", tuple(numbers))


Means = Callable[[str, list[int]], Sql]


class PostgresqlBackend(Backend):
    def one_column(self, numbers: Sequence[int]) -> Sql:
        return Sql("SELECT unnest(%s::bigint[])", (list(numbers),))

    def lock(self) -> None:
        execute(f"SELECT 1 FROM {RECORDS} WHERE name = %s FOR UPDATE", [self.name])

    def prepared(
        self, documents: Sequence[Document], numbers: dict[str, int]
    ) -> Sequence["Prepared"]:
        weighed = [_weigh(document) for document in documents]
        self._number(set(chain.from_iterable(weighed)) - numbers.keys(), numbers)
        return [
            _prepare(document, weight, numbers)
            for document, weight in zip(documents, weighed, strict=True)
        ]

    def _add(self, prepared: Sequence["Prepared"], changes: Changes) -> None:
        with connection.cursor() as cursor:
            with cursor.copy(f"COPY {self.name} FROM STDIN") as copy:
                copy.write("".join([story.row for story in prepared]))
            with cursor.copy(f"COPY {self.name}_texts FROM STDIN") as copy:
                copy.write("".join([story.texts for story in prepared]))
        changes.terms.update(chain.from_iterable(story.numbers for story in prepared))
        changes.stories += len(prepared)
        changes.length += sum(story.length for story in prepared)

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

    def _held(self, story_ids: Sequence[int]) -> set[int]:
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
        return {term: stories for term, (_number, stories) in self._known(terms).items()}

    def completions(self, prefix: str, limit: int) -> list[str]:
        rows = execute(
            f"SELECT term FROM {self.name}_terms WHERE starts_with(term, %s) AND stories > 0"
            " AND term >= %s ORDER BY stories DESC, term LIMIT %s",
            [prefix, prefix, limit],
        )
        return [term for (term,) in rows]

    def matching(self, wanted: Wanted) -> Sql:
        holds = self._condition(wanted, self._known_in(wanted), _by_index)
        return Sql(f"SELECT story_id FROM {self.name} AS found WHERE {holds.text}", holds.values)

    def newest(self, wanted: Wanted, among: Sql, before: int, limit: int) -> list[int]:
        known = self._known_in(wanted)
        stories, _terms = self._size()
        expected = _expected(wanted, known, stories)
        # Reading on by key meets the page's end after this many rows; the index gives them all.
        is_common = expected * expected > limit * stories
        holds = self._condition(wanted, known, _by_key if is_common else _by_index)
        found = f"SELECT key, story_id FROM {self.name} AS found WHERE {holds.text} AND key < %s"
        found += f" AND key >= {FIRST_SHOWN}"
        if not is_common:
            found += " ORDER BY key DESC OFFSET 0"
        # Fenced off by OFFSET 0, each story is looked up only when its turn has come.
        rows = execute(
            f"SELECT key FROM ({found}) AS found CROSS JOIN LATERAL"
            f" (SELECT 1 FROM ({among.text}) AS shown WHERE shown.id = found.story_id OFFSET 0)"
            " AS seen ORDER BY key DESC LIMIT %s",
            [*holds.values, before, *among.values, limit],
        )
        return [key for (key,) in rows]

    def scores(self, wanted: Wanted, terms: Sequence[str], keys: Sequence[int]) -> dict[int, int]:
        stories, total = self._size()
        known = [held for _term, held in sorted(self._known(terms).items())]
        hits = "".join(f", {HITS} AS hits_{n}" for n in range(len(known)))
        sum_of_terms = " + ".join(ONE_TERM.format(n=n) for n in range(len(known))) or "0.0::float8"
        # OFFSET 0 keeps the planner from looking each term up as often as the formula names it.
        rows = execute(
            f"SELECT key, round(({sum_of_terms}) * 1000000000.0::float8)::bigint FROM"
            f" (SELECT key, {LENGTH_PART} AS k{hits} FROM {self.name}"
            " WHERE key = ANY(%s) OFFSET 0) AS held",
            [
                *(_idf(stories, count) for _number, count in known),
                total / max(stories, 1),
                *(number for number, _count in known),
                list(keys),
            ],
        )
        return dict(rows)

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

    def _known(self, terms: Iterable[str]) -> Known:
        rows = execute(
            f"SELECT term, number, stories FROM {self.name}_terms"
            " WHERE term = ANY(%s) AND stories > 0",
            [list(terms)],
        )
        return {term: (number, stories) for term, number, stories in rows}

    def _known_in(self, wanted: Wanted) -> Known:
        phrases = [*wanted.phrases(), *wanted.excluded]
        return self._known({term for phrase in phrases for term in phrase.terms})

    def _size(self) -> tuple[int, int]:
        return execute(f"SELECT stories, terms FROM {RECORDS} WHERE name = %s", [self.name])[0]

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

    def _condition(self, wanted: Wanted, known: Known, means: Means) -> Sql:
        word = " OR " if wanted.is_loose else " AND "
        holds = _joined(word, [self._any_of(group, known, means) for group in wanted.groups])
        if not wanted.excluded:
            return holds
        lacks = self._any_of(wanted.excluded, known, means)
        return Sql(f"{holds.text} AND NOT {lacks.text}", (*holds.values, *lacks.values))

    def _any_of(self, phrases: Sequence[Phrase], known: Known, means: Means) -> Sql:
        words = [phrase.terms[0] for phrase in phrases if len(phrase.terms) == 1]
        found = [self._phrase(phrase, known, means) for phrase in phrases if len(phrase.terms) > 1]
        if words:
            found.insert(0, means("OR", _numbers(words, known)))
        return _joined(" OR ", found)

    def _phrase(self, phrase: Phrase, known: Known, means: Means) -> Sql:
        words = means("AND", _numbers(phrase.terms, known))
        return Sql(
            f"({words.text} AND EXISTS (SELECT 1 FROM {self.name}_texts AS texts"
            " WHERE texts.key = found.key AND strpos(texts.text, %s) > 0 OFFSET 0))",
            (*words.values, f" {' '.join(phrase.terms)} "),
        )

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
        execute(
            f"CREATE TABLE {self.name}_texts (key BIGINT PRIMARY KEY, text TEXT NOT NULL,"
            " words TEXT)"
        )
        execute(f"CREATE INDEX {self.name}_waiting ON {self.name}_texts (key) WHERE words IS NULL")
        execute(
            f'CREATE TABLE {self.name}_words (word TEXT COLLATE "C" PRIMARY KEY,'
            ' folded TEXT COLLATE "C" NOT NULL, stories INTEGER NOT NULL) WITH (fillfactor = 70)'
        )
        execute(f"CREATE INDEX {self.name}_folded ON {self.name}_words (folded)")

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


def _weigh(document: Document) -> dict[str, int]:
    """How heavily each term weighs in the story, in halves."""
    weight: dict[str, int] = {}
    for halves, terms in zip(HALVES, document.fields, strict=True):
        for term, hits in Counter(terms.split()).items():
            weight[term] = weight.get(term, 0) + halves * hits
    return weight


def _prepare(document: Document, weight: dict[str, int], numbers: dict[str, int]) -> Prepared:
    ordered = sorted([(numbers[term], halves) for term, halves in weight.items()])
    held = [number for number, _halves in ordered]
    terms = ",".join(map(str, held))
    halves = ",".join([str(min(halves, MOST_HALVES)) for _number, halves in ordered])
    words = NULL if document.words is None else " ".join(document.words)
    return Prepared(
        document.story_id,
        document.length,
        held,
        f"{document.key}\t{document.story_id}\t{document.length}\t{{{terms}}}\t{{{halves}}}\n",
        f"{document.key}\t {FIELD_END.join(document.fields)} \t{words}\n",
        document.words,
    )


def _idf(stories: int, holding: int) -> float:
    # Never less than it: the counts are exact, but a log of nothing would end the search.
    others = max(stories - holding, 0)
    return max(math.log((others + 0.5) / (holding + 0.5)), LEAST_IDF)


def _expected(wanted: Wanted, known: Known, stories: int) -> float:
    """How many stories would be found if words stood in stories independently of each other."""
    shares = [_share(group, known, stories) for group in wanted.groups]
    return stories * (min(sum(shares), 1.0) if wanted.is_loose else math.prod(shares))


def _share(group: Group, known: Known, stories: int) -> float:
    holding = sum(
        min(known.get(term, (UNKNOWN, 0))[1] for term in phrase.terms) for phrase in group
    )
    return min(holding / max(stories, 1), 1.0)


def _numbers(terms: Iterable[str], known: Known) -> list[int]:
    return [known[term][0] if term in known else UNKNOWN for term in terms]


def _joined(word: str, parts: Sequence[Sql]) -> Sql:
    values = chain.from_iterable(part.values for part in parts)
    return Sql(f"({word.join(part.text for part in parts)})", tuple(values))
