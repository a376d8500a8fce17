"""Figures: numbers with their unit, what they count, how sure the text is, and whose they are.

Dates, years, times of day and numbers that only name something (القرار 2254) are none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from articles.arabic import Token, fold, is_stop_word
from articles.comparison.prose import Prose
from articles.comparison.quotations import QuotedText
from articles.comparison.units import (
    PEOPLE,
    PERCENT,
    PERSON,
    kind_of,
    known_unit,
    unit_key,
    unit_of_dual,
)
from articles.comparison.words import sections
from articles.importing.words import entries
from articles.numerals import Numeral

WORDS = sections("figures")
MONTHS = frozenset(fold(entry.split(maxsplit=1)[1]).split()[0] for entry in entries("months"))
_ARTICLE = "ال"
_AND = "و"
_VERB_PLURAL = "وا"
_EARLIEST_YEAR, _LATEST_YEAR = 1800, 2100
_LATEST_DAY = 31
_NO_UNIT = ("not counted", "others", "other people", "of")
_SIGN = re.compile(r"\s*([%٪])")
_SIGN_BEFORE = re.compile(r"[%٪]\s*$")
_ADJOINS = re.compile('[ \u00a0"“«(\u0640]*')
_JOINS_RANGE = re.compile(
    r"\s*(?:و|إلى|الى|-|–|أو|او)\s*",
)
_SCALES = {
    fold(word): scale
    for word, scale in (
        ("ألف", 10**3),
        ("آلاف", 10**3),
        ("مليون", 10**6),
        ("ملايين", 10**6),
        ("مليار", 10**9),
        ("مليارات", 10**9),
        ("بليون", 10**9),
        ("تريليون", 10**12),
    )
}
_REMEMBERED = 6  # figures that «30 آخرين» may go on from
_LOOKED_BACK = 8  # words from «عدد» to the number it announces
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


@dataclass(frozen=True, slots=True)
class _Unit:
    """A unit as found: its key, and the characters that print it (empty when understood)."""

    key: str
    start: int
    end: int


def find_figures(prose: Prose, quoted: QuotedText) -> list[Figure]:
    """The figures of a text, in order."""
    found: list[tuple[Numeral, _Unit]] = []
    for index, numeral in enumerate(prose.numerals):
        if not _is_name_or_date(prose, numeral):
            unit = _unit(prose, index, numeral, _counted_before(prose, numeral, found))
            if unit:
                found.append((_scaled_like_next(prose, index, numeral), unit))
    pairs = _pairs(prose, {unit.start for _numeral, unit in found})
    return [_figure(prose, quoted, *pair) for pair in sorted([*found, *pairs], key=_position)]


def _counted_before(prose: Prose, numeral: Numeral, found: list) -> tuple | None:
    """What was counted last: money by a large number, else people if any; parts aside."""
    wholes = [
        (earlier, unit)
        for earlier, unit in found[-_REMEMBERED:]
        if _Surroundings(prose, earlier).before() not in WORDS["among"]
    ]
    likely = "money" if _is_large(numeral) else PEOPLE
    fitting = [pair for pair in wholes if kind_of(pair[1].key) == likely]
    return next(reversed(fitting or wholes), None)


def _is_large(numeral: Numeral) -> bool:
    return fold(numeral.text).split()[-1] in _SCALES


def _position(found: tuple[Numeral, _Unit]) -> int:
    return found[0].start


def _figure(prose: Prose, quoted: QuotedText, numeral: Numeral, unit: _Unit) -> Figure:
    start, end = numeral.start, max(numeral.end, unit.end)
    if unit.start < unit.end:
        start = min(start, unit.start)
    sentence = prose.sentence_at(start)
    quotation = quoted.quotation_at(numeral.start)
    return Figure(
        start,
        end,
        None if numeral.is_vague else numeral.value,
        numeral.bound,
        prose.text[unit.start : unit.end],
        unit.key,
        _counted(prose, numeral, unit),
        quotation.speaker if quotation else "",
        min(start, sentence.start),
        max(end, sentence.end),
    )


class _Surroundings:
    """The words on both sides of a number, as far as nothing but blanks parts them from it."""

    def __init__(self, prose: Prose, numeral: Numeral):
        self.prose = prose
        self.inside = prose.tokens_between(numeral.start, numeral.end)
        self.numeral = numeral

    def before(self, distance: int = 1) -> str:
        """The folded word so many places before the number; «و» and the article stay on it."""
        index = self.inside.start - distance
        return self.prose.tokens[index].folded if index >= 0 else ""

    def after(self) -> list[str]:
        """The folded words that follow at once, up to the first sign."""
        words = []
        end = self.numeral.end
        for token in self.prose.tokens[self.inside.stop : self.inside.stop + 6]:
            if not _ADJOINS.fullmatch(self.prose.text, end, token.start):
                break
            words.append(token.folded)
            end = token.end
        return words

    def hedge_length(self, words: list[str]) -> int:
        """How many of the words after the number only hedge it («على الأقل»)."""
        for length in (2, 1):
            if " ".join(words[:length]) in WORDS["hedge"]:
                return length
        return 0

    @property
    def is_definite(self) -> bool:
        """Whether the number carries the article («الـ24», «التسعة», «ال12»)."""
        before = self.before() == _ARTICLE
        return before or fold(self.numeral.text).startswith(_ARTICLE)

    @property
    def noun_before(self) -> str:
        """The word before the number, an article of its own passed over; "" over a comma."""
        distance = 2 if self.before() == _ARTICLE else 1
        index = self.inside.start - distance
        if index < 0:
            return ""
        token = self.prose.tokens[index]
        gap = self.prose.text[token.end : self.numeral.start]
        return token.folded if _ADJOINS.fullmatch(gap.replace(_ARTICLE, "")) else ""


def _is_name_or_date(prose: Prose, numeral: Numeral) -> bool:
    around = _Surroundings(prose, numeral)
    before, after = around.noun_before, around.after()
    if before in WORDS["designation"] or before[1:] in WORDS["designation"]:
        return True
    return _is_year(numeral, before, after) or _is_day(numeral, after)


def _is_year(numeral: Numeral, before: str, after: list[str]) -> bool:
    if numeral.value != int(numeral.value):
        return False
    if not _EARLIEST_YEAR <= numeral.value <= _LATEST_YEAR or "," in numeral.text:
        return False
    if before in WORDS["year"] or before in MONTHS or before[1:] in MONTHS:
        return True
    return not known_unit(after)


def _is_day(numeral: Numeral, after: list[str]) -> bool:
    if not 0 < numeral.value <= _LATEST_DAY or not after:
        return False
    months = set(after[:1])
    if after[0] in WORDS["of"] or after[0] in ("و", "الي"):
        months = set(after[1:3])
    return any(word in MONTHS for word in months)


def _unit(prose: Prose, index: int, numeral: Numeral, before: tuple | None) -> _Unit | None:
    """What the number counts: named after it, before it, or understood from what went before."""
    around = _Surroundings(prose, numeral)
    return (
        _percent(prose, numeral)
        or _shared_with_next(prose, index, numeral)
        or _named_after(around)
        or _named_before(around)
        or _understood(around, before)
    )


def _percent(prose: Prose, numeral: Numeral) -> _Unit | None:
    if sign := _SIGN.match(prose.text, numeral.end):
        return _Unit(PERCENT, sign.start(1), sign.end())
    if sign := _SIGN_BEFORE.search(prose.text, max(0, numeral.start - 3), numeral.start):
        return _Unit(PERCENT, sign.start(), sign.start() + 1)
    return None


def _named_after(around: _Surroundings) -> _Unit | None:
    words = around.after()
    first = around.hedge_length(words)
    words = words[first:]
    if len(words) > 1 and words[0] in WORDS["of"]:
        whole = [words[1].removeprefix(_ARTICLE), *words[2:]]
        if words[1].startswith(_ARTICLE) or kind_of(unit_key(words[1])):
            if not known_unit(whole):
                return _unit_at(around, unit_key(words[1]), first + 1, 1)
            words = whole
            first += 1
    if around.numeral.is_vague and words:
        words = [words[0].removeprefix(_ARTICLE), *words[1:]]  # «آلاف المدنيين»
    if known := known_unit(words):
        return _unit_at(around, known[0], first, known[1])
    if not words or around.numeral.value == 1 or not _can_be_counted(words[0]):
        return None
    if around.is_definite and _named_before(around):
        return None
    return _unit_at(around, unit_key(words[0]), first, 1)


def _can_be_counted(word: str) -> bool:
    if is_stop_word(word) or any(word in WORDS[section] for section in _NO_UNIT):
        return False
    is_joined = len(word) == 1 or word.startswith(("ال", "وال", "لل", "بال", "فال"))
    return not is_joined and not word.isascii()


def _unit_at(around: _Surroundings, key: str, first: int, length: int) -> _Unit:
    start = around.inside.stop + first
    tokens = around.prose.tokens[start : start + length]
    return _Unit(key, tokens[0].start, tokens[-1].end)


def _named_before(around: _Surroundings) -> _Unit | None:
    """«سنوات أربع», «المدن الخمس», «الساعات الـ24», «شخص واحد»."""
    word = around.noun_before
    key = unit_key(word)
    is_word = not around.numeral.text[0].isdecimal()
    if not word or not (around.is_definite or (is_word and kind_of(key))):
        return None
    if around.numeral.value == 1 and kind_of(key) not in ("time", "money"):
        return None  # «عائلة واحدة» says that it is the same one
    if not kind_of(key) and not word.startswith(_ARTICLE):
        return None
    distance = 1 if around.before() == word else 2
    token = around.prose.tokens[around.inside.start - distance]
    return _Unit(key, token.start, token.end)


def _shared_with_next(prose: Prose, index: int, numeral: Numeral) -> _Unit | None:
    """«بين 32.5 و33 مليون برميل»: the first number has the second one's unit."""
    following = _next_in_range(prose, index, numeral)
    if following is None:
        return None
    around = _Surroundings(prose, following)
    unit = _percent(prose, following) or _named_after(around)
    return unit and _Unit(unit.key, numeral.end, numeral.end)


