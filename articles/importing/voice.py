"""How much a line sounds like a reader, and how much like a report.

Both are sums of small observations. The weights were set by hand: 1 is about what one plain
sign is worth («يا …», an emoji, a full stop missing where all others are set).
"""

import re
from functools import lru_cache
from typing import NamedTuple

from articles import arabic
from articles.importing import printed
from articles.importing.lines import Line
from articles.importing.words import phrases

_PIOUS = phrases("pious")
_PRAISE = phrases("praise")
_OPENINGS = phrases("openings")
_READER_OPENINGS = phrases("reader_openings")
_CLOSINGS = phrases("closings")
_FURNITURE = phrases("furniture")

_QUOTED = re.compile(r"«[^«»]*(?:»|$)|[“”][^“”]*(?:[“”]|$)|\"[^\"]*(?:\"|$)")
_LONGEST_OUTCRY = 400
_OF_READERS = (
    printed.IS_DIALECT | printed.IS_DIALECT_FORM | printed.IS_COLLOQUIAL | printed.IS_POLEMIC
)
_LIST_ITEM = re.compile(r"[-–—*•●▪■◆►<>]|\d{1,2} ?[-.)]")
_NUMBER = re.compile(r"\d+")


class Voice(NamedTuple):
    """What was heard in one line, as two sums: for a reader, for a report."""

    reader: float
    report: float


@lru_cache(maxsize=1024)  # lines of one text, which several questions listen to
def listen(line: Line) -> Voice:
    """Weigh the words and marks of a line; what it quotes counts for nobody."""
    return Voice(reader=_reader(line, _own_words(line)), report=_report(line))


def is_attribution(word: str) -> bool:
    """Whether a folded word says who said something, or how the report knows."""
    return word in printed.ATTRIBUTION


def is_furniture(line: Line) -> bool:
    """Whether a line belongs to the page and not to the text: «اقرأ أيضا», «المصدر: وكالات»."""
    return _FURNITURE.match(line.folded)


def is_closing(line: Line) -> bool:
    """Whether a line is a writer's closing formula: «والله من وراء القصد»."""
    return len(line.words) < 8 and _CLOSINGS.fullmatch(line.folded)


def _own_words(line: Line) -> tuple[str, ...]:
    """The words of a line without what it quotes, between marks or after «قال …:»."""
    speech = _speech_start(line)
    if speech is not None:
        return line.words[:speech]
    if not line.shows & printed.HAS_QUOTE:
        return line.words
    own, quotations = _QUOTED.subn(" ", line.text)
    return tuple(arabic.fold(own).split()) if quotations else line.words


def _speech_start(line: Line) -> int | None:
    """How many words stand before a colon that an attribution leads up to."""
    before, colon, _ = line.text[:90].partition(":")
    if not colon:
        return None
    said = arabic.fold(before).split()
    return None if printed.ATTRIBUTION.isdisjoint(said) else len(said)


def _reader(line: Line, own: tuple[str, ...]) -> float:
    is_whole = own is line.words
    vocabulary = line.vocabulary if is_whole else frozenset(own)
    folded = line.folded if is_whole else " ".join(own)
    said = _reader_words(vocabulary, folded) if not is_whole or line.shows & _OF_READERS else 0.0
    return (
        said
        + 1.6 * _PIOUS.search(folded, vocabulary)
        + 1.4 * _PRAISE.search(folded, vocabulary)
        + 0.5 * _READER_OPENINGS.match(folded)
        + 1.0 * (len(line.words) == 0 or line.length == 1)
        + 1.3 * _is_latin(line)
        + 1.2 * _shows_feeling(line)
        + 0.5 * ("!" in line.text)
        + 0.2 * ("؟" in line.text or "?" in line.text)
    )


def _reader_words(vocabulary: frozenset[str], folded: str) -> float:
    is_outcry = len(folded) <= _LONGEST_OUTCRY
    forms = sum(map(printed.is_dialect_form, vocabulary)) if is_outcry else 0
    return (
        1.6 * min(3, len(vocabulary & printed.DIALECT) + forms)
        + 0.7 * min(4, len(vocabulary & printed.COLLOQUIAL))
        + 0.3 * min(4, len(vocabulary & printed.POLEMICS))
    )


def _shows_feeling(line: Line) -> bool:
    """Whether a line has an emoji, doubled marks or letters stretched three times."""
    if line.shows & printed.HAS_MARK:
        return True
    return line.length < _LONGEST_OUTCRY and bool(line.shows & printed.HAS_STRETCHED)


def _is_latin(line: Line) -> bool:
    """Whether a line of several words holds more Latin letters than others."""
    if len(line.words) < 2 or not line.shows & printed.HAS_LATIN:
        return False
    return len(printed.LATIN.findall(line.folded)) > len(line.folded) / 2


def _report(line: Line) -> float:
    shows = line.shows
    said = len(line.vocabulary & printed.ATTRIBUTION) if shows & printed.IS_ATTRIBUTION else 0
    offices = len(line.vocabulary & printed.OFFICES) if shows & printed.IS_OFFICE else 0
    numbers = len(_NUMBER.findall(line.text)) if shows & printed.HAS_DIGIT else 0
    closed = min(1.5, line.length / 150) if line.is_stopped else min(0.6, line.length / 300)
    return (
        1.2 * bool(said)
        + 0.5 * min(2, max(0, said - 1))
        + 0.2 * min(6, offices)
        + 0.8 * _OPENINGS.match(line.folded.removeprefix("و"))
        + 2.5 * is_furniture(line)
        + 0.7 * bool(_LIST_ITEM.match(line.text))
        + 0.3 * min(3, numbers)
        + closed
    )
