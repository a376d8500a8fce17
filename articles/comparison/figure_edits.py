"""What editors change about the rows of figures: rows joined, split and hidden.

Rows are aligned anew whenever a story changes, so an edit names figures, not rows; figures that
are no longer there are passed over.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from articles.comparison.figure_rows import FigureRow
from articles.comparison.figures import Figure

FigureKey = tuple[str, str]  # the story's key, and the figure's within it
Action = Literal["join", "split", "hide"]


@dataclass(frozen=True, slots=True)
class FigureEdit:
    """ "join" puts the rows of the figures into one, "split" parts the figures from their row,
    "hide" leaves out the rows that hold one of them.
    """

    action: Action
    figures: frozenset[FigureKey]


def figure_keys(figures: Iterable[Figure]) -> list[str]:
    """A name for each figure of a story that outlives a change of other words: «465 مدني 1»."""
    counts: Counter = Counter()
    keys = []
    for figure in figures:
        name = f"{figure.value} {figure.unit_key}"
        counts[name] += 1
        keys.append(f"{name} {counts[name]}")
    return keys


class _Rows:
    """Rows in their order, with the name of every figure in them."""

    def __init__(self, rows: Sequence[FigureRow], names: dict[tuple[int, int], FigureKey]):
        self.rows = list(rows)
        self.names = names

    def keys_of(self, row: FigureRow) -> set[FigureKey]:
        return {
            self.names[story, figure.start] for story, cell in row.cells.items() for figure in cell
        }

    def holding(self, edit: FigureEdit) -> list[FigureRow]:
        return [row for row in self.rows if self.keys_of(row) & edit.figures]

    def join(self, edit: FigureEdit) -> None:
        first, *others = self.holding(edit) or [None]
        for row in others:
            for story, cell in row.cells.items():
                joined = first.cells.get(story, []) + cell
                first.cells[story] = sorted(joined, key=lambda figure: figure.start)
            self.rows.remove(row)

    def split(self, edit: FigureEdit) -> None:
        for row in self.holding(edit):
            if self.keys_of(row) - edit.figures:
                kept, parted = self._parted(row, edit)
                at = self.rows.index(row)
                self.rows[at : at + 1] = [kept, parted]

    def _parted(self, row: FigureRow, edit: FigureEdit) -> tuple[FigureRow, FigureRow]:
        sides: tuple[dict, dict] = {}, {}
        for story, cell in row.cells.items():
            for figure in cell:
                side = sides[self.names[story, figure.start] in edit.figures]
                side.setdefault(story, []).append(figure)
        kept, parted = (FigureRow(_label(cells), row.unit_key, cells) for cells in sides)
        return kept, parted

    def hide(self, edit: FigureEdit) -> None:
        for row in self.holding(edit):
            self.rows.remove(row)


def _label(cells: dict[int, list[Figure]]) -> str:
    return max((figure.counted for cell in cells.values() for figure in cell), key=len)


def apply_edits(
    rows: Sequence[FigureRow],
    stories: Sequence[tuple[str, Sequence[Figure]]],
    edits: Iterable[FigureEdit],
) -> list[FigureRow]:
    """The rows as the editors left them; `stories` are (key, figures) in the rows' order.

    The rows given are not changed.
    """
    names = {
        (place, figure.start): (story, key)
        for place, (story, figures) in enumerate(stories)
        for figure, key in zip(figures, figure_keys(figures), strict=True)
    }
    copies = [FigureRow(row.label, row.unit_key, dict(row.cells)) for row in rows]
    edited = _Rows(copies, names)
    for edit in edits:
        getattr(edited, edit.action)(edit)
    return edited.rows
