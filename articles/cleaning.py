"""What an editor may have cleaned from the working copy of a story. Pure Python.

The received text stays as it is in its `SeedFile`; nothing here is done unasked.
"""

import re
from collections.abc import Callable

from articles import arabic
from articles.word_lists import entries

# Direction marks and overrides, zero-width blanks and joiners without a use in Arabic, byte
# order mark, soft hyphen. ZWNJ (U+200C) is spelling in Persian and in some Arabic compounds.
HIDDEN = re.compile("[\u061c\u200b\u200d-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad]")
NO_BREAK_SPACE = "\u00a0"

ALEF_MAQSURA = "\u0649"
YEH = "\u064a"
_FINAL_ALEF_MAQSURA = re.compile(
    f"[\u0621-\u064a\u064b-\u065f\u0670]+{ALEF_MAQSURA}(?![\u0621-\u064a])"
)
_CONJUNCTIONS = "وف"
_PREPOSITIONS = "بكلس"
_ARTICLES = (
    "ال",
    "بال",
    "كال",
    "لل",
)
_TAG_OR_TEXT = re.compile(r"<[^>]*>|[^<]+")


def remove_hidden(text: str) -> str:
    """The text without invisible characters; a no-break space becomes an ordinary one."""
    return HIDDEN.sub("", text.replace(NO_BREAK_SPACE, " "))


def write_final_yeh(text: str) -> str:
    """The text with ي for the final ى of Egyptian print, as in «فى» and «السورى».

    A word of `alef_maqsura.txt` or, with an article, of `alef_maqsura_nouns.txt` keeps its ى
    («على», «المستشفى»), and so does one that could be read both ways («يدعى»): a button must
    not change what was said.
    """
    return _FINAL_ALEF_MAQSURA.sub(_with_yeh, text)


def _with_yeh(found: re.Match[str]) -> str:
    word = found.group()
    return word if keeps_alef_maqsura(word) else word[:-1] + YEH


def keeps_alef_maqsura(word: str) -> bool:
    """Whether a word that ends in ى is spelt so; prefixes and harakat do not matter."""
    folded = arabic.fold(word)
    forms = {folded, folded.lstrip(_CONJUNCTIONS[0]), folded.lstrip(_CONJUNCTIONS[1])}
    bare = forms | {form[1:] for form in forms if form[:1] in _PREPOSITIONS}
    with_article = {form.removeprefix(a) for form in forms for a in _ARTICLES if form.startswith(a)}
    return not (_WITHOUT_ARTICLE | _NOUNS).isdisjoint(bare) or not _NOUNS.isdisjoint(with_article)


def _read(name: str) -> frozenset[str]:
    return frozenset(map(arabic.fold, entries(__file__, name)))


_NOUNS = _read("alef_maqsura_nouns.txt")
_WITHOUT_ARTICLE = _read("alef_maqsura.txt")

CLEANERS: dict[str, Callable[[str], str]] = {
    "hidden": remove_hidden,
    "tatweel": arabic.remove_tatweel,
    "yeh": write_final_yeh,
}


def clean_markup(markup: str, clean: Callable[[str], str]) -> str:
    """Sanitised markup with `clean` done to its text; tags and addresses stay as they are."""
    return _TAG_OR_TEXT.sub(lambda piece: _clean_piece(piece.group(), clean), markup)


def _clean_piece(piece: str, clean: Callable[[str], str]) -> str:
    if piece.startswith("<"):
        return piece
    return clean(piece.replace("&nbsp;", NO_BREAK_SPACE))


def changed_words(before: str, after: str) -> list[tuple[str, str]]:
    """Each word that a cleaner has changed, once, with what became of it; in their order.

    Words are compared one by one, so a cleaner that joins or parts words is not for this.
    """
    pairs = zip(before.split(), after.split(), strict=False)
    return list(dict.fromkeys((old, new) for old, new in pairs if old != new))
