"""What numbers count: the unit named after or before them, or understood from what went before."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from articles.arabic import fold, is_stop_word
from articles.comparison.prose import Prose
from articles.comparison.surroundings import ARTICLE, WORDS, Surroundings
from articles.comparison.units import (
    PEOPLE,
    PERCENT,
    PERSON,
    kind_of,
    known_unit,
    squared,
    unit_key,
    unit_of_dual,
    unit_of_one,
)
from articles.importing.words import entries
from articles.numerals import Numeral

_MONTHS = frozenset(fold(entry.split(maxsplit=1)[1]).split()[0] for entry in entries("months"))
_AND = "و"
_EARLIEST_YEAR, _LATEST_YEAR = 1800, 2100
_LATEST_DAY = 31
_NO_UNIT = ("not counted", "others", "other people", "of")
_SIGN = re.compile(r"\s*([%٪])")
_SIGN_BEFORE = re.compile(r"[%٪]\s*$")
_JOINS_RANGE = re.compile(
    r"\s*(?:و|إلى|الى|-|–|أو|او)\s*",
)
_DIVISIBLE = ("time", "measure", "money")
_ENDS = re.compile(r"[^\w\s]|\n")
_FRACTIONS = {
    "نصف": Decimal("0.5"),
    "ربع": Decimal("0.25"),
}
_FRACTION = re.compile(
    "\\s+و(نصف|ربع)(?!\\w)",
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
# A noun after a number carries no prefix; one in و is known or taken for «و…».
_JOINED = tuple(
    """
    و لل بال فال
    """.split()
)
_OWNED = tuple(
    """
    ها هم
    """.split()
)
# A scale that ends so is not in the construct, as it would be before what it counts.
_IN_TANWIN = tuple(
    """
    الفا مليونا مليارا
    """.split()
)
_WHO = frozenset(
    """
    من الذين
    """.split()
)
_REMEMBERED = 6  # figures that «30 آخرين» may go on from
_LOOKED_BACK = 8  # words from «عدد» to the number it announces


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as found: its key, and the characters that print it (empty when understood)."""

    key: str
    start: int
    end: int


class Count(NamedTuple):
    """A number and what it counts."""

    numeral: Numeral
    unit: Unit


def find_counts(prose: Prose) -> list[Count]:
    """The numbers of a text that count something, in order, duals («أسبوعين») among them."""
    found: list[Count] = []
    for index, numeral in enumerate(prose.numerals):
        if not _is_name_or_date(prose, numeral):
            unit = _unit(prose, index, numeral, _counted_before(prose, numeral, found))
            if unit:
                found.append(Count(_scaled_like_next(prose, index, numeral), unit))
    taken = {unit.start for _numeral, unit in found} | {numeral.start for numeral in prose.numerals}
    alone = [*_pairs(prose, taken), *_ones(prose, taken)]
    counts = sorted([*found, *alone], key=lambda count: count.numeral.start)
    return [_with_fraction(prose, count) for count in counts]


def _with_fraction(prose: Prose, count: Count) -> Count:
    """«أربع سنوات ونصف السنة» is four and a half."""
    numeral, unit = count
    end = max(numeral.end, unit.end)
    part = _FRACTION.match(prose.text, end) if kind_of(unit.key) in _DIVISIBLE else None
    if part is None or numeral.is_vague:
        return count
    return Count(replace(numeral, value=numeral.value + _FRACTIONS[part[1]]), unit)


def _counted_before(prose: Prose, numeral: Numeral, found: list[Count]) -> Count | None:
    """What was counted last: money by a large number, else people if any; parts aside."""
    wholes = [
        count
        for count in found[-_REMEMBERED:]
        if Surroundings(prose, count.numeral).before() not in WORDS["among"]
    ]
    counted = [count for count in wholes if kind_of(count.unit.key) != "time"]
    likely = "money" if _is_large(numeral) else PEOPLE
    fitting = [count for count in wholes if kind_of(count.unit.key) == likely]
    return next(reversed(fitting or counted or wholes), None)


