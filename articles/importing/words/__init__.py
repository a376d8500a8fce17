"""The importer's word lists: text files, one entry a line, `#` begins a comment line."""

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


@cache
def entries(name: str) -> tuple[str, ...]:
    """The lines of `<name>.txt` that are neither empty nor comments, as they stand."""
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in map(str.strip, lines) if line and line[0] != "#")
