"""Keyset paging: a page begins after a row, not at a number, so the last costs like the first."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Q

from articles.models import Story, StoryQuerySet

PAGE_SIZE = 20
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class CursorInvalid(ValueError):
    """The text names no place in the list."""


@dataclass(frozen=True)
class Page:
    stories: list[Story]
    next_cursor: str


def cursor_of(story: Story) -> str:
    """The place right after this story: its moment in microseconds, and its id."""
    return f"{(story.dated_at - EPOCH) // MICROSECOND}.{story.pk}"


def newest_page(stories: StoryQuerySet, cursor: str = "", size: int = PAGE_SIZE) -> Page:
    """The stories after `cursor`, newest first; one query, no count.

    Raises CursorInvalid for a cursor that this site has not written.
    """
    rows = stories.newest_first()
    if cursor:
        rows = rows.filter(_after(cursor))
    found = list(rows[: size + 1])
    shown = found[:size]
    return Page(shown, cursor_of(shown[-1]) if len(found) > size else "")


def _after(cursor: str) -> Q:
    try:
        microseconds, pk = (int(part) for part in cursor.split("."))
        moment = EPOCH + microseconds * MICROSECOND
    except (ValueError, OverflowError) as error:
        raise CursorInvalid(cursor) from error
    if not 0 < pk < 2**63:
        raise CursorInvalid(cursor)
    return Q(dated_at__lt=moment) | Q(dated_at=moment, pk__lt=pk)
