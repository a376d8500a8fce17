"""What is taken off a folded Arabic word, so that its forms are found together."""

import re
from functools import lru_cache

_ARABIC = "\u0620-\u064a\u066e-\u06ff\u0750-\u077f\u0870-\u08ff"
_WITH_ARTICLE = (
    "ال",
    "لل",
    "فال",
    "كال",
)
_PREFIX_LETTERS = (
    "و",
    "ب",
    "ل",
)
_SUFFIXES = (
    # pronouns; dual and plural; feminine with a pronoun; relation and the rest
    """
    ها هم هن كم نا هما
    ات ون ين ان وا
    اتها اتهم اته تها تهم تنا ته تي
    يات يه ه ي ا ت
    """.split()
)

_STARTS_ARABIC = re.compile(f"[{_ARABIC}]")
# What is taken off before and, of the word read backwards, after it. No repetition gives back
# what it has taken: each step is final, as when the affixes are dropped one by one.
_BEFORE = re.compile(rf"(?:(?:{'|'.join((*_WITH_ARTICLE, *_PREFIX_LETTERS))})(?=.{{3}}))*+")
_AFTER = re.compile(
    rf"(?:(?:{'|'.join(sorted((end[::-1] for end in _SUFFIXES), key=len, reverse=True))})"
    r"(?=.{4}))*+"
)


@lru_cache(maxsize=2**17)
def stem(word: str) -> str:
    """Return the stem of a folded word: one article and its prefixes off, then all endings.

    An article needs three letters after it, a prefixed و ب ل three, an ending four before it.
    A word that does not begin with an Arabic letter is its own stem. Idempotent.
    """
    if not _STARTS_ARABIC.match(word):
        return word
    word = word[_BEFORE.match(word).end() :]
    return word[: len(word) - _AFTER.match(word[::-1]).end()]
