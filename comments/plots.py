"""Geometry of small plots: values in, rectangles of an SVG out. Pure Python."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 600
HEIGHT = 120
GAP = 2


@dataclass(frozen=True, slots=True)
class Bar:
    """One value's rectangle, in the units of a WIDTH × HEIGHT view box, and its label."""

    x: float
    y: float
    width: float
    height: float
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Plot:
    title: str
    bars: list[Bar]
    highest: str
    width: int = WIDTH
    height: int = HEIGHT


def bar_plot(
    title: str, labels: Sequence[str], values: Sequence[float | None], written: Sequence[str]
) -> Plot:
    """Bars from left to right in the order given; the highest fills the height, None is empty.

    `written` says each value in words, for the tooltip and for those who cannot see bars.
    """
    highest = max((value for value in values if value), default=0)
    step = WIDTH / max(len(values), 1)
    bars = [
        _bar(number * step, step, (value or 0) / highest if highest else 0, label, said)
        for number, (label, value, said) in enumerate(zip(labels, values, written, strict=True))
    ]
    tallest = next((said for v, said in zip(values, written, strict=True) if v == highest), "")
    return Plot(title, bars, tallest if highest else "")


def _bar(x: float, step: float, share: float, label: str, said: str) -> Bar:
    height = round(HEIGHT * share, 1)
    return Bar(round(x, 1), round(HEIGHT - height, 1), round(step - GAP, 1), height, label, said)
