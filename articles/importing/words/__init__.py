"""The importer's word lists: text files, one entry a line, `#` begins a comment line.

Entries are folded (see `articles.arabic.fold`) where their file says so. Own lists, from
knowledge of the language.
"""

import re
from functools import cache

from articles import word_lists

_CLITICS = ("", *"وفبلك", "ال", "وال", "فال", "بال", "كال", "لل", "ولل", "وب", "ول")


@cache
def entries(name: str) -> tuple[str, ...]:
    """The lines of `<name>.txt` that are neither empty nor comments, as they stand."""
    return tuple(word_lists.entries(__file__, f"{name}.txt"))


@cache
def words(name: str) -> frozenset[str]:
    """The entries of a list of single words."""
    return frozenset(entries(name))


@cache
def with_clitics(name: str) -> frozenset[str]:
    """The entries of a list of single words, bare and with و ف ب ل ك and the article before."""
    return frozenset(before + word for word in entries(name) for before in _CLITICS)


class Phrases:
    """Word sequences to be found in folded text, `*` standing for any letters.

    A phrase can only match where one of its words stands that has no `*`; asking for those
    first is far cheaper than the pattern.
    """

    def __init__(self, phrases: tuple[str, ...]) -> None:
        longest_first = sorted(phrases, key=len, reverse=True)
        choices = "|".join(phrase.replace("*", r"\w*") for phrase in longest_first)
        self._pattern = re.compile(rf"\b(?:{choices})\b")
        plain = [[word for word in phrase.split() if word.isalpha()] for phrase in phrases]
        self._keys = frozenset(max(words, key=len) for words in plain if words)
        self._always = not all(plain)

    def search(self, folded: str, vocabulary: frozenset[str]) -> bool:
        """Whether a phrase stands anywhere in `folded`, whose words are `vocabulary`."""
        if not self._always and self._keys.isdisjoint(vocabulary):
            return False
        return self._pattern.search(folded) is not None

    def match(self, folded: str) -> bool:
        """Whether `folded` begins with a phrase."""
        return self._pattern.match(folded) is not None

    def fullmatch(self, folded: str) -> bool:
        """Whether `folded` is a phrase."""
        return self._pattern.fullmatch(folded) is not None


@cache
def phrases(name: str) -> Phrases:
    """The entries of a list of phrases."""
    return Phrases(entries(name))
