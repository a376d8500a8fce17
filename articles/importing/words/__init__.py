"""The importer's word lists: text files, one entry a line, `#` begins a comment line.

Entries are folded (see `articles.arabic.fold`) where their file says so. Own lists, from
knowledge of the language.
"""

import re
from functools import cache
from pathlib import Path

_CLITICS = ("", *"وفبلك", "ال", "وال", "فال", "بال", "كال", "لل", "ولل", "وب", "ول")
FOLDER = Path(__file__).parent


@cache
def entries(name: str) -> tuple[str, ...]:
    """The lines of `<name>.txt` that are neither empty nor comments, as they stand."""
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in map(str.strip, lines) if line and line[0] != "#")


@cache
def words(name: str) -> frozenset[str]:
    """The entries of a list of single words."""
    return frozenset(entries(name))


@cache
def with_clitics(name: str) -> frozenset[str]:
    """The entries of a list of single words, bare and with و ف ب ل ك and the article before."""
    return frozenset(before + word for word in entries(name) for before in _CLITICS)


@cache
def phrases(name: str) -> re.Pattern[str]:
    """A pattern for folded text: any entry as whole words, `*` standing for any letters."""
    longest_first = sorted(entries(name), key=len, reverse=True)
    choices = "|".join(entry.replace("*", r"\w*") for entry in longest_first)
    return re.compile(rf"\b(?:{choices})\b")
