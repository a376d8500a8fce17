"""Reports annotated by hand: what stands in them, to measure the comparison against.

A gold file holds reports, each after a line `=== name`. The text carries its marks:

    [[3 …]]  what the speaker with number 3 is quoted or reported to say
    [[ …]]   in quotation marks, but nobody's speech: a name, a word held at arm's length
    {f …}    a use of a term; the letter is the referent's (REFERENTS)

After a line `--` come the figures in order, `F value unit`, and the speakers,
`Q number speaker | verb as it stands`.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

FOLDER = Path(__file__).parent / "data" / "comparison"
REFERENTS = {
    "f": "fighters",
    "c": "city",
    "d": "departure",
    "g": "government",
    "a": "army",
    "l": "allies",
    "w": "war",
}
_MARK = re.compile(r"\[\[(\d*) |\]\]|\{([a-z]) |\}")


@dataclass
class Gold:
    """One annotated report: `text` without marks, offsets into it."""

    name: str
    text: str
    hits: list[tuple[str, int, int]] = field(default_factory=list)
    passages: list[tuple[str, int, int]] = field(default_factory=list)
    figures: list[tuple[Decimal, str]] = field(default_factory=list)
    speakers: dict[str, tuple[str, str]] = field(default_factory=dict)

    def is_quoted(self, position: int) -> bool:
        return any(start <= position < end for _number, start, end in self.passages)


def read_gold(path: Path) -> list[Gold]:
    """The reports of a gold file; raises ValueError for marks that do not close."""
    blocks = re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [_read_block(block) for block in blocks if block.strip() and block[0] != "#"]


def _read_block(block: str) -> Gold:
    name, _, rest = block.partition("\n")
    marked, _, notes = rest.partition("\n--\n")
    gold = Gold(name.strip(), *_without_marks(marked.strip()))
    for line in notes.splitlines():
        kind, _, note = line.partition(" ")
        if kind == "F":
            value, _, unit = note.partition(" ")
            gold.figures.append((Decimal(value), unit))
        elif kind == "Q":
            number, _, who = note.partition(" ")
            speaker, _, verb = who.partition(" | ")
            gold.speakers[number] = (speaker, verb)
    return gold


def _without_marks(marked: str):
    text, hits, passages, opened = "", [], [], []
    end = 0
    for match in _MARK.finditer(marked):
        text += marked[end : match.start()]
        end = match.end()
        if match.group() in ("]]", "}"):
            kind, key, start = opened.pop()
            (hits if kind == "{" else passages).append((key, start, len(text)))
        else:
            kind = match.group()[0]
            opened.append((kind, match[1] if kind == "[" else REFERENTS[match[2]], len(text)))
    if opened:
        raise ValueError(f"a mark is not closed: {opened}")
    return (
        text + marked[end:],
        sorted(hits, key=lambda hit: hit[1]),
        sorted(passages, key=lambda passage: passage[1]),
    )
