"""Figures: numbers with their unit, what they count, how sure the text is, and whose they are.

Dates, years, times of day and numbers that only name something (القرار 2254) are none.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from articles.arabic import Token
from articles.comparison.counting import Count, can_be_counted, find_counts
from articles.comparison.prose import Prose
from articles.comparison.quotations import QuotedText
from articles.comparison.surroundings import ARTICLE, WORDS
from articles.comparison.units import PERCENT

_VERB_PLURAL = "وا"
_COUNTED_WORDS = 4
_ENDS_COUNTED = re.compile(r"[^\w\s\u064b-\u0652\u0640]")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit: `text[start:end]`; `value` is None for a magnitude («آلاف»).

    `bound` as in `articles.numerals`; `unit` as printed, `unit_key` the same in every story;
    `counted` the words that say what is counted; `source` who is said to give it, "" for the
    story itself.
    """

    start: int
    end: int
    value: int | Decimal | None
    bound: str
    unit: str
    unit_key: str
    counted: str
    source: str
    sentence_start: int
    sentence_end: int


def find_figures(prose: Prose, quoted: QuotedText) -> list[Figure]:
    """The figures of a text, in order."""
    return [_figure(prose, quoted, count) for count in find_counts(prose)]


def _figure(prose: Prose, quoted: QuotedText, count: Count) -> Figure:
    numeral, unit = count
    is_printed = unit.start < unit.end
    start = min(numeral.start, unit.start) if is_printed else numeral.start
    end = max(numeral.end, unit.end)
    sentence = prose.sentence_at(start)
    quotation = quoted.quotation_at(numeral.start)
    return Figure(
        start,
        end,
        None if numeral.is_vague else numeral.value,
        numeral.bound,
        prose.text[unit.start : unit.end],
        unit.key,
        _counted(prose, count),
        quotation.speaker if quotation else "",
        min(start, sentence.start),
        max(end, sentence.end),
    )


def _counted(prose: Prose, count: Count) -> str:
    """The unit with the words that go on with it, as far as no pause or small word ends them."""
    numeral, unit = count
    start = unit.start if unit.start < unit.end else numeral.end
    first = prose.tokens_between(max(unit.end, numeral.end), len(prose.text)).start
    end = max(start, unit.end)
    for token in prose.tokens[first : first + _COUNTED_WORDS]:
        if _ENDS_COUNTED.search(prose.text, end, token.start) or not _goes_on(token, unit.key):
            break
        end = token.end
    return " ".join(prose.text[start:end].split()) or unit.key


def _goes_on(token: Token, unit: str) -> bool:
    """Whether a word still says what is counted; of a percentage, «من» says of what."""
    if unit == PERCENT and token.folded in WORDS["of"]:
        return True
    if token.is_stop or token.folded.isdecimal() or token.folded.endswith(_VERB_PLURAL):
        return False
    return can_be_counted(token.folded.removeprefix(ARTICLE))
