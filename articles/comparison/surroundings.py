"""The words around a number: what it counts stands among them."""

import re

from articles.arabic import fold
from articles.comparison.prose import Prose
from articles.comparison.words import sections
from articles.numerals import Numeral

WORDS = sections("figures")
ARTICLE = "ال"
_REACH = 6  # words after a number: a hedge, «من» and a unit of three words
_ADJOINS = re.compile('[ \u00a0"“«(\u0640]*')


class Surroundings:
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
        for token in self.prose.tokens[self.inside.stop : self.inside.stop + _REACH]:
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
        before = self.before() == ARTICLE
        return before or fold(self.numeral.text).startswith(ARTICLE)

    @property
    def noun_before(self) -> str:
        """The word before the number, an article of its own passed over; "" over a comma."""
        distance = 2 if self.before() == ARTICLE else 1
        index = self.inside.start - distance
        if index < 0:
            return ""
        token = self.prose.tokens[index]
        gap = self.prose.text[token.end : self.numeral.start]
        return token.folded if _ADJOINS.fullmatch(gap.replace(ARTICLE, "")) else ""
