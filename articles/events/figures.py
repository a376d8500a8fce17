"""The figures of an event: the same quantity in a row, an empty cell where a story has none."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from articles.comparison.figure_edits import figure_keys
from articles.comparison.figure_rows import FigureRow
from articles.comparison.figures import Figure
from articles.comparison.units import PERCENT
from articles.events.comparing import Column, ComparedEvent

BOUNDS = {
    "about": _("about"),
    "more_than": _("more than"),
    "at_least": _("at least"),
    "less_than": _("less than"),
    "at_most": _("at most"),
}
_BEFORE, _AFTER = 5, 4  # words around a figure that say what a row is about


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """A figure as printed, in its sentence, with whoever the text gives as its source.

    `bound` is how the text hedges it, “more than”; `value` is None for «آلاف».
    """

    words: str
    value: float | int | None
    bound: str
    bound_key: str
    unit: str
    source: str
    before: str
    after: str
    address: str


@dataclass(frozen=True, slots=True)
class FigureCell:
    column: Column
    figures: list[ShownFigure]


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One quantity, with the words around the first of its figures.

    `is_disputed` where the stories give different values.
    """

    label: str
    context: str
    is_disputed: bool
    cells: list[FigureCell]


def shown_rows(compared: ComparedEvent) -> list[ShownRow]:
    """The rows as the editors left them, those of most stories first."""
    rows = sorted(compared.figure_rows(), key=lambda row: -len(row.cells))
    return [_shown(compared, row) for row in rows]


def _shown(compared: ComparedEvent, row: FigureRow) -> ShownRow:
    cells = [
        FigureCell(
            column, [shown_figure(compared, place, figure) for figure in row.cells.get(place, ())]
        )
        for place, column in enumerate(compared.columns)
    ]
    first = next(figure for cell in cells for figure in cell.figures)
    return ShownRow(row_label(row), context_of(first), row.is_disputed, cells)


def context_of(figure: ShownFigure) -> str:
    """The figure with a few words around it."""
    before, after = figure.before.split(), figure.after.split()
    opening = "… " if len(before) > _BEFORE else ""
    ending = " …" if len(after) > _AFTER else ""
    words_before = " ".join(before[-_BEFORE:]) + _blank_at(figure.before[-1:])
    words_after = _blank_at(figure.after[:1]) + " ".join(after[:_AFTER])
    return f"{opening}{words_before}{figure.words}{words_after}{ending}"


def _blank_at(edge: str) -> str:
    return " " if edge.isspace() else ""


def row_label(row: FigureRow) -> str:
    """What is counted, as one of the stories says it."""
    return row.label.removeprefix(PERCENT).strip() or row.label


def _plain(value: int | Decimal | None) -> int | float | None:
    return float(value) if isinstance(value, Decimal) else value


def shown_figure(compared: ComparedEvent, place: int, figure: Figure) -> ShownFigure:
    text = compared.texts[place]
    return ShownFigure(
        text.text[figure.start : figure.end],
        _plain(figure.value),
        str(BOUNDS.get(figure.bound, "")),
        figure.bound,
        figure.unit_key,
        figure.source,
        text.text[figure.sentence_start : figure.start],
        text.text[figure.end : figure.sentence_end],
        text.address(figure.start, figure.end),
    )


@dataclass(frozen=True, slots=True)
class EditableFigure:
    """A figure that an editor can choose: `pair` names it in a `FigureEdit`, `key` in a form."""

    key: str
    pair: tuple[int, str]
    column: Column
    words: str
    context: str


@dataclass(frozen=True, slots=True)
class EditableRow:
    label: str
    figures: list[EditableFigure]


def editable_rows(compared: ComparedEvent) -> list[EditableRow]:
    """The rows as the editors left them, with a name for every figure."""
    names = [_names(story.figures) for story in compared.comparison.stories]
    rows = []
    for row in compared.figure_rows():
        figures = [
            _editable(compared, place, figure, names[place][figure.start])
            for place, cell in sorted(row.cells.items())
            for figure in cell
        ]
        rows.append(EditableRow(row_label(row), figures))
    return rows


def _names(figures: list[Figure]) -> dict[int, str]:
    """A story's figures by where they begin."""
    return dict(zip((figure.start for figure in figures), figure_keys(figures), strict=True))


def _editable(compared: ComparedEvent, place: int, figure: Figure, name: str) -> EditableFigure:
    column = compared.columns[place]
    shown = shown_figure(compared, place, figure)
    pair = (column.story.pk, name)
    return EditableFigure(f"{column.story.pk} {name}", pair, column, shown.words, context_of(shown))
