"""What the two backends have in common: the record of an index, and how parts of SQL are kept."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from articles.search.documents import Document
from articles.search.query import Group, Phrase

BEST_FIRST = "score DESC, dated_at DESC, id DESC"
RECORDS = "articles_searchindex"
RECORD_COLUMNS = (
    "name VARCHAR(40) PRIMARY KEY, analyser VARCHAR(20) NOT NULL,"
    " stories BIGINT NOT NULL, terms BIGINT NOT NULL, progress BIGINT NOT NULL"
)


@dataclass(frozen=True, slots=True)
class Sql:
    """A piece of SQL with its values, which stay apart from the text."""

    text: str
    values: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a ranked story stands, for the next page to begin after it."""

    score: int
    dated_at: datetime
    story_id: int


def execute(sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Run one statement; its rows, if it has any."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


class Backend(ABC):
    """An index in tables of its own, called `name`."""

    def __init__(self, name: str):
        self.name = name

    def exists(self) -> bool:
        return bool(execute(f"SELECT 1 FROM {RECORDS} WHERE name = %s", [self.name]))

    def analyser(self) -> str:
        """The version of the analyser that filled the index; "" where there is none."""
        rows = execute(f"SELECT analyser FROM {RECORDS} WHERE name = %s", [self.name])
        return rows[0][0] if rows else ""

    def progress(self) -> int:
        """The id of the last story that a rebuild has written."""
        rows = execute(f"SELECT progress FROM {RECORDS} WHERE name = %s", [self.name])
        return rows[0][0] if rows else 0

    def note_progress(self, story_id: int) -> None:
        execute(f"UPDATE {RECORDS} SET progress = %s WHERE name = %s", [story_id, self.name])

    def create(self, analyser: str) -> None:
        """Make the index's tables, empty."""
        execute(f"CREATE TABLE IF NOT EXISTS {RECORDS} ({RECORD_COLUMNS})")
        self._create_tables()
        execute(f"INSERT INTO {RECORDS} VALUES (%s, %s, 0, 0, 0)", [self.name, analyser])

    def drop(self) -> None:
        """Remove the index."""
        self._drop_tables()
        execute(f"DELETE FROM {RECORDS} WHERE name = %s", [self.name])

    def replace(self, other: "Backend") -> None:
        """Take the place and the name of another index, which is dropped."""
        other.drop()
        self._rename_tables(other.name)
        execute(f"UPDATE {RECORDS} SET name = %s WHERE name = %s", [other.name, self.name])

    @abstractmethod
    def lock(self) -> None:
        """Keep other writers of the index waiting until the transaction ends."""

    @abstractmethod
    def write(self, documents: Sequence[Document]) -> None:
        """Put the stories into the index in place of what it held of them."""

    @abstractmethod
    def remove(self, story_ids: Sequence[int]) -> None:
        """Take stories out of the index."""

    @abstractmethod
    def frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        """In how many stories each term stands; terms that are in none are left out."""

    @abstractmethod
    def completions(self, prefix: str, limit: int) -> list[str]:
        """The terms that begin so, those of most stories first."""

    @abstractmethod
    def matching(self, groups: Sequence[Group], excluded: Sequence[Phrase], *, loose: bool) -> Sql:
        """A query for the ids of the stories that hold every group (loose: any), none excluded."""

    def ranked(
        self, terms: Sequence[str], among: Sql, after: Place | None, limit: int
    ) -> list[tuple[int, int, datetime]]:
        """The best of the given stories: id, score in billionths and moment, best first.

        `among` is a query for (id, dated_at), `terms` are sorted. Ties are put newest first,
        then by the higher id.
        """
        rows = self._ranked(terms, among, _after(after), limit)
        return [(pk, score, _moment(dated_at)) for pk, score, dated_at in rows]

    @abstractmethod
    def _ranked(
        self, terms: Sequence[str], among: Sql, after: Sql, limit: int
    ) -> list[tuple[int, int, datetime | str]]: ...

    @abstractmethod
    def _create_tables(self) -> None: ...

    @abstractmethod
    def _drop_tables(self) -> None: ...

    @abstractmethod
    def _rename_tables(self, name: str) -> None: ...


def _after(place: Place | None) -> Sql:
    """The condition that a row comes after a place in the list."""
    if place is None:
        return Sql("1 = 1")
    moment = connection.ops.adapt_datetimefield_value(place.dated_at)
    return Sql("(score, dated_at, id) < (%s, %s, %s)", (place.score, moment, place.story_id))


def _moment(value: datetime | str) -> datetime:
    """What the database gives for a moment; SQLite keeps it as text, in UTC."""
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
