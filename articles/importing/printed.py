"""What a printed word shows by itself, in whatever line it stands.

Every line is made of words that were met before, so each is looked at once and remembered. What
a line's words show together says what need not be looked for in it: most lines have no mark of
feeling, no dialect and no number.
"""

import re

from articles import arabic
from articles.importing.words import with_clitics, words

LOOSE_HAMZAS = words("loose_hamzas")
HAMZAS = words("hamzas")
DIALECT = words("dialect")
COLLOQUIAL = words("colloquial")
POLEMICS = words("polemics")
ATTRIBUTION = with_clitics("attribution")
OFFICES = with_clitics("offices")

# «الحكومه» for «الحكومة»: a word with the article cannot end in a pronoun. But some words end
# in a root letter heh, and after «الت» the article may be none («التزامه»).
_LOOSE_TEH = re.compile(r"[وبفك]?ال(?!ت)\w{2,}(?<!الل)(?<!وج)(?<!فق)(?<!يا)(?<!جا)ه")
AND = "\u0648"
# «this …» with a shortened pronoun, negation on both sides, a verb with both b- and -u
_DIALECT_FORM = re.compile(r"(?:[بلعوف]?هال\w{3,}|ما\w{3,}ش|ب[يتن]\w{2,}وا)")
_NO_DIALECT_FORM = DIALECT | words("not_verbs")
_MARKED = re.compile(r"[!؟?]{2}|[\u2190-\u21ff\u2600-\u27bf\u2b50\U0001f000-\U0001faff]")
_STRETCHED = re.compile(r"([^\W\d_])\1\1")
_QUOTE = re.compile('[«“”"]')
LATIN = re.compile(r"[A-Za-z]")
_DIGIT = re.compile(r"\d")

# Bits of what a word shows.
LOOSE_HAMZA, HAMZA, LOOSE_TEH, LOOSE_AND, HAS_DIGIT, HAS_MARK, HAS_STRETCHED, HAS_QUOTE = (
    1 << bit for bit in range(8)
)
IS_DIALECT, IS_DIALECT_FORM, IS_COLLOQUIAL, IS_POLEMIC, IS_ATTRIBUTION, IS_OFFICE, HAS_LATIN = (
    1 << bit for bit in range(8, 15)
)


def has_loose_teh(word: str) -> bool:
    return _LOOSE_TEH.fullmatch(word) is not None


def is_dialect_form(folded: str) -> bool:
    """Whether a word is inflected as only the dialects do: «هالكلام», «ماعملتش», «بيقولو»."""
    return folded not in _NO_DIALECT_FORM and _DIALECT_FORM.fullmatch(folded) is not None


_OF_PRINTED = (
    (LOOSE_HAMZA, LOOSE_HAMZAS.__contains__),
    (HAMZA, HAMZAS.__contains__),
    (LOOSE_TEH, has_loose_teh),
    (LOOSE_AND, AND.__eq__),
    (HAS_DIGIT, _DIGIT.search),
    (HAS_MARK, _MARKED.search),
    (HAS_STRETCHED, _STRETCHED.search),
    (HAS_QUOTE, _QUOTE.search),
)
_OF_FOLDED = (
    (IS_DIALECT, DIALECT.__contains__),
    (IS_DIALECT_FORM, is_dialect_form),
    (IS_COLLOQUIAL, COLLOQUIAL.__contains__),
    (IS_POLEMIC, POLEMICS.__contains__),
    (IS_ATTRIBUTION, ATTRIBUTION.__contains__),
    (IS_OFFICE, OFFICES.__contains__),
    (HAS_LATIN, LATIN.search),
)


def _look_at(word: str) -> tuple[int, list[str]]:
    folded = arabic.fold(word).split()
    shown = sum(bit for bit, is_shown in _OF_PRINTED if is_shown(word))
    # A word that folds to several shows what any of them does.
    return shown | sum(bit for bit, is_shown in _OF_FOLDED if any(map(is_shown, folded))), folded


_LOOKED_AT = arabic.Remembered(_look_at)


def look(text: str) -> tuple[list[str], list[str], int]:
    """The printed words of a text, its folded words, and the bits of all that they show."""
    printed = text.split()
    folded: list[str] = []
    shown = 0
    for word in printed:
        bits, parts = _LOOKED_AT[word]
        shown |= bits
        folded += parts
    return printed, folded, shown
