"""Labelled texts to train and to measure with: `text<TAB>label` in UTF-8, a heading line first."""

from dataclasses import dataclass
from pathlib import Path

HEADING = "text\tlabel"
LABELS = {"clean": False, "offensive": True}
LINE_BREAK = "<LF>"
_WRONG = {
    "not_utf8": "{name}, line {line}: not UTF-8. Save the file as UTF-8.",
    "no_heading": "{name}, line 1: the heading must be text, a tab, label.",
    "no_label": "{name}, line {line}: a tab and clean or offensive must end each line.",
    "empty": "{name} holds no labelled text.",
}


class LabelledFileError(ValueError):
    """A file that is not in the form above.

    `code`: "not_utf8", "no_heading", "no_label" or "empty"; `line` is the line's number, from 1,
    or 0 where it concerns the whole file.
    """

    def __init__(self, code: str, name: str, line: int = 0):
        super().__init__(_WRONG[code].format(name=name, line=line))
        self.code, self.name, self.line = code, name, line


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A text, whether people called it offensive, and the data set it came with."""

    text: str
    is_offensive: bool
    data_set: str


def read_labelled(path: Path) -> list[LabelledText]:
    """Return the rows of a file in order; its name without ending names the data set.

    A `<LF>` in a text becomes a line break. Raises `LabelledFileError`, and OSError as `open`.
    """
    heading, *lines = _lines(path)
    if heading != HEADING:
        raise LabelledFileError("no_heading", path.name, 1)
    rows = [_row(path, number, line) for number, line in enumerate(lines, 2) if line]
    if not rows:
        raise LabelledFileError("empty", path.name)
    return rows


def _lines(path):
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise LabelledFileError("not_utf8", path.name, line) from error
    return text.replace("\r\n", "\n").split("\n")


def _row(path, number, line):
    text, _, label = line.rpartition("\t")
    if label not in LABELS:
        raise LabelledFileError("no_label", path.name, number)
    return LabelledText(text.replace(LINE_BREAK, "\n"), LABELS[label], path.stem)
