"""How the text itself is written, seen from its opening.

The first third of a text is the report's own, however many comments follow. It shows whether
the house closes its sentences and writes its hamzas, and how loudly it speaks: only what
differs from that says that somebody else is writing.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from articles.importing import printed
from articles.importing.lines import Line
from articles.importing.voice import listen

LONG = 60
SHORT = 12  # words
LONGEST_OPENING = 1500

_LOOSE_COMMA = re.compile(r"[\u0621-\u064a],[\u0621-\u064a]")
_LOOSE_DOTS = re.compile(r"[\u0621-\u064a]{2}\.\.(?:$| ?[\u0621-\u064a]{2}.{40})")
_LOOSE_STOPS = (" ، ", " , ", " . ", " ! ", " ؟ ")


class Spelling(NamedTuple):
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

    def own_voice(self, line: Line) -> float:
        """How much of a reader's voice the house itself would put into a line this long."""
        return self.voice * max(SHORT, len(line.words))


def spelling(line: Line) -> Spelling:
    """Look at the letters of a line."""
    return Spelling(
        loose_hamzas=_count(line, printed.LOOSE_HAMZA, printed.LOOSE_HAMZAS.__contains__),
        hamzas=_count(line, printed.HAMZA, printed.HAMZAS.__contains__),
        loose_tehs=_count(line, printed.LOOSE_TEH, printed.has_loose_teh),
        loose_ands=line.printed.count(printed.AND) if line.shows & printed.LOOSE_AND else 0,
        loose_stop=_has_loose_stop(f"{line.text} "),
    )


def _count(line: Line, bit: int, is_shown: Callable[[str], bool]) -> int:
    return sum(map(is_shown, line.printed)) if line.shows & bit else 0


def _has_loose_stop(text: str) -> bool:
    if any(stop in text for stop in _LOOSE_STOPS):
        return True
    if "," in text and _LOOSE_COMMA.search(text):
        return True
    return ".." in text and _LOOSE_DOTS.search(text.rstrip()) is not None


def opening_of(lines: list[Line]) -> list[Line]:
    """The lines that make the first third of a text, counted in characters; at least one."""
    third = min(LONGEST_OPENING, sum(line.length for line in lines) / 3)
    lengths = accumulate(line.length for line in lines)
    return lines[: 1 + next(index for index, length in enumerate(lengths) if length >= third)]


def house_of(opening: list[Line]) -> House:
    """The habits that the opening lines of a text show."""
    sentences = _sentences(opening)
    voices = [listen(line) for line in sentences]
    spellings = [spelling(line) for line in opening]
    loose_hamzas = sum(each.loose_hamzas for each in spellings)
    return House(
        stops=sum(line.is_stopped for line in sentences) > 0.7 * len(sentences),
        hamzas=sum(each.hamzas for each in spellings) > 3 * loose_hamzas,
        tehs=not any(each.loose_tehs for each in spellings),
        ands=not any(each.loose_ands for each in spellings),
        tidy=not any(each.loose_stop for each in spellings),
        voice=sum(voice.reader for voice in voices) / sum(len(x.words) + 1 for x in sentences),
        report=sum(voice.report for voice in voices) / len(voices),
    )


def _sentences(opening: list[Line]) -> list[Line]:
    """The lines of the text proper: headlines, names and captions say little about a house."""
    long = [line for line in opening if line.length >= LONG]
    below_headline = [line for line in long if line.is_stopped or line is not opening[0]]
    return below_headline or long or opening


def strangeness(line: Line, house: House) -> float:
    """How far a line falls out of the house's habits."""
    seen = spelling(line)
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
