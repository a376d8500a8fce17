"""A text cut into what a diff must never split: words, numbers with all their words, marks."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from articles import arabic, numerals
from articles.word_lists import entries

_MARKS = "\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u08d3-\u08ff"
_INVISIBLE = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_INSIDE_NUMBERS = ".,:/\u066b\u066c\u060c"
# Letters and digits with all that is printed on them; separators only between two digits.
_WORD = re.compile(rf"(?:[\w{_MARKS}{_INVISIBLE}]|(?<=\d)[{_INSIDE_NUMBERS}](?=\d))+")
_BLANKS = re.compile(r"\s*")
_PERCENT = {"%": "%", "\u066a": "%", "\u2030": "\u2030"}
_ENDS_OF_SENTENCES = frozenset(".!?\u061f\u2026")


class Unit(NamedTuple):
    """A word, number or mark, with the blanks behind it."""

    text: str
    blank: str
    key: tuple  # units of one key are one word, however they are spelled
    facts: tuple  # its numbers, ranks, dates and signs
    hedge: str  # «نحو», «أكثر من» … of its number

    @property
    def is_word(self) -> bool:
        return bool(self.key[0])

    @property
    def ends_sentence(self) -> bool:
        return self.text in _ENDS_OF_SENTENCES or "\n" in self.blank


def units(text: str) -> list[Unit]:
    """Cut `text` into units; joining text and blank of each gives it back.

    Blanks at the beginning hang on an empty unit.
    """
    found = []
    waiting = numerals.find_numbers(text, with_vague=True)[::-1]
    at = 0
    while at < len(text):
        inside = []
        end = _end(text, at)
        while waiting and waiting[-1].start < end:
            inside.append(waiting.pop())
            end = max(end, inside[-1].end)
        blank = _BLANKS.match(text, end).group()
        found.append(_unit(text, at, end, blank, inside))
        at = end + len(blank)
    return found


def _end(text, at):
    if word := _WORD.match(text, at):
        return word.end()
    return at if text[at].isspace() else at + 1


def _unit(text, at, end, blank, inside):
    whole = text[at:end]
    if not inside:
        return Unit(whole, blank, *_word(whole), "")
    values = tuple((numeral.value, numeral.is_vague) for numeral in inside)
    letters, start = "", at
    for numeral in inside:
        letters += text[start : numeral.start]
        start = numeral.end
    letters = "".join(arabic.fold(letters + text[start:end]).split())
    return Unit(whole, blank, ("#" + letters, values), values, inside[0].bound)


@lru_cache(maxsize=2**14)
def _word(whole):
    """Return key and facts of a word without a quantity, or of a mark."""
    folded = "".join(arabic.fold(whole).split())
    if not folded:
        mark = _PERCENT.get(whole, whole)
        is_sign = mark in _PERCENT.values() or unicodedata.category(mark[:1] or " ") == "Sc"
        return ("", mark), (mark,) if is_sign else ()
    return (folded,), _facts(folded)


def _facts(folded):
    if any(map(str.isdecimal, folded)):
        return (folded,)
    if (rank := numerals.rank(folded)) is not None:
        return (("rank", rank),)
    date = _date_word(folded)
    return (date,) if date else ()


_DATE_WORDS = frozenset(map(arabic.fold, entries(__file__, "date_words.txt")))


def _date_word(folded):
    for prefix in ("", *arabic.PREFIXES):
        rest = folded.removeprefix(prefix)
        if folded.startswith(prefix) and rest in _DATE_WORDS:
            return rest
    return ""
