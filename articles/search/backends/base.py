"""What the two backends have in common: the record of an index, and how parts of SQL are kept."""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from django.db import connection

from articles.search.documents import Document
from articles.search.query import Group, Phrase

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
class Wanted:
    """The stories that hold every group (loose: any) and no excluded phrase."""

    groups: tuple[Group, ...]
    excluded: tuple[Phrase, ...] = ()
    is_loose: bool = False

    def phrases(self) -> list[Phrase]:
        return [phrase for group in self.groups for phrase in group]

    def terms(self) -> list[str]:
        """Every term that is asked for or excluded."""
        phrases = [*self.phrases(), *self.excluded]
        return list({term for phrase in phrases for term in phrase.terms})


@dataclass(slots=True)
class Changes:
    """What a batch changes in an index's counts, to be written once for all its stories."""

    words: Counter[str] = field(default_factory=Counter)
    terms: Counter[int] = field(default_factory=Counter)  # by number, which SQLite has not
    stories: int = 0
    length: int = 0

    def add(self, more: "Changes") -> None:
        self.words.update(more.words)
        self.terms.update(more.terms)
        self.stories += more.stories
        self.length += more.length


@dataclass(frozen=True, slots=True)
class Prepared:
    """Stories as they are put into an index: rows of the backend's own, and what they change."""

    story_ids: list[int]
    rows: Any
    changes: Changes


def execute(sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Run one statement; its rows, if it has any."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


def execute_many(sql: str, rows: Iterable[Sequence[Any]]) -> None:
    """Run one statement for each row of values."""
    with connection.cursor() as cursor:
        cursor.executemany(sql, list(rows))


class Backend(ABC):
    """An index in tables of its own, called `name`.

    Beside the terms of all stories it counts the printed words of the public ones, in
    `name`_words, for suggestions and spelling.
    """

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
        self.begin(analyser)
        self.complete()

    def begin(self, analyser: str) -> None:
        """Make the tables without what only searches need, which fills faster."""
        execute(f"CREATE TABLE IF NOT EXISTS {RECORDS} ({RECORD_COLUMNS})")
        self._create_tables()
        execute(f"INSERT INTO {RECORDS} VALUES (%s, %s, 0, 0, 0)", [self.name, analyser])

    @abstractmethod
    def complete(self) -> None:
        """Make what searches need; others may go on writing meanwhile."""

    def drop(self) -> None:
        """Remove the index."""
        self._drop_tables()
        execute(f"DELETE FROM {RECORDS} WHERE name = %s", [self.name])

    def replace(self, other: "Backend") -> None:
        """Take the place and the name of another index, which is dropped."""
        other.drop()
        self._rename_tables(other.name)
        execute(f"UPDATE {RECORDS} SET name = %s WHERE name = %s", [other.name, self.name])

    def write(self, documents: Sequence[Document]) -> None:
        """Put the stories into the index in place of what it held of them.

        A killed story stays in it without a word, so that a rebuild knows that it was written.
        """
        changes = Changes()
        removed = self._remove([document.story_id for document in documents], changes)
        changes.words.subtract(_words(removed))
        self.fill(self.prepared(documents, {}), changes)
        self.settle(changes)

    def prepared(self, documents: Sequence[Document], numbers: dict[str, int]) -> Prepared:
        """The stories as `fill` takes them, which any process can do beforehand.

        `numbers` are those of terms that are known already, and grows.
        """
        changes = Changes()
        changes.words.update(chain.from_iterable(story.words or () for story in documents))
        rows = self._prepared_rows(documents, numbers, changes)
        return Prepared([story.story_id for story in documents], rows, changes)

    def fill(self, prepared: Prepared, changes: Changes) -> None:
        """Put in stories of which the index holds nothing yet; the counts are left to settle.

        An index that is not settled afterwards has to be counted again.
        """
        if prepared.story_ids:
            self._add(prepared.rows)
            changes.add(prepared.changes)

    def count_again(self) -> None:
        """Count what the index holds, whatever its counts say."""
        execute(f"DELETE FROM {self.name}_words")
        changes = Changes()
        for texts in self._kept_words():
            changes.words.update(_words(texts))
        self.settle(changes)

    def settle(self, changes: Changes) -> None:
        """Write the changed counts."""
        self._count_words({word: more for word, more in changes.words.items() if more})

    @abstractmethod
    def one_column(self, numbers: Sequence[int]) -> Sql:
        """A query whose rows are these numbers, sent as a single value however many they are."""

    @abstractmethod
    def lock(self) -> None:
        """Keep other writers of the index waiting until the transaction ends."""

    @abstractmethod
    def waiting(self, limit: int) -> list[int]:
        """Stories that readers were to see later when they were written."""

    @abstractmethod
    def _prepared_rows(
        self, documents: Sequence[Document], numbers: dict[str, int], changes: Changes
    ) -> Any:
        """The rows of the stories, and in `changes` what else they change than words."""

    @abstractmethod
    def _add(self, rows: Any) -> None:
        """Put in the rows of stories that the index does not hold."""

    @abstractmethod
    def _remove(self, story_ids: Sequence[int], changes: Changes) -> list[str | None]:
        """Take stories out; the words that had been counted of them."""

    @abstractmethod
    def _kept_words(self) -> Iterator[list[str | None]]:
        """The words of all stories, some thousand stories at a time."""

    @abstractmethod
    def held(self, story_ids: Sequence[int]) -> set[int]:
        """Those of the stories that the index holds."""

    @abstractmethod
    def _count_words(self, changes: dict[str, int]) -> None:
        """Add to the number of public stories of printed words; words of none are dropped."""

    @abstractmethod
    def frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        """In how many stories each term stands; terms that are in none are left out."""

    @abstractmethod
    def completions(self, prefix: str, limit: int) -> list[str]:
        """The terms that begin so, those of most stories first."""

    @abstractmethod
    def matching(self, wanted: Wanted) -> Sql:
        """A query for the ids of the stories."""

    @abstractmethod
    def newest(self, wanted: Wanted, among: Sql, before: int, limit: int) -> list[int]:
        """The keys below `before` of the stories that are also in `among`, highest first.

        `among` is a query for the ids of stories that readers see.
        """

    @abstractmethod
    def ranked(
        self, wanted: Wanted, among: Sql, terms: Sequence[str], limit: int
    ) -> dict[int, int]:
        """The newest of the stories that are also in `among`, highest keys first.

        Each with the score, in billionths, that these terms give it.
        """

    @abstractmethod
    def words_like(self, spellings: Sequence[str]) -> list[tuple[str, str, int]]:
        """The printed words that fold to one of these: word, folded, number of stories."""

    @abstractmethod
    def words_from(self, start: str, limit: int) -> list[tuple[str, str, int]]:
        """The printed words of most stories that begin so once folded."""

    @abstractmethod
    def _create_tables(self) -> None: ...

    @abstractmethod
    def _drop_tables(self) -> None: ...

    @abstractmethod
    def _rename_tables(self, name: str) -> None: ...


def _words(texts: Iterable[str | None]) -> list[str]:
    return [word for text in texts if text for word in text.split()]
