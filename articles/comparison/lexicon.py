"""Lexicons: what people and things are called, gathered under whom or what they are called for.

A lexicon is text that an editor can read and change:

    # a comment
    [fighters] من قاتلوا الحكومة
    المسلحون
    الإرهابيون
      العناصر الإرهابية
    ! مسلحو الشرطة

A line in brackets opens a referent: a key in Latin letters, then its name, which takes no side.
Each line below it is a term; lines set in are further forms counted with the term above them;
«!» begins a phrase that holds such a word and means something else; «…» inside a form stands
for a few other words («استعاد … السيطرة»), and «ال…» at the end of an exception for any word
with the article («! جيش ال…»: «جيش العشائر» is another one's). Matching looks after spelling,
prefixes, case and number (see `articles.comparison.terms`).
"""

import re
from dataclasses import dataclass
from pathlib import Path

from articles.arabic import fold

_REFERENT = re.compile(r"\[(\w+)\]\s*(.+)")
GAP = "…"
ANY_DEFINITE = " ال…"
FOLDER = Path(__file__).parent / "lexicons"


class LexiconError(ValueError):
    """A line that cannot be read: `code` is "no_name", "no_referent", "no_term" or "no_word";
    `line` counts from 1.
    """

    def __init__(self, code: str, line: int):
        super().__init__(f"{code}: line {line}")
        self.code = code
        self.line = line


@dataclass(frozen=True, slots=True)
class Term:
    """A term as it is shown, and all forms that count as it (its label is the first)."""

    label: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Referent:
    """One that is spoken of, the terms used for it, and phrases that mean something else."""

    key: str
    name: str
    terms: tuple[Term, ...]
    exceptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The referents of an event, in the editors' order."""

    referents: tuple[Referent, ...] = ()

    @classmethod
    def parse(cls, source: str) -> "Lexicon":
        """Read a lexicon; raises LexiconError for a line that fits nowhere."""
        draft: list[tuple[str, str, list[list[str]], list[str]]] = []
        for number, line in enumerate(source.splitlines(), start=1):
            if line.strip() and not line.lstrip().startswith("#"):
                _add_line(draft, line.rstrip(), number)
        return cls(tuple(_referent(*entry) for entry in draft))

    @classmethod
    def shipped(cls, name: str) -> "Lexicon":
        """The lexicon that comes with the system under `name`."""
        return cls.parse((FOLDER / f"{name}.txt").read_text(encoding="utf-8"))


def _add_line(draft: list, line: str, number: int) -> None:
    entry = line.strip()
    if entry.startswith("["):
        match = _REFERENT.fullmatch(entry)
        if not match:
            raise LexiconError("no_name", number)
        draft.append((match[1], match[2], [], []))
        return
    if not draft:
        raise LexiconError("no_referent", number)
    if not fold(entry).split():
        raise LexiconError("no_word", number)
    _key, _name, terms, exceptions = draft[-1]
    if entry.startswith("!"):
        exceptions.append(entry[1:].strip())
    elif not line[0].isspace():
        terms.append([entry])
    elif terms:
        terms[-1].append(entry)
    else:
        raise LexiconError("no_term", number)


def _referent(key: str, name: str, terms: list[list[str]], exceptions: list[str]) -> Referent:
    return Referent(
        key,
        name,
        tuple(Term(forms[0], tuple(forms)) for forms in terms),
        tuple(exceptions),
    )