def _pairs(prose: Prose, taken: set[int]) -> Iterator[Count]:
    """Duals of units: «أسبوعين» is two weeks, «كيلومترين مربعين» an area."""
    for index, token in enumerate(prose.tokens):
        unit = unit_of_dual(token.folded)
        if unit and token.start not in taken:
            following = prose.tokens[index + 1] if index + 1 < len(prose.tokens) else token
            square = squared(unit, following.folded)
            end = following.end if square else token.end
            numeral = Numeral(token.start, token.end, token.text, 2)
            yield Count(numeral, Unit(square or unit, token.start, end))


def _ones(prose: Prose, taken: set[int]) -> Iterator[Count]:
    """A unit alone where it measures: «قبل أسبوع», «أقل من شهر», «لمدة ساعة», «ساعة ونصف»."""
    for index, token in enumerate(prose.tokens):
        unit = unit_of_one(token.folded)
        if unit and token.start not in taken and _measures(prose, index):
            numeral = Numeral(token.start, token.end, token.text, 1)
            yield Count(numeral, Unit(unit, token.start, token.end))


def _measures(prose: Prose, index: int) -> bool:
    """Whether one unit is counted: a measuring word before it, and no noun that names it."""
    token = prose.tokens[index]
    if _FRACTION.match(prose.text, token.end):
        return True
    before = prose.tokens[index - 1].folded if index else ""
    if before.removeprefix(_AND) not in WORDS["measuring"]:
        return False
    if index + 1 == len(prose.tokens):
        return True
    following = prose.tokens[index + 1]
    if _ENDS.search(prose.text, token.end, following.start):
        return True
    return following.is_stop or following.folded in WORDS["whole"]


def _is_large(numeral: Numeral) -> bool:
    return fold(numeral.text).split()[-1] in _SCALES


def _is_name_or_date(prose: Prose, numeral: Numeral) -> bool:
    around = Surroundings(prose, numeral)
    before, after = around.noun_before, around.after()
    if before in WORDS["designation"] or before[1:] in WORDS["designation"]:
        # «صفحة أربعة أعوام» counts years.
        return numeral.text[0].isdecimal() or known_unit(after) is None
    return _is_year(numeral, before, after) or _is_day(numeral, after)


def _is_year(numeral: Numeral, before: str, after: list[str]) -> bool:
    if numeral.value != int(numeral.value):
        return False
    if not _EARLIEST_YEAR <= numeral.value <= _LATEST_YEAR or "," in numeral.text:
        return False
    if before in WORDS["year"] or before in _MONTHS or before[1:] in _MONTHS:
        return True
    return not known_unit(after)


def _is_day(numeral: Numeral, after: list[str]) -> bool:
    if not 0 < numeral.value <= _LATEST_DAY or not after:
        return False
    months = set(after[:1])
    if after[0] in WORDS["of"] or after[0] in ("و", "الي"):
        months = set(after[1:3])
    return any(word in _MONTHS for word in months)


def _unit(prose: Prose, index: int, numeral: Numeral, before: Count | None) -> Unit | None:
    """What the number counts: named after it, before it, or understood from what went before."""
    around = Surroundings(prose, numeral)
    if set(around.after()[:1]) & WORDS["parts"]:
        return None  # «ثلاثة أرباع السكان»
    return (
        _percent(prose, numeral)
        or _shared_with_next(prose, index, numeral)
        or _named_after(around)
        or _named_before(around)
        or _understood(around, before)
    )


def _percent(prose: Prose, numeral: Numeral) -> Unit | None:
    if sign := _SIGN.match(prose.text, numeral.end):
        return Unit(PERCENT, sign.start(1), sign.end())
    if sign := _SIGN_BEFORE.search(prose.text, max(0, numeral.start - 3), numeral.start):
        return Unit(PERCENT, sign.start(), sign.start() + 1)
    return None