def _next_in_range(prose: Prose, index: int, numeral: Numeral) -> Numeral | None:
    following = prose.numerals[index + 1] if index + 1 < len(prose.numerals) else None
    if following is None:
        return None
    begins = following.start + following.text.startswith(_AND)  # «ثلاثة وستة أعوام»
    return following if _JOINS_RANGE.fullmatch(prose.text, numeral.end, begins) else None


def _scaled_like_next(prose: Prose, index: int, numeral: Numeral) -> Numeral:
    """In a range the scale is printed once: 32.5 stands for 32.5 million."""
    following = _next_in_range(prose, index, numeral)
    if following is None or fold(numeral.text).split()[-1] in _SCALES:
        return numeral
    scale = _SCALES.get(fold(following.text).split()[-1])
    if not scale or numeral.value * scale > following.value:
        return numeral
    return replace(numeral, value=numeral.value * scale)


def _understood(around: _Surroundings, before: tuple | None) -> _Unit | None:
    """A number alone counts what is announced («عدد سكان …») or what was counted last."""
    end = around.numeral.end
    if announced := _announced(around):
        return _Unit(announced, end, end)
    after = around.after()
    if around.numeral.value == 1:
        return None
    if after and after[0] in WORDS["other people"]:
        is_people = before is not None and kind_of(before[1].key) == PEOPLE
        return _Unit(before[1].key if is_people else PERSON, end, end)
    if before is None or not _goes_on(around, before):
        return None
    return _Unit(before[1].key, end, end)


