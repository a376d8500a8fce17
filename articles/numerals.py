"""Quantities in Arabic text: in digits of all kinds, in words, and in both together.

«465», «١٬٢٣٤٫٥», «1.5 مليون», «ثلاثة آلاف وثلاثة وثلاثين», «نصف مليون». Pure.

Not quantities, and so not found: ranks («الثالث عشر», «القرن العشرين»), the hundred of a
percentage («99 في المئة» is 99), days of the week, dates and times in digits («14/12/2016»,
«10:30»), and designations («إف-16»). A day or a year printed alone is found like any number.
Known to be misread: homographs without vowels («ألّف كتابا» as a thousand), and two counts
that only a noun left out would part («قتل خمسة وعشرون أصيبوا» as twenty-five).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from articles import arabic
from articles.digits import Literal, find_literals
from articles.word_lists import entries

_TANWIN = "\u064b"
_BLANKS = " \t\r\n\u00a0" + arabic.TATWEEL
_AND = arabic.fold("و")
_ONE = arabic.fold("واحد")
_OF = arabic.fold("من")
_IN = arabic.fold("في")
_ARTICLES = tuple(map(arabic.fold, ("ال", "لل")))
_NOT_NUMBERS = frozenset(
    # "I am not", which looks like "for six"
    """
    لست
    """.split()
)
# The hundred of a percentage, and Monday.
_NO_NUMBER_WITH_ARTICLE = {("hundred", 100), ("one", 2)}
_COUNTS = ("one", "bound_one", "ten", "hundred")
_SCALES = ("scale", "scales", "pair_or_one")
_WORDS_BEFORE_A_LATE_BOUND = 2  # «خمسة أشخاص فقط على الأقل»


@dataclass(frozen=True, slots=True)
class Numeral:
    """One quantity: `text == source[start:end]`, whole words, without unit and percent sign.

    `bound` says how the text hedges it: "", "about", "more_than", "at_least", "less_than" or
    "at_most". `is_vague` marks a magnitude nobody counted («آلاف», «عشرات الآلاف»), whose
    `value` is the least that the words allow.
    """

    start: int
    end: int
    text: str
    value: int | Decimal
    bound: str = ""
    is_vague: bool = False

    @property
    def is_approximate(self) -> bool:
        return self.is_vague or bool(self.bound)


class _Word(NamedTuple):
    """A word or a number in digits, and what it does in a numeral (role "" for nothing)."""

    start: int
    end: int
    folded: str
    adjoins: bool  # only blanks part it from the word before
    role: str = ""
    value: Fraction = Fraction(0)
    before_scale: Fraction = Fraction(0)  # the same, but in «1.234 مليون»
    joined: bool = False  # by و to the word before
    definite: bool = False


class _Reading(NamedTuple):
    value: Fraction
    stop: int  # index of the first word after it
    scale: Fraction = Fraction(1)  # of its last part
    is_vague: bool = False


def find_numbers(text: str, *, with_vague: bool = False) -> list[Numeral]:
    """Return the quantities of `text` in order; they do not overlap.

    Magnitudes nobody counted («آلاف المدنيين») are left out unless `with_vague`.
    """
    words = _words(text)
    return [
        _numeral(text, words, first, reading)
        for first, reading in _readings(words)
        if with_vague or not reading.is_vague
    ]


def rank(folded: str) -> int | None:
    """Return the rank that a folded word names («الثالثة» is 3), None if it names none.

    Of «الثالث عشر» and «الخامس والعشرين» this is the first word's.
    """
    role, value, *_ = _role(folded)
    return int(value) if role in ("ordinal", "first") else None


def _numeral(text, words, first, reading):
    start, end = words[first].start, words[reading.stop - 1].end
    bound = _bound_before(words, first) or _bound_after(words, reading.stop)
    value = _plain(reading.value)
    return Numeral(start, end, text[start:end], value, bound, reading.is_vague)


def _plain(value):
    if value.denominator == 1:
        return int(value)
    return Decimal(value.numerator) / Decimal(value.denominator)


def _read_list(name):
    return [entry.split(maxsplit=2) for entry in entries(__file__, name)]


_ROLES = {
    arabic.fold(word): (role, Fraction(value))
    for role, value, word in _read_list("number_words.txt")
}
_BOUNDS = {
    side: sorted(
        (
            (arabic.fold(phrase).split(), bound)
            for printed_side, bound, phrase in _read_list("number_bounds.txt")
            if printed_side == side
        ),
        key=lambda entry: -len(entry[0]),
    )
    for side in ("before", "after")
}


def _words(text):
    """Read `text` into words, numbers in digits whole and a lone و as part of what follows."""
    words: list[_Word] = []
    for word in _printed_words(text):
        if words and words[-1].folded == _AND:
            lone_and = words.pop()
            word = word._replace(adjoins=lone_and.adjoins and word.adjoins, joined=True)
        if words and words[-1].folded == _ONE and _is_unjoined_ten(word):
            words[-1] = words[-1]._replace(joined=True)
        words.append(word)
    return words


def _is_unjoined_ten(word):
    """Tell the second word of «مئة وأحد عشر»: there is no eleven that begins with «واحد»."""
    return (word.role, word.value, word.joined) == ("ten", 10, False)


def _printed_words(text):
    literals = list(find_literals(text))
    ends = {at: literal.end for literal in literals for at in range(literal.start, literal.end)}
    tokens = [token for token in arabic.tokens(text) if token.start not in ends]
    end = 0
    for piece in sorted([*literals, *tokens], key=attrgetter("start")):
        adjoins = end == piece.start or not text[end : piece.start].strip(_BLANKS)
        end = piece.end
        yield _word(piece, adjoins)


def _word(piece, adjoins):
    if isinstance(piece, Literal):
        return _Word(piece.start, piece.end, "", adjoins, "digits", piece.value, piece.before_scale)
    role, *rest = _role(piece.folded)
    if role == "pair_or_one" and _TANWIN in piece.text:
        role = "scale"
    return _Word(piece.start, piece.end, piece.folded, adjoins, role, *rest)


@lru_cache(maxsize=2**13)
def _role(folded):
    """Return the role, value and the fields after it of a folded word."""
    if folded in _ROLES:
        role, value = _ROLES[folded]
        return role, value, value, False, False
    for prefix in arabic.PREFIXES:
        rest = folded.removeprefix(prefix)
        if rest != folded and rest in _ROLES and folded not in _NOT_NUMBERS:
            role, value = _ROLES[rest]
            definite = prefix.endswith(_ARTICLES)
            if definite and (role, value) in _NO_NUMBER_WITH_ARTICLE:
                break
            return role, value, value, prefix.startswith(_AND), definite
    return "", Fraction(0), Fraction(0), False, False


def _readings(words) -> Iterator[tuple[int, _Reading]]:
    at = 0
    while at < len(words):
        if words[at].role == "ordinal":
            at = _after_rank(words, at)
        elif reading := _quantity(words, at):
            yield at, reading
            at = reading.stop
        else:
            at += 1


def _after_rank(words, at):
    """Pass over «الثالث عشر», «الخامس والعشرين»: the ten belongs to the rank."""
    ten = _at(words, at + 1, "ten")
    return at + 2 if ten and ten.joined == (ten.value > 10) else at + 1


def _at(words, at, *roles, joined=None):
    """Return the word at `at` if it adjoins the one before and has one of the roles, if any."""
    if at >= len(words) or not words[at].adjoins:
        return None
    fits = not roles or words[at].role in roles
    return words[at] if fits and joined in (None, words[at].joined) else None


def _quantity(words, at):
    reading = _vague(words, at) or _part(words, at)
    if not reading or _is_no_count(words, at, reading.stop):
        return None
    while reading.scale > 1:
        longer = _with_share(words, reading) or _with_next_part(words, reading)
        if not longer:
            break
        reading = longer
    return reading


def _is_no_count(words, at, stop):
    """Tell «القرن العشرين», «واحدة من» and «في الألف» from quantities."""
    word = words[at]
    if stop > at + 1:
        return False
    if word.role == "one":
        return word.value == 1 and bool(_at(words, stop)) and words[stop].folded == _OF
    if not word.definite:
        return False
    per_thousand = word.role == "scale" and at > 0 and words[at - 1].folded == _IN
    return per_thousand or (word.role == "ten" and word.value > 10)


def _vague(words, at):
    """Read a magnitude: «آلاف», «عشرات الآلاف», «بضع مئات»."""
    if words[at].role not in ("vague", "scales"):
        return None
    value, stop = words[at].value, at + 1
    while word := _at(words, stop, "vague", "scale", "scales", joined=False):
        value, stop = value * word.value, stop + 1
    return _Reading(value, stop, is_vague=True)


def _with_share(words, reading):
    """Add the share in «مليون ونصف», «مليون ونصف المليون»."""
    share = _at(words, reading.stop, "share", joined=True)
    if not share:
        return None
    stop = reading.stop + 1
    again = _at(words, stop, "scale", joined=False)
    stop += bool(again) and again.value == reading.scale
    return _Reading(reading.value + share.value * reading.scale, stop)


def _with_next_part(words, reading):
    """Add the next part of «ثلاثة آلاف وثلاثة وثلاثون», which is less than the scale before."""
    if not _at(words, reading.stop, *_COUNTS, *_SCALES, "pair", "digits", joined=True):
        return None
    part = _part(words, reading.stop)
    if not part or part.value >= reading.scale:
        return None
    return part._replace(value=reading.value + part.value)


def _part(words, at):
    """Read a count with its scale: «108», «مئة وثمانية آلاف», «ألفان», «نصف مليون»."""
    word = words[at]
    if word.role == "pair_or_one" and _at(words, at + 1, *_COUNTS, "digits", "share", joined=True):
        # A dual without its ن stands before what it counts: «ألفا وخمسمئة» is one thousand.
        return _Reading(word.value, at + 1, word.value)
    if word.role in ("pair", "pair_or_one"):
        return _Reading(word.value * 2, at + 1, word.value)
    if word.role == "scale":
        return _scaled(words, _Reading(word.value, at + 1, word.value))
    if word.role == "share":
        scale = _at(words, at + 1, "scale", joined=False)
        return scale and _Reading(word.value * scale.value, at + 2)
    if word.role == "digits":
        is_scaled = _at(words, at + 1, *_SCALES, joined=False)
        return _scaled(words, _Reading(word.before_scale if is_scaled else word.value, at + 1))
    count = _below_thousand(words, at)
    return count and _scaled(words, count)


def _scaled(words, count):
    """Multiply by the scales that follow: «ثلاثة آلاف», «ألف مليون».

    A scale printed twice («آلاف ألف») is a slip of the pen, and counts once.
    """
    value, stop, scale, _ = count
    word = _at(words, stop, *_SCALES, joined=False)
    while word and word.value >= scale:
        value *= word.value if word.value > scale else 1
        stop, scale = stop + 1, word.value
        word = _at(words, stop, *_SCALES, joined=False)
    return _Reading(value, stop, scale)


def _below_thousand(words, at):
    hundreds = _hundreds(words, at)
    if not hundreds:
        return _below_hundred(words, at)
    if not _at(words, hundreds.stop, "one", "bound_one", "ten", joined=True):
        return hundreds
    rest = _below_hundred(words, hundreds.stop)
    return rest._replace(value=hundreds.value + rest.value) if rest else hundreds


def _hundreds(words, at):
    """Read «مئة», «ثلاثمئة», «ثلاث مئة»."""
    if words[at].role == "hundred":
        return _Reading(words[at].value, at + 1)
    hundred = _at(words, at + 1, "hundred", joined=False)
    if words[at].role == "one" and hundred and hundred.value == 100:
        return _Reading(words[at].value * 100, at + 2)
    return None


def _below_hundred(words, at):
    """Read «عشرون», «خمسة», «خمسة عشر», «خمسة وعشرون»."""
    word = words[at]
    if word.role == "ten":
        return _Reading(word.value, at + 1)
    if word.role not in ("one", "bound_one"):
        return None
    ten = _at(words, at + 1, "ten")
    if ten and ten.joined == (ten.value > 10):
        return _Reading(word.value + ten.value, at + 2)
    return _Reading(word.value, at + 1) if word.role == "one" else None


def _bound_before(words, first):
    for phrase, bound in _BOUNDS["before"]:
        start = first - len(phrase)
        if start >= 0 and words[first].adjoins and _says(words[start:first], phrase):
            return bound
    return ""


def _bound_after(words, stop):
    for at in range(stop, min(stop + _WORDS_BEFORE_A_LATE_BOUND + 1, len(words))):
        if not words[at].adjoins:
            return ""
        for phrase, bound in _BOUNDS["after"]:
            if _says(words[at : at + len(phrase)], phrase):
                return bound
    return ""


def _says(words, phrase):
    """Tell whether the words are the phrase; a prefix may be written onto its first word."""
    folded = [word.folded for word in words]
    return (
        len(folded) == len(phrase)
        and folded[1:] == phrase[1:]
        and folded[0] in (phrase[0], *(prefix + phrase[0] for prefix in arabic.PREFIXES))
        and all(word.adjoins for word in words[1:])
    )
