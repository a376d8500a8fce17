"""What both indexes in SQLite's FTS5, the stories' and the rows', say and set alike. Pure."""

from collections.abc import Sequence

from articles.search.query import Group, Phrase

# The `hashsize` in which the terms of a bulk import are gathered before a piece is written.
MEMORY = 2**25


def expression(
    groups: Sequence[Group], excluded: Sequence[Phrase], *, is_loose: bool = False
) -> str:
    """What MATCH takes: a phrase of every group (loose: of any), and none that is excluded."""
    found = (" OR " if is_loose else " AND ").join(map(_any_of, groups))
    return f"({found}) NOT {_any_of(excluded)}" if excluded else found


def quoted(phrase: Phrase) -> str:
    return f'"{" ".join(phrase.terms)}"' + (" *" if phrase.is_prefix else "")


def _any_of(phrases: Sequence[Phrase]) -> str:
    return "(" + " OR ".join(map(quoted, phrases)) + ")"
