"""A benchmark's figures: each a value, where it helps beside a limit measured in the same run.

A module of this folder takes part in `python -m tests.benchmarks` by a function

    def figures(*, short: bool) -> list[Figure]

that a process of its own calls, so the module may set its environment as it likes. A short one
ends within some fifteen seconds and builds its own data. Nothing else is asked of a module, and
its own `python -m tests.benchmarks.NAME` stays what it is.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """`limit` is what the bare machine does in the same run, and `beside` says what that is.

    An aim is `at_least` or `at_most`, of the ratio to the limit where there is one, else of the
    value itself.
    """

    name: str
    value: float
    unit: str = ""
    limit: float | None = None
    beside: str = ""
    at_least: float | None = None
    at_most: float | None = None

    @property
    def ratio(self) -> float | None:
        return self.value / self.limit if self.limit else None

    @property
    def is_met(self) -> bool | None:
        """Whether the aim is reached; None where there is none."""
        judged = self.value if self.ratio is None else self.ratio
        if self.at_least is not None:
            return judged >= self.at_least
        return judged <= self.at_most if self.at_most is not None else None

    @property
    def aim(self) -> str:
        if self.at_least is not None:
            return f"≥ {self.at_least:g}"
        return f"≤ {self.at_most:g}" if self.at_most is not None else ""

    def as_json(self) -> dict[str, object]:
        return asdict(self) | {"ratio": self.ratio, "is_met": self.is_met}

    def cells(self) -> list[str]:
        beside = f"{number(self.limit)} {self.beside}" if self.limit else self.beside
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        missed = " missed" if self.is_met is False else ""
        return [self.name, number(self.value), self.unit, beside, ratio, self.aim + missed]


HEADINGS = ["figure", "value", "unit", "limit in the same run", "ratio", "aim"]


def number(value: float) -> str:
    """Three digits that count, and no more."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def table(figures: Iterable[Figure]) -> str:
    """The figures as a Markdown table whose source lines up, too."""
    rows = [HEADINGS, *(figure.cells() for figure in figures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    rows.insert(1, ["-" * width for width in widths])
    return "\n".join(
        f"| {' | '.join(cell.ljust(w) for cell, w in zip(row, widths, strict=True))} |"
        for row in rows
    )


def to_json(figures: Iterable[Figure]) -> str:
    return json.dumps([figure.as_json() for figure in figures], ensure_ascii=False)


def from_json(text: str) -> list[Figure]:
    names = Figure.__slots__
    return [Figure(**{name: row[name] for name in names}) for row in json.loads(text)]
