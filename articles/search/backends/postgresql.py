"""The index in PostgreSQL: the numbers of each story's terms, under a GIN index.

`ts_rank` is not BM25, and a tsvector cannot say how often a term stands in it. A row here
holds the story's distinct terms as sorted numbers, beside them how heavily each weighs, and the
terms in their order as text for phrases. It is small enough to stay in one page, a fifth of
what a row for every term and story takes, and gives the figures of the formula exactly.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain

from articles.search.backends.base import (
    BEST_FIRST,
    RECORDS,
    Backend,
    Sql,
    execute,
)
from articles.search.documents import WEIGHTS, Document
from articles.search.query import Group, Phrase

HALVES = {name: round(weight * 2) for name, weight in WEIGHTS.items()}
FIELD_END = "|"  # no term has it, so no phrase runs from a field into the next
LEAST_IDF = 1e-6
UNKNOWN = 0  # the number of no term

# The formula for one term, in FTS5's order of operations; f is the hits.
HITS = "coalesce(index.halves[array_position(index.terms, %s::integer)], 0) / 2.0::float8"
ONE_TERM = "%s::float8 * ((hits_{n} * 2.2::float8) / (hits_{n} + k))"
LENGTH_PART = "1.2::float8 * (0.25::float8 + 0.75::float8 * index.length / %s::float8)"


class PostgresqlBackend(Backend):
    def lock(self) -> None:
        execute(f"SELECT 1 FROM {RECORDS} WHERE name = %s FOR UPDATE", [self.name])

    def write(self, documents: Sequence[Document]) -> None:
        self.remove([document.story_id for document in documents])
        kept = [document for document in documents if document.length()]
        if not kept:
            return
        weighed = [_weigh(document) for document in kept]
        numbers = self._number(Counter(chain.from_iterable(weighed)))
        rows = [_row(*pair, numbers) for pair in zip(kept, weighed, strict=True)]
        marks = ", ".join(["(%s, %s, %s::integer[], %s::integer[], %s)"] * len(rows))
        execute(f"INSERT INTO {self.name} VALUES {marks}", list(chain.from_iterable(rows)))
        self._count(len(kept), sum(document.length() for document in kept))

    def remove(self, story_ids: Sequence[int]) -> None:
        removed = execute(
            f"DELETE FROM {self.name} WHERE story_id = ANY(%s) RETURNING terms, length",
            [list(story_ids)],
        )
        if not removed:
            return
        fewer = Counter(chain.from_iterable(terms for terms, _length in removed))
        numbers = sorted(fewer)
        execute(
            f"UPDATE {self.name}_terms AS held SET stories = held.stories - gone.stories"
            " FROM unnest(%s::integer[], %s::integer[]) AS gone (number, stories)"
            " WHERE held.number = gone.number",
            [numbers, [fewer[number] for number in numbers]],
        )
        self._count(-len(removed), -sum(length for _terms, length in removed))

    def frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        return {term: stories for term, _number, stories in self._known(terms)}

    def completions(self, prefix: str, limit: int) -> list[str]:
        rows = execute(
            f"SELECT term FROM {self.name}_terms WHERE starts_with(term, %s) AND stories > 0"
            " AND term >= %s ORDER BY stories DESC, term LIMIT %s",
            [prefix, prefix, limit],
        )
        return [term for (term,) in rows]

    def matching(self, groups: Sequence[Group], excluded: Sequence[Phrase], *, loose: bool) -> Sql:
        phrases = [*chain.from_iterable(groups), *excluded]
        known = self._known(list({term for phrase in phrases for term in phrase.terms}))
        numbers = {term: number for term, number, _stories in known}
        wanted = _joined(
            " OR " if loose else " AND ", [_any_of(group, numbers) for group in groups]
        )
        if excluded:
            unwanted = _any_of(excluded, numbers)
            wanted = Sql(
                f"{wanted.text} AND NOT {unwanted.text}", (*wanted.values, *unwanted.values)
            )
        return Sql(f"SELECT story_id FROM {self.name} WHERE {wanted.text}", wanted.values)

    def _ranked(
        self, terms: Sequence[str], among: Sql, after: Sql, limit: int
    ) -> list[tuple[int, int, datetime | str]]:
        stories, total = execute(
            f"SELECT stories, terms FROM {RECORDS} WHERE name = %s", [self.name]
        )[0]
        known = [(number, count) for _term, number, count in sorted(self._known(terms))]
        hits = "".join(f", {HITS} AS hits_{n}" for n in range(len(known)))
        sum_of_terms = " + ".join(ONE_TERM.format(n=n) for n in range(len(known))) or "0.0::float8"
        # OFFSET 0 keeps the planner from looking each term up as often as the formula names it.
        return execute(
            "SELECT id, score, dated_at FROM (SELECT id, dated_at,"
            f" round(({sum_of_terms}) * 1000000000.0::float8)::bigint AS score FROM ("
            f"SELECT shown.id, shown.dated_at, {LENGTH_PART} AS k{hits}"
            f" FROM {self.name} AS index JOIN ({among.text}) AS shown ON shown.id = index.story_id"
            " OFFSET 0) AS held) AS scored"
            f" WHERE {after.text} ORDER BY {BEST_FIRST} LIMIT %s",
            [
                *(_idf(stories, count) for _number, count in known),
                total / max(stories, 1),
                *(number for number, _count in known),
                *among.values,
                *after.values,
                limit,
            ],
        )

    def _known(self, terms: Sequence[str]) -> list[tuple[str, int, int]]:
        return execute(
            f"SELECT term, number, stories FROM {self.name}_terms"
            " WHERE term = ANY(%s) AND stories > 0",
            [list(terms)],
        )

    def _number(self, terms: Counter[str]) -> dict[str, int]:
        """Count the terms' new stories and return the terms' numbers, new terms included.

        In the order of the terms, so that two writers never wait for each other.
        """
        ordered = sorted(terms)
        rows = execute(
            f"INSERT INTO {self.name}_terms AS held (term, stories)"
            " SELECT * FROM unnest(%s::text[], %s::integer[]) ON CONFLICT (term)"
            " DO UPDATE SET stories = held.stories + excluded.stories RETURNING term, number",
            [ordered, [terms[term] for term in ordered]],
        )
        return dict(rows)

    def _count(self, stories: int, terms: int) -> None:
        execute(
            f"UPDATE {RECORDS} SET stories = stories + %s, terms = terms + %s WHERE name = %s",
            [stories, terms, self.name],
        )

    def _create_tables(self) -> None:
        execute(
            f"CREATE TABLE {self.name}_terms (number INTEGER GENERATED ALWAYS AS IDENTITY,"
            ' term TEXT COLLATE "C" PRIMARY KEY, stories INTEGER NOT NULL, UNIQUE (number))'
            " WITH (fillfactor = 70)"
        )
        execute(
            f"CREATE TABLE {self.name} (story_id BIGINT PRIMARY KEY, length INTEGER NOT NULL,"
            " terms INTEGER[] NOT NULL, halves INTEGER[] NOT NULL, words TEXT NOT NULL)"
        )
        execute(f"CREATE INDEX ON {self.name} USING gin (terms)")

    def _drop_tables(self) -> None:
        execute(f"DROP TABLE {self.name}, {self.name}_terms")

    def _rename_tables(self, name: str) -> None:
        execute(f"ALTER TABLE {self.name} RENAME TO {name}")
        execute(f"ALTER TABLE {self.name}_terms RENAME TO {name}_terms")


def _weigh(document: Document) -> Counter[str]:
    """How heavily each term weighs in the story, in halves."""
    weight: Counter[str] = Counter()
    for name, terms in document.fields.items():
        for term in terms:
            weight[term] += HALVES[name]
    return weight


def _row(document: Document, weight: Counter[str], numbers: dict[str, int]) -> tuple[object, ...]:
    ordered = sorted((numbers[term], halves) for term, halves in weight.items())
    return (
        document.story_id,
        document.length(),
        [number for number, _halves in ordered],
        [halves for _number, halves in ordered],
        _as_text(document.fields.values()),
    )


def _as_text(fields: Iterable[list[str]]) -> str:
    words = chain.from_iterable([*terms, FIELD_END] for terms in fields)
    return f" {' '.join(words)} "


def _idf(stories: int, holding: int) -> float:
    # Never less than it: the counts are exact, but a log of nothing would end the search.
    others = max(stories - holding, 0)
    return max(math.log((others + 0.5) / (holding + 0.5)), LEAST_IDF)


def _any_of(phrases: Sequence[Phrase], numbers: dict[str, int]) -> Sql:
    words = [phrase.terms[0] for phrase in phrases if len(phrase.terms) == 1]
    found = [_phrase(phrase, numbers) for phrase in phrases if len(phrase.terms) > 1]
    if words:
        known = [numbers.get(word, UNKNOWN) for word in words]
        found.insert(0, Sql("terms && %s::integer[]", (known,)))
    return _joined(" OR ", found)


def _phrase(phrase: Phrase, numbers: dict[str, int]) -> Sql:
    known = [numbers.get(term, UNKNOWN) for term in phrase.terms]
    return Sql(
        "(terms @> %s::integer[] AND strpos(words, %s) > 0)", (known, f" {' '.join(phrase.terms)} ")
    )


def _joined(word: str, parts: Sequence[Sql]) -> Sql:
    values = chain.from_iterable(part.values for part in parts)
    return Sql(f"({word.join(part.text for part in parts)})", tuple(values))
