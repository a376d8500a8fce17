"""BM25 in PostgreSQL's words, in FTS5's order of operations. Pure."""

import math
from collections.abc import Sequence

from articles.search.backends.base import Sql

LEAST_IDF = 1e-6
LENGTH_PART = "1.2::float8 * (0.25::float8 + 0.75::float8 * length / %s::float8) AS k"
# The numbers of a row are sorted, and `width_bucket` says after which of them one belongs.
HITS = (
    "(CASE WHEN terms[width_bucket(%s, terms)] = %s"
    " THEN halves[width_bucket(%s, terms)] ELSE 0 END / 2.0::float8) AS hits_{n}"
)
ONE_TERM = "%s::float8 * ((hits_{n} * 2.2::float8) / (hits_{n} + k))"

Size = tuple[int, int]  # the stories of an index, and the terms of all of them together
Counted = Sequence[tuple[int, int]]  # terms: the number of each, and how many stories hold it


def hits(terms: Counted, size: Size) -> Sql:
    """The columns that the formula is about, of a row of the index: k and the hits of each."""
    stories, length = size
    found = [HITS.format(n=n) for n in range(len(terms))]
    numbers = [number for number, _holding in terms for _ in range(3)]
    return Sql(f", {', '.join([LENGTH_PART, *found])}", (length / max(stories, 1), *numbers))


def score(terms: Counted, size: Size) -> Sql:
    """The score, in billionths, from these columns."""
    parts = " + ".join(ONE_TERM.format(n=n) for n in range(len(terms))) or "0.0::float8"
    idfs = tuple(_idf(size[0], holding) for _number, holding in terms)
    return Sql(f"round(({parts}) * 1000000000.0::float8)::bigint", idfs)


def _idf(stories: int, holding: int) -> float:
    # Never less than it: the counts are exact, but a log of nothing would end the search.
    others = max(stories - holding, 0)
    return max(math.log((others + 0.5) / (holding + 0.5)), LEAST_IDF)