def _named_after(around: Surroundings) -> Unit | None:
    words = around.after()
    first = around.hedge_length(words)
    words = words[first:]
    if len(words) > 1 and words[0] in WORDS["of"]:
        whole = [words[1].removeprefix(ARTICLE), *words[2:]]
        if words[1].startswith(ARTICLE) or kind_of(unit_key(words[1])):
            if not known_unit(whole):
                return _unit_at(around, unit_key(words[1]), first + 1, 1)
            words = whole
            first += 1
    if around.numeral.is_vague and words:
        words = [words[0].removeprefix(ARTICLE), *words[1:]]  # «آلاف المدنيين»
    if known := known_unit(words):
        return _unit_at(around, known[0], first, known[1])
    if not words or around.numeral.value == 1 or not can_be_counted(words[0]):
        return None
    if fold(around.numeral.text).endswith(_IN_TANWIN) and not kind_of(unit_key(words[0])):
        return None  # «35 ألفا عادت»
    if _is_large(around.numeral) and words[0].endswith(_OWNED):
        return None  # «3,2 مليارات طلبها»: what large numbers count is in the genitive
    if around.is_definite and _named_before(around):
        return None
    return _unit_at(around, unit_key(words[0]), first, 1)


def can_be_counted(word: str) -> bool:
    """Whether a folded word after a number may be a noun that it counts."""
    if is_stop_word(word) or any(word in WORDS[section] for section in _NO_UNIT):
        return False
    is_joined = len(word) == 1 or word.startswith((ARTICLE, *_JOINED))
    return not is_joined and not word.isascii()


def _unit_at(around: Surroundings, key: str, first: int, length: int) -> Unit:
    start = around.inside.stop + first
    tokens = around.prose.tokens[start : start + length]
    return Unit(key, tokens[0].start, tokens[-1].end)


def _named_before(around: Surroundings) -> Unit | None:
    """«سنوات أربع», «المدن الخمس», «الساعات الـ24», «شخص واحد»."""
    word = around.noun_before
    key = unit_key(word)
    is_word = not around.numeral.text[0].isdecimal()
    if not word or not (around.is_definite or (is_word and kind_of(key))):
        return None
    if around.numeral.value == 1 and kind_of(key) not in ("time", "money", "measure"):
        return None  # «عائلة واحدة» says that it is the same one
    if not kind_of(key) and not word.startswith(ARTICLE):
        return None
    distance = 1 if around.before() == word else 2
    token = around.prose.tokens[around.inside.start - distance]
    return Unit(key, token.start, token.end)


def _shared_with_next(prose: Prose, index: int, numeral: Numeral) -> Unit | None:
    """«بين 32.5 و33 مليون برميل»: the first number has the second one's unit."""
    following = _next_in_range(prose, index, numeral)
    if following is None:
        return None
    around = Surroundings(prose, following)
    unit = _percent(prose, following) or _named_after(around)
    return unit and Unit(unit.key, numeral.end, numeral.end)


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


def _understood(around: Surroundings, before: Count | None) -> Unit | None:
    """A number alone counts what is announced («عدد سكان …») or what was counted last."""
    end = around.numeral.end
    if announced := _announced(around):
        return Unit(announced, end, end)
    after = around.after()
    if around.numeral.value == 1:
        return None
    if after and after[0] in WORDS["other people"]:
        is_people = before is not None and kind_of(before.unit.key) == PEOPLE
        return Unit(before.unit.key if is_people else PERSON, end, end)
    if before is None or not _goes_on(around, before):
        return None
    return Unit(before.unit.key, end, end)


def _announced(around: Surroundings) -> str | None:
    for distance in range(2, _LOOKED_BACK):
        if around.before(distance).removeprefix(_AND) in WORDS["number of"]:
            counted = around.before(distance - 1)
            if counted in WORDS["not counted"]:
                return None  # «في حصيلة غير نهائية»
            return PERSON if counted in _WHO else unit_key(counted)
    return None


def _goes_on(around: Surroundings, before: Count) -> bool:
    """Whether a number follows another of its kind in the same sentence."""
    if any(around.before(distance) in WORDS["total"] for distance in (1, 2)):
        return kind_of(before.unit.key) not in ("time", "percent")
    sentence = around.prose.sentence_at(around.numeral.start)
    return sentence.start <= before.numeral.start and _is_more_of(around, before.unit.key)


def _is_more_of(around: Surroundings, unit: str) -> bool:
    """Whether a bare number counts what the one before it did, as far as its words tell."""
    after = around.after()
    if after and (after[0] in WORDS["others"] or after[0] in WORDS["among"]):
        return True  # «تسع منها»
    if around.before() in WORDS["among"] or around.before() in WORDS["set against"]:
        return True
    return kind_of(unit) == PEOPLE or (_is_large(around.numeral) and kind_of(unit) == "money")