def _announced(around: _Surroundings) -> str | None:
    for distance in range(2, _LOOKED_BACK):
        if around.before(distance).removeprefix(_AND) in WORDS["number of"]:
            return unit_key(around.before(distance - 1))
    return None


def _goes_on(around: _Surroundings, before: tuple) -> bool:
    """Whether a number follows another of its kind in the same sentence."""
    if any(around.before(distance) in WORDS["total"] for distance in (1, 2)):
        return kind_of(before[1].key) not in ("time", "percent")
    sentence = around.prose.sentence_at(around.numeral.start)
    return sentence.start <= before[0].start and _is_more_of(around, before[1].key)


def _is_more_of(around: _Surroundings, unit: str) -> bool:
    """Whether a bare number counts what the one before it did, as far as its words tell."""
    after = around.after()
    if after and after[0] in WORDS["others"]:
        return True
    if around.before() in WORDS["among"] or around.before() in WORDS["set against"]:
        return True
    return kind_of(unit) == PEOPLE or (_is_large(around.numeral) and kind_of(unit) == "money")


def _pairs(prose: Prose, taken: set[int]) -> Iterator[tuple[Numeral, _Unit]]:
    """Duals of units: «أسبوعين» is two weeks."""
    for token in prose.tokens:
        unit = unit_of_dual(token.folded)
        if unit and token.start not in taken:
            numeral = Numeral(token.start, token.end, token.text, 2)
            yield numeral, _Unit(unit, token.start, token.end)


def _counted(prose: Prose, numeral: Numeral, unit: _Unit) -> str:
    """The unit with the words that go on with it, as far as no pause or small word ends them."""
    start = unit.start if unit.start < unit.end else numeral.end
    first = prose.tokens_between(max(unit.end, numeral.end), len(prose.text)).start
    end = max(start, unit.end)
    for token in prose.tokens[first : first + _COUNTED_WORDS]:
        is_whole = unit.key == PERCENT and token.folded in WORDS["of"]
        if _ENDS_COUNTED.search(prose.text, end, token.start) or token.folded.isdecimal():
            break
        if token.folded.endswith(_VERB_PLURAL) or not (is_whole or _goes_with_noun(token)):
            break
        end = token.end
    return " ".join(prose.text[start:end].split()) or unit.key


def _goes_with_noun(token: Token) -> bool:
    return not token.is_stop and _can_be_counted(token.folded.removeprefix(_ARTICLE))
