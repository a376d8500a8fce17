"""The comparison's word lists: text files, one entry a line, in sections.

A line `[name]` opens a section, `#` begins a comment line. Entries are folded when read, so
that a list may be written as people print the words.
"""

from functools import cache
from pathlib import Path

from articles.arabic import fold

FOLDER = Path(__file__).parent


@cache
def sections(name: str) -> dict[str, frozenset[str]]:
    """The folded entries of each section of `<name>.txt`; words of an entry are one blank apart."""
    found: dict[str, set[str]] = {}
    for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        line = line.strip()
        if line.startswith("["):
            section = found.setdefault(line[1:-1], set())
        elif line and not line.startswith("#"):
            section.add(" ".join(fold(line).split()))
    return {section: frozenset(entries) for section, entries in found.items()}
