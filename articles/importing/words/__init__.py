"""The importer's word lists: text files, one entry a line, `#` begins a comment line.

Entries are folded (see `articles.arabic.fold`) where their file says so. Own lists, from
knowledge of the language.
"""

import re
from collections.abc import Sequence
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
    first is far cheaper than the pattern. Likewise it can only stand at the beginning where its
    first word does.
    """

    def __init__(self, phrases: tuple[str, ...]) -> None:
        self._pattern = _pattern(phrases)
        plain = {phrase: _plain_words(phrase) for phrase in phrases}
        self._keys = frozenset(max(words, key=len) for words in plain.values() if words)
        self._without_key = _pattern([phrase for phrase in phrases if not plain[phrase]])
        firsts = {phrase: phrase.split()[0] for phrase in phrases}
        self._firsts = frozenset(first for first in firsts.values() if first.isalpha())
        self._open = _pattern([phrase for phrase in phrases if not firsts[phrase].isalpha()])

    def search(self, folded: str, vocabulary: frozenset[str]) -> bool:
        """Whether a phrase stands anywhere in `folded`, whose words are `vocabulary`."""
        has_key = not self._keys.isdisjoint(vocabulary)
        pattern = self._pattern if has_key else self._without_key
        return pattern is not None and pattern.search(folded) is not None

    def match(self, folded: str) -> bool:
        """Whether `folded` begins with a phrase."""
        pattern = self._beginning(folded)
        return pattern is not None and pattern.match(folded) is not None

    def fullmatch(self, folded: str) -> bool:
        """Whether `folded` is a phrase."""
        pattern = self._beginning(folded)
        return pattern is not None and pattern.fullmatch(folded) is not None

    def _beginning(self, folded: str) -> re.Pattern[str] | None:
        """The phrases that a text with this first word may begin with."""
        is_known = folded.partition(" ")[0] in self._firsts
        return self._pattern if is_known else self._open


def _pattern(phrases: Sequence[str]) -> re.Pattern[str] | None:
    if not phrases:
        return None
    longest_first = sorted(phrases, key=len, reverse=True)
    choices = "|".join(phrase.replace("*", r"\w*") for phrase in longest_first)
    return re.compile(rf"\b(?:{choices})\b")


def _plain_words(phrase: str) -> list[str]:
    return [word for word in phrase.split() if word.isalpha()]


@cache
def phrases(name: str) -> Phrases:
    """The entries of a list of phrases."""
    return Phrases(entries(name))
