"""How much a line sounds like a reader, and how much like a report.

Both are sums of small observations. The weights were set by hand: 1 is about what one plain
sign is worth («يا …», an emoji, a full stop missing where all others are set).
"""

import re
from dataclasses import dataclass

from articles import arabic
from articles.importing.lines import Line
from articles.importing.words import phrases, with_clitics, words

_DIALECT = words("dialect")
_COLLOQUIAL = words("colloquial")
_POLEMICS = words("polemics")
_NOT_VERBS = words("not_verbs")
_ATTRIBUTION = with_clitics("attribution")
_OFFICES = with_clitics("offices")
_PIOUS = phrases("pious")
_PRAISE = phrases("praise")
_OPENINGS = phrases("openings")
_READER_OPENINGS = phrases("reader_openings")
_CLOSINGS = phrases("closings")
_FURNITURE = phrases("furniture")

_QUOTED = re.compile(r"«[^«»]*(?:»|$)|[“”][^“”]*(?:[“”]|$)|\"[^\"]*(?:\"|$)")
_MARKED = re.compile(r"[!؟?]{2}|[\u2190-\u21ff\u2600-\u27bf\u2b50\U0001f000-\U0001faff]")
_STRETCHED = re.compile(r"([^\W\d_])\1\1")
_LONGEST_OUTCRY = 400
# «this …» with a shortened pronoun, negation on both sides, a verb with both b- and -u
_DIALECT_FORMS = re.compile(r"\b(?:[بلعوف]?هال\w{3,}|ما\w{3,}ش|ب[يتن]\w{2,}وا)\b")
_LIST_ITEM = re.compile(r"[-–—*•●▪■◆►<>]|\d{1,2} ?[-.)]")
_NUMBER = re.compile(r"\d+")
_LATIN = re.compile(r"[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Voice:
    """What was heard in one line, as two sums: for a reader, for a report."""

    reader: float
    report: float


def listen(line: Line) -> Voice:
    """Weigh the words and marks of a line; what it quotes counts for nobody."""
    return Voice(reader=_reader(line, _own_words(line)), report=_report(line))


def is_attribution(word: str) -> bool:
    """Whether a folded word says who said something, or how the report knows."""
    return word in _ATTRIBUTION


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
    own, quotations = _QUOTED.subn(" ", line.text)
    return tuple(arabic.fold(own).split()) if quotations else line.words


def _speech_start(line: Line) -> int | None:
    """How many words stand before a colon that an attribution leads up to."""
    before, colon, _ = line.text[:90].partition(":")
    if not colon:
        return None
    said = arabic.fold(before).split()
    return None if _ATTRIBUTION.isdisjoint(said) else len(said)


def _reader(line: Line, own: tuple[str, ...]) -> float:
    vocabulary = line.vocabulary if own is line.words else frozenset(own)
    folded = line.folded if own is line.words else " ".join(own)
    return (
        1.6 * min(3, len(vocabulary & _DIALECT) + _dialect_forms(folded))
        + 0.7 * min(4, len(vocabulary & _COLLOQUIAL))
        + 0.3 * min(4, len(vocabulary & _POLEMICS))
        + 1.6 * _PIOUS.search(folded, vocabulary)
        + 1.4 * _PRAISE.search(folded, vocabulary)
        + 0.5 * _READER_OPENINGS.match(folded)
        + 1.0 * (len(line.words) == 0 or line.length == 1)
        + 1.3 * _is_latin(line)
        + 1.2 * _shows_feeling(line)
        + 0.5 * ("!" in line.text)
        + 0.2 * ("؟" in line.text or "?" in line.text)
    )


def _dialect_forms(folded: str) -> int:
    """How many words are inflected as only the dialects do: «هالكلام», «ماعملتش», «بيقولو»."""
    if len(folded) > _LONGEST_OUTCRY:
        return 0
    found = set(_DIALECT_FORMS.findall(folded))
    return len(found - _DIALECT - _NOT_VERBS)


def _shows_feeling(line: Line) -> bool:
    """Whether a line has an emoji, doubled marks or letters stretched three times."""
    if _MARKED.search(line.text):
        return True
    return line.length < _LONGEST_OUTCRY and _STRETCHED.search(line.text) is not None


def _is_latin(line: Line) -> bool:
    """Whether a line of several words holds more Latin letters than others."""
    return len(line.words) > 1 and len(_LATIN.findall(line.folded)) > len(line.folded) / 2


def _report(line: Line) -> float:
    said = len(line.vocabulary & _ATTRIBUTION)
    closed = min(1.5, line.length / 150) if line.is_stopped else min(0.6, line.length / 300)
    return (
        1.2 * bool(said)
        + 0.5 * min(2, max(0, said - 1))
        + 0.2 * min(6, len(line.vocabulary & _OFFICES))
        + 0.8 * _OPENINGS.match(line.folded.removeprefix("و"))
        + 2.5 * is_furniture(line)
        + 0.7 * bool(_LIST_ITEM.match(line.text))
        + 0.3 * min(3, len(_NUMBER.findall(line.text)))
        + closed
    )
