"""A story's text read once: its words, sentences and passages in quotation marks."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from articles.arabic import Token, tokens
from articles.comparison.marks import Marked, find_marked
from articles.numerals import Numeral, find_numbers

# Two dots or an ellipsis go on («تقترب.. وهذه الرسالة»). A sentence never ends inside a number
# (a digit would follow) or after one letter («د. أحمد», «أ.ف.ب»).
_SENTENCE_END = re.compile(
    r"(?<![\s.(]\w)(?<!^\w)(?<![.…])(?!\.\.(?!\.)|…)[.!?؟…]+(?=[^\w.,،]|[^\W\d_]|$)|\n",
    re.MULTILINE,
)
_PRINTED_WORD = re.compile(r"\S*\w\S*")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text: `text[start:end]`."""

    start: int
    end: int


class Prose:
    """A text with everything that is read from it more than once. Offsets are characters."""

    def __init__(self, text: str):
        self.text = text
        self.tokens: list[Token] = tokens(text)
        self._starts = [token.start for token in self.tokens]

    @cached_property
    def word_count(self) -> int:
        """Printed words, as an editor counts them: what stands between blanks and can be read."""
        return len(_PRINTED_WORD.findall(self.text))

    @cached_property
    def numerals(self) -> list[Numeral]:
        """Quantities, magnitudes that nobody counted («آلاف») among them."""
        return find_numbers(self.text, with_vague=True)

    @cached_property
    def marked(self) -> list[Marked]:
        """Passages in quotation marks, outermost ones, in order."""
        return find_marked(self.text)

    @cached_property
    def sentences(self) -> list[Span]:
        """Sentences in order, without the blanks around them; a line break ends one."""
        return self._split(self._sentence_ends)

    @cached_property
    def statements(self) -> list[Span]:
        """Sentences that are not divided inside quotation marks: one says who speaks."""
        return self._split([end for end in self._sentence_ends if not self._is_inside_marks(end)])

    @cached_property
    def _sentence_ends(self) -> list[int]:
        closed = {passage.end: passage.closed for passage in self.marked}
        ends = (match.end() for match in _SENTENCE_END.finditer(self.text))
        return [closed.get(end, end) for end in ends]

    def _is_inside_marks(self, position: int) -> bool:
        passage = self.marked_at(position)
        return passage is not None and passage.start < position < passage.end

    def _split(self, ends: list[int]) -> list[Span]:
        spans = []
        for start, end in zip([0, *ends], [*ends, len(self.text)], strict=True):
            piece = self.text[start:end]
            if piece.strip():
                start += len(piece) - len(piece.lstrip())
                spans.append(Span(start, start + len(piece.strip())))
        return spans

    def marked_at(self, position: int) -> Marked | None:
        """The passage in quotation marks that holds `position`, marks included."""
        index = bisect_right(self._openings, position) - 1
        if index < 0 or position not in self.marked[index]:
            return None
        return self.marked[index]

    @cached_property
    def _openings(self) -> list[int]:
        return [passage.opened for passage in self.marked]

    def sentence_at(self, position: int) -> Span:
        """The sentence that holds `position`; the nearest before it where none does."""
        if not self.sentences:
            return Span(position, position)
        index = bisect_right(self._sentence_starts, position) - 1
        return self.sentences[max(0, index)]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def tokens_between(self, start: int, end: int) -> range:
        """Indices of the tokens that begin in `text[start:end]`."""
        return range(bisect_left(self._starts, start), bisect_left(self._starts, end))
