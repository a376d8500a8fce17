"""Keyset paging: a page begins after a row, not at a number, so the last costs like the first."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Model, Q, QuerySet

PAGE_SIZE = 20
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class CursorInvalid(ValueError):
    """The text names no place in the list."""


@dataclass(frozen=True)
class Page:
    rows: list[Model]
    next_cursor: str


def cursor_of(row: Model, field: str) -> str:
    """The place right after this row: its moment in microseconds, and its id."""
    return f"{(getattr(row, field) - EPOCH) // MICROSECOND}.{row.pk}"


def newest_page(
    rows: QuerySet, cursor: str = "", size: int = PAGE_SIZE, *, field: str = "dated_at"
) -> Page:
    """The rows after `cursor`, newest first; `field` is the moment they are ordered by.

    One query, no count. Raises CursorInvalid for a cursor that this site has not written.
    """
    rows = rows.newest_first()
    if cursor:
        rows = rows.filter(_after(cursor, field))
    found = list(rows[: size + 1])
    shown = found[:size]
    return Page(shown, cursor_of(shown[-1], field) if len(found) > size else "")


def place_of(cursor: str) -> tuple[datetime, int]:
    """The moment and the id that `cursor_of` has written. Raises CursorInvalid."""
    try:
        microseconds, pk = (int(part) for part in cursor.split("."))
        moment = EPOCH + microseconds * MICROSECOND
    except (ValueError, OverflowError) as error:
        raise CursorInvalid(cursor) from error
    if not 0 < pk < 2**63:
        raise CursorInvalid(cursor)
    return moment, pk


def _after(cursor: str, field: str) -> Q:
    moment, pk = place_of(cursor)
    # The first condition says nothing new, but an index can begin at it; at an OR it cannot.
    begins = Q(**{f"{field}__lte": moment})
    return begins & (Q(**{f"{field}__lt": moment}) | Q(pk__lt=pk))
