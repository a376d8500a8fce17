"""The words that a mistyped one may stand for, and how likely each slip is. Pure.

Spellings are folded, so hamzas, ى and ة are no slips. One slip is a letter too many, one too
few, another letter, or two letters in each other's place (Damerau and Levenshtein). The costs
follow what people confuse: letters of one sound or shape, keys side by side, letters doubled,
long vowels lost or added.
"""

import math
from collections.abc import Iterator

ARABIC_LETTERS = "ءابتثجحخدذرزسشصضطظعغفقكلمنهوي"
LATIN_LETTERS = "abcdefghijklmnopqrstuvwxyz"
LONG_VOWELS = "اوي"
ALIKE = """
ض ظ
ذ د ز
س ص ث
ت ط
ق ك غ
ه ح
ء ا
""".split("\n")
# Each letter's right-hand neighbour follows it; the letters as they are compared.
KEYS = """
ضصثقفغعهخحجد
شسيبلاتنمكط
ءرليهوزظ
""".split()

# Costs, fitted to slips made up in one half of a vocabulary and measured on the other.
SWAPPED, CONFUSED, SIDE_BY_SIDE, ANOTHER = 0.4, 0.5, 0.6, 1.4
LONG_VOWEL_LOST, LOST, DOUBLED, LONG_VOWEL_ADDED, ADDED = 0.3, 0.5, 0.5, 0.9, 1.5
FIRST_LETTER = 0.5  # what a slip in the first letter costs more: writers rarely miss that one
COMMONNESS = 0.15  # what a word gains for standing in e times as many stories
SHORTEST = 3  # letters: nearly every pair of letters is one slip from many words


def slips(word: str) -> set[str]:
    """All spellings from which one slip leads to `word`, itself left out."""
    letters = ARABIC_LETTERS if word[:1] in ARABIC_LETTERS else LATIN_LETTERS
    found = set(_slips(word, letters))
    found.discard(word)
    return found


def _slips(word: str, letters: str) -> Iterator[str]:
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        yield from (before + letter + after for letter in letters)
        if after:
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in letters)
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]


def likeliness(typed: str, word: str, stories: int) -> float:
    """How likely somebody who typed one spelling meant the other, which so many stories have.

    The two are one slip apart. Higher is likelier; only the order means anything.
    """
    return COMMONNESS * math.log(stories) - _cost(typed, word)


def _cost(typed: str, word: str) -> float:
    at = _first_difference(typed, word)
    first = FIRST_LETTER if at == 0 else 0.0
    if len(typed) > len(word):
        return first + _one_more(typed, at, LONG_VOWEL_ADDED, ADDED)
    if len(typed) < len(word):
        return first + _one_more(word, at, LONG_VOWEL_LOST, LOST)
    if typed[at + 1 :] != word[at + 1 :]:
        return first + SWAPPED
    return first + _another_letter(typed[at], word[at])


def _first_difference(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _one_more(longer: str, at: int, long_vowel: float, other: float) -> float:
    """The cost of the letter that only the longer spelling has."""
    if at and longer[at] == longer[at - 1]:
        return DOUBLED
    return long_vowel if longer[at] in LONG_VOWELS else other


def _another_letter(one: str, other: str) -> float:
    if any(one in group and other in group for group in ALIKE):
        return CONFUSED
    pairs = (one + other, other + one)
    return SIDE_BY_SIDE if any(pair in row for row in KEYS for pair in pairs) else ANOTHER
