"""Numbers printed in digits, European, Arabic-Indic or Persian, with their separators. Pure."""

import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

_DIGIT = "0-9\u0660-\u0669\u06f0-\u06f9"
_DECIMAL_MARK = "\u066b"
_THOUSANDS_MARK = "\u066c"
_ARABIC_COMMA = "\u060c"
_THIN_BLANKS = "\u00a0\u2009\u202f"
_VULGAR_FRACTION = "\u00bc-\u00be\u2150-\u215e"
_MINUS = "\u2212"
_LONGEST = 40  # characters; what is longer is a code, and Python refuses to read 4,300 digits

# Every separator of decimals and of thousands written one way, and every digit.
_EUROPEAN = {
    **{ord(mark): "." for mark in _DECIMAL_MARK},
    **{ord(mark): "'" for mark in _THOUSANDS_MARK + _THIN_BLANKS},
    ord(_ARABIC_COMMA): ",",
    ord(_MINUS): "-",
    **{zero + value: str(value) for zero in (0x660, 0x6F0) for value in range(10)},
}
_SEPARATORS = f".,:/{_DECIMAL_MARK}{_THOUSANDS_MARK}{_ARABIC_COMMA}{_THIN_BLANKS}"
_PRINTED = re.compile(
    f"{_MINUS}?[{_DIGIT}]+(?:[{_SEPARATORS}][{_DIGIT}]+)*[{_VULGAR_FRACTION}]?|[{_VULGAR_FRACTION}]"
)
_DIGITS = re.compile(f"[{_DIGIT}]+")
# «إف-16», «F16»: letters before a number make it a name.
_IN_A_NAME = re.compile(r"(?:[^\W\d_]-|[A-Za-z])\Z")

_WHOLE = re.compile(r"0|[1-9]\d*")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:([.,'])\d{3})(?:\1\d{3})*")
_THOUSANDS_AND_DECIMALS = re.compile(r"([1-9]\d{0,2}(?:([.,'])\d{3})(?:\2\d{3})*)(?!\2)[.,](\d+)")
# After a comma more than two digits are no decimals, but the next item of a list.
_DECIMALS = re.compile(r"(\d+)(?:\.|,(?=\d{1,2}\Z)|(?<=\A0),)(\d+)")
_NO_QUANTITY = re.compile(r".*[:/].*|\d+(?:\.\d+){2,}|0\d+")


class Literal(NamedTuple):
    """A number in digits; `before_scale` is its value where «مليون» or the like follows."""

    start: int
    end: int
    value: Fraction
    before_scale: Fraction


def find_literals(text: str) -> Iterator[Literal]:
    """Yield the numbers in digits, in order.

    Three digits after a point or comma are thousands («1.234», «108,000»), but decimals
    before a scale word («1.234 مليون»). Dates, times, codes and designations are no numbers.
    """
    for printed in _PRINTED.finditer(text):
        before = text[max(0, printed.start() - 2) : printed.start()]
        if not _IN_A_NAME.search(before):
            yield from _literals(printed)


def _literals(printed):
    if len(printed.group()) > _LONGEST:
        return
    european = printed.group().translate(_EUROPEAN)
    values = _values(european)
    if values:
        yield Literal(*printed.span(), *values)
    elif not _NO_QUANTITY.fullmatch(european):
        yield from _list(printed)


def _list(printed):
    """«2011،2012»: numbers with only a separator between them."""
    for part in _DIGITS.finditer(printed.string, *printed.span()):
        value = Fraction(part.group().translate(_EUROPEAN))
        yield Literal(*part.span(), value, value)


def _values(european):
    """Return what a number means by itself and before a scale word; None if it is none."""
    if european.startswith("-"):
        values = _values(european[1:])
        return values and tuple(-value for value in values)
    if not european[-1].isdecimal():
        return _with_vulgar_fraction(european)
    if _WHOLE.fullmatch(european):
        return (Fraction(european),) * 2
    if thousands := _THOUSANDS.fullmatch(european):
        return _thousands(european, thousands.group(1))
    if both := _THOUSANDS_AND_DECIMALS.fullmatch(european):
        return (Fraction(f"{re.sub('[^0-9]', '', both.group(1))}.{both.group(3)}"),) * 2
    if decimals := _DECIMALS.fullmatch(european):
        return (Fraction(".".join(decimals.groups())),) * 2
    return None


def _thousands(european, separator):
    whole = Fraction(european.replace(separator, ""))
    if separator == "'" or european.count(separator) > 1:
        return whole, whole
    return whole, Fraction(european.replace(separator, "."))


def _with_vulgar_fraction(european):
    share = Fraction(unicodedata.numeric(european[-1])).limit_denominator(10)
    values = _values(european[:-1]) if european[:-1] else (Fraction(0),) * 2
    return values and tuple(value + share for value in values)
