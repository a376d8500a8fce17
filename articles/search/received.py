"""The terms of a received text: its name and all of its lines, whatever they are taken for. Pure.

An editor finds by it what gave no story, and what a story has left out.
"""

from articles.search.query import terms_of

# PostgreSQL's index takes no row with more than a megabyte of different terms, each of which has
# a few bytes beside it there. No text has so many: the bytes of something else may have.
MOST_BYTES = 1_000_000
BESIDE = 16
LONGEST_LETTER = 4  # bytes


def terms_of_received(name: str, raw: bytes, encoding: str) -> list[str]:
    """The terms in their order; raises nothing, as some bytes are no text in any encoding."""
    text = raw.decode(encoding, "replace")
    return _bounded(terms_of(f"{name}\n{text}"))


def _bounded(terms: list[str]) -> list[str]:
    at_most = sum(map(len, terms)) * LONGEST_LETTER + len(terms) * BESIDE
    return terms if at_most <= MOST_BYTES else _cut(terms)


def _cut(terms: list[str]) -> list[str]:
    room, known = MOST_BYTES, set()
    for place, term in enumerate(terms):
        if term not in known:
            known.add(term)
            room -= len(term.encode()) + BESIDE
        if room < 0:
            return terms[:place]
    return terms
