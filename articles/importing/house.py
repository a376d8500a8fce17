"""How the text itself is written, seen from its opening.

The first third of a text is the report's own, however many comments follow. It shows whether
the house closes its sentences and writes its hamzas, and how loudly it speaks: only what
differs from that says that somebody else is writing.
"""

import re
from dataclasses import dataclass

from articles.importing.lines import Line
from articles.importing.voice import Voice
from articles.importing.words import entries

LONG = 60
LONGEST_OPENING = 1500

# «الحكومه» for «الحكومة»: a word with the article cannot end in a pronoun. But some words end
# in a root letter heh, and after «الت» the article may be none («التزامه»).
_LOOSE_TEH = re.compile(r"(?<!\w)[وبفك]?ال(?!ت)\w{2,}(?<!الل)(?<!وج)(?<!فق)(?<!يا)(?<!جا)ه(?!\w)")
_LOOSE_AND = re.compile(r"(?<!\S)و(?=\s+[\u0621-\u064a])")
_LOOSE_STOP = re.compile(
    r"\s[,،.!؟](?:\s|$)"
    r"|[\u0621-\u064a],[\u0621-\u064a]"
    r"|[\u0621-\u064a]{2}\.\.(?:$| ?[\u0621-\u064a]{2}.{40})"
)
_LOOSE_HAMZAS = frozenset(entries("loose_hamzas"))
_HAMZAS = frozenset(entries("hamzas"))
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Spelling:
    """How one line is spelled: loose forms counted, and hamzas that were written."""

    loose_hamzas: int
    hamzas: int
    loose_tehs: int
    loose_ands: int
    loose_stop: bool


@dataclass(frozen=True, slots=True)
class House:
    """The habits of a text's opening, and the strength of its two voices."""

    stops: bool
    hamzas: bool
    tehs: bool
    ands: bool
    tidy: bool
    voice: float
    report: float


def spelling(line: Line) -> Spelling:
    """Look at the letters of a line."""
    words = _WORD.findall(line.text)
    return Spelling(
        loose_hamzas=sum(map(_LOOSE_HAMZAS.__contains__, words)),
        hamzas=sum(map(_HAMZAS.__contains__, words)),
        loose_tehs=len(_LOOSE_TEH.findall(line.text)),
        loose_ands=len(_LOOSE_AND.findall(line.text)),
        loose_stop=_LOOSE_STOP.search(line.text) is not None,
    )


def house_of(lines: list[Line], voices: list[Voice], spellings: list[Spelling]) -> House:
    """The habits of the opening of `lines`; there is at least one line."""
    count = _opening(lines)
    opening = spellings[:count]
    long = [line for line in lines[:count] if line.length >= LONG]
    return House(
        stops=sum(line.is_stopped for line in long) > 0.7 * len(long),
        hamzas=sum(each.hamzas for each in opening) > 3 * sum(e.loose_hamzas for e in opening),
        tehs=not any(each.loose_tehs for each in opening),
        ands=not any(each.loose_ands for each in opening),
        tidy=not any(each.loose_stop for each in opening),
        voice=sum(voice.reader for voice in voices[:count]) / count,
        report=sum(voice.report for voice in voices[:count]) / count,
    )


def _opening(lines: list[Line]) -> int:
    """How many lines make the first third, counted in characters."""
    third = min(LONGEST_OPENING, sum(line.length for line in lines) / 3)
    total = 0
    for count, line in enumerate(lines, start=1):
        total += line.length
        if total >= third:
            return count
    return len(lines)


def strangeness(line: Line, seen: Spelling, house: House) -> float:
    """How far a line falls out of the house's habits."""
    return (
        _missing_stop(line, house)
        + 0.4 * house.hamzas * min(3, seen.loose_hamzas)
        + 0.6 * house.tehs * min(3, seen.loose_tehs)
        + 0.5 * house.ands * min(2, seen.loose_ands)
        + 0.6 * (house.tidy and seen.loose_stop)
    )


def _missing_stop(line: Line, house: House) -> float:
    if not house.stops:
        return 0.0
    if line.is_stopped:
        return -0.4
    return 1.2 if line.length >= LONG else 0.7
