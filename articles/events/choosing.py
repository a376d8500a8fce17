"""Which stories of a large event stand side by side: a few at a time, or those a reader chooses.

A table of a hundred columns cannot be read. The rows are made of all the stories, so that their
order and the places of the stories stay; what is shown is a part of their cells.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from articles.events.comparing import Column
from articles.events.figures import ShownRow
from articles.events.voices import ShownVoice
from articles.events.words import WordTable

AT_ONCE = 6  # columns that a desktop's page holds with room for a source's name
MOST = 12  # that a reader may choose


@dataclass(frozen=True, slots=True)
class Choice:
    """The columns shown of all; `is_own` where the reader has chosen them one by one."""

    columns: list[Column]
    shown: list[Column]
    is_own: bool = False

    @property
    def is_part(self) -> bool:
        return len(self.shown) < len(self.columns)

    @property
    def places(self) -> list[int]:
        """The places of the shown columns in every list of the comparison."""
        return [column.number - 1 for column in self.shown]

    @property
    def last(self) -> int:
        return self.shown[-1].number if self.shown else 0

    @property
    def most(self) -> int:
        return MOST

    @property
    def query(self) -> str:
        """What a link of the page must carry so that the same columns stay, with a last “&”."""
        if self.is_own:
            return "".join(f"story={column.story.pk}&" for column in self.shown)
        return f"from={self.shown[0].number}&" if self.is_part and self.shown else ""

    @property
    def before(self) -> int | None:
        """The number of the first story of the columns before these."""
        first = self.shown[0].number if self.shown else 1
        return max(1, first - AT_ONCE) if first > 1 and not self.is_own else None

    @property
    def after(self) -> int | None:
        return self.last + 1 if self.last < len(self.columns) and not self.is_own else None


def chosen(columns: Sequence[Column], stories: Sequence[str], start: str) -> Choice:
    """The columns of the `stories` (ids) where some are named, else those from a number on.

    Whatever names no story of the event is passed over; an event of few stories is shown whole.
    """
    wanted = set(stories)
    own = [column for column in columns if str(column.story.pk) in wanted][:MOST]
    if own:
        return Choice(list(columns), own, is_own=True)
    first = int(start) if start.isascii() and start.isdecimal() and len(start) < MOST else 1
    first = min(max(1, first), max(1, len(columns)))
    if len(columns) <= AT_ONCE:
        first = 1
    return Choice(list(columns), list(columns[first - 1 : first - 1 + AT_ONCE]))


def words_shown(tables: Sequence[WordTable], choice: Choice) -> list[WordTable]:
    """The tables with the cells of the shown columns; a term keeps its row, and its total."""
    return [
        replace(table, rows=[replace(row, cells=_cells(row.cells, choice)) for row in table.rows])
        for table in tables
    ]


def figures_shown(rows: Sequence[ShownRow], choice: Choice) -> list[ShownRow]:
    """The rows in which a shown column has a figure."""
    cut = [replace(row, cells=_cells(row.cells, choice)) for row in rows]
    return [row for row in cut if any(cell.figures for cell in row.cells)]


def voices_shown(voices: Sequence[ShownVoice], choice: Choice) -> list[ShownVoice]:
    """The voices that a shown column carries."""
    cut = [replace(voice, stories=_cells(voice.stories, choice)) for voice in voices]
    return [voice for voice in cut if voice.carried_by]


def _cells(cells: Sequence, choice: Choice) -> list:
    return [cells[place] for place in choice.places]
