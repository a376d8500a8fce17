"""Figures of several stories side by side: the same quantity in a row, a gap where it is left out.

Two figures are one quantity when they have the same unit and the same value, and for small
values also a word in common around them; or when their values differ and what stands around
them is nearly the same. The editors join and split what this gets wrong.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from articles.arabic import terms
from articles.comparison.figures import Figure
from articles.comparison.prose import Prose
from articles.comparison.units import PEOPLE, PERSON, kind_of

_REACH = 60  # characters of the sentence on each side that say what a figure is about
_TELLING = 100  # from here on, the same value with the same unit is no chance
_LEAST_ALIKE = 0.35  # of the words around two figures with different values
_FEWEST_WORDS = 3  # that they share at least
_FARTHEST = 3  # times as large; beyond it, it is another quantity


@dataclass(slots=True)
class FigureRow:
    """One quantity: by story (its place in the list) the figures that give it, in order."""

    label: str
    unit_key: str
    cells: dict[int, list[Figure]] = field(default_factory=dict)

    @property
    def is_disputed(self) -> bool:
        """Whether the stories give different values."""
        return len({figure.value for cell in self.cells.values() for figure in cell}) > 1


class _Quantity:
    """A row while it is being filled, with the words that stood around its figures."""

    def __init__(self, unit: str):
        self.unit = unit
        self.figures: list[tuple[int, Figure, frozenset[str]]] = []

    def likeness(self, story: int, figure: Figure, around: frozenset[str]) -> float:
        """How well a figure fits here, 0.0 for not at all; an equal value beats all others.

        A story that gives two values speaks of two quantities.
        """
        given = {other.value for at, other, _words in self.figures if at == story}
        if given - {figure.value}:
            return 0.0
        return max(_likeness(figure, around, other, words) for _at, other, words in self.figures)


def align_figures(texts: Sequence[Prose], figures: Sequence[Sequence[Figure]]) -> list[FigureRow]:
    """The figures of all stories in rows, in order of first appearance."""
    quantities: list[_Quantity] = []
    for index, (prose, found) in enumerate(zip(texts, figures, strict=True)):
        for figure in found:
            around = _around(prose, figure)
            fitting = _best(quantities, index, figure, around)
            if fitting is None:
                fitting = _Quantity(_comparable(figure.unit_key))
                quantities.append(fitting)
            fitting.figures.append((index, figure, around))
    return [_row(quantity) for quantity in quantities]


def _best(quantities: list[_Quantity], story: int, figure: Figure, around) -> _Quantity | None:
    unit = _comparable(figure.unit_key)
    fitting = (
        (quantity.likeness(story, figure, around), -place)
        for place, quantity in enumerate(quantities)
        if quantity.unit == unit
    )
    likeness, place = max(fitting, default=(0.0, 0))
    return quantities[-place] if likeness > 0 else None


def _comparable(unit: str) -> str:
    """People are people: one story's «قتيلا» is another's «شخصا»."""
    return PERSON if kind_of(unit) == PEOPLE else unit


def _around(prose: Prose, figure: Figure) -> frozenset[str]:
    start = max(figure.sentence_start, figure.start - _REACH)
    end = min(figure.sentence_end, figure.end + _REACH)
    before, after = prose.text[start : figure.start], prose.text[figure.end : end]
    return frozenset(terms(before) + terms(after)) - frozenset(terms(figure.unit))


def _likeness(figure, around: frozenset[str], other, words: frozenset[str]) -> float:
    shared = len(around & words)
    alike = shared / (len(around | words) or 1)
    if figure.value == other.value:
        is_telling = figure.value is not None and figure.value >= _TELLING
        return 1 + alike if is_telling or shared else 0.0
    if None in (figure.value, other.value) or not _is_near(figure.value, other.value):
        return 0.0
    return alike if alike >= _LEAST_ALIKE and shared >= _FEWEST_WORDS else 0.0


def _is_near(one, other) -> bool:
    smaller, larger = sorted((one, other))
    return larger <= smaller * _FARTHEST


def _row(quantity: _Quantity) -> FigureRow:
    labels = (figure.counted for _at, figure, _words in quantity.figures)
    row = FigureRow(max(labels, key=len), quantity.unit)
    for index, figure, _words in quantity.figures:
        row.cells.setdefault(index, []).append(figure)
    return row
