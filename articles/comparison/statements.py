"""One statement of a text, word by word: what attribution looks at from every side."""

import re

from articles.arabic import Token, fold, strip_marks
from articles.comparison.marks import Marked
from articles.comparison.prose import Prose, Span
from articles.comparison.verbs import Verb, has_conjunction, verb_of, verb_to_somebody
from articles.comparison.word_forms import word_keys
from articles.comparison.words import sections

WORDS = sections("attribution")
_AND = frozenset("وف")
SPEAKERS = sections("speakers")["person"] | sections("speakers")["message"]
BETWEEN = "بين"
_MAKES_CLEAR = "يبين"
# No name goes on with one of these («رفض الوزير هذه الاتهامات»).
POINTING = frozenset(
    """
    هذا هذه ذلك تلك هءلاء هذين هاتين ما
    """.split()
)
_YET = frozenset(
    """
    غير الا بيد سيما علما خصوصا خاصه لاسيما
    """.split()
)
_SOON = 16  # words
_NEAR = 5  # words from «أجابه» to its colon
_ALI = "علي"
_ANNE = "آن"
_ON = " على "
_BY = "ب"
_IS_ESTIMATED = frozenset(
    """
    يقدر تقدر
    """.split()
)
_IN_ANSWER = frozenset(
    """
    ردا وردا
    """.split()
)
_SPELT = frozenset(
    """
    كي سي بي
    """.split()
)
_LACK_OF = "عدم"
_CALLED = tuple(
    """
    يدعى
    تدعى
    """.split()
)
_AND_LETTER = "و"
_FEMININE = "ة"
_DEFEND = "دافع"
# «ويُتوقع»: in these verbs the sign on the first letter is a passive's.
_PASSIVE_PRESENT = re.compile(
    "[وف]?[يت]ُ",
)
_THE = "ال"
_THAT = "ان"
_AS_ALSO = "كما"
_CLEARLY = "بيّن"  # the sign that doubles the letter, where it is printed
_LONGEST_CIRCUMSTANCE = 10
_TIME_COLON = re.compile(r"\d:\d")
_DOTS = re.compile(r"[.…]{2}|…")
_COMMA = re.compile(r"[،,؛]")
_PAUSE = re.compile(r"[،,؛]|/\s|(?<!\d):|:(?!\d)|\s[-–—ـ]+\s|[.…]{2}")


class Statement:
    """The tokens `first` to `stop` of a text, addressed by their index in the whole text."""

    def __init__(self, prose: Prose, span: Span):
        self.prose = prose
        self.span = span
        indices = prose.tokens_between(span.start, span.end)
        self.first, self.stop = indices.start, indices.stop

    def token(self, index: int) -> Token:
        return self.prose.tokens[index]

    def folded(self, index: int) -> str:
        """The folded word at `index`; "" beyond either end of the statement."""
        return self.prose.tokens[index].folded if self.first <= index < self.stop else ""

    def gap(self, index: int) -> str:
        """What is printed between the word at `index` and the one before it."""
        before = self.prose.tokens[index - 1].end if index > self.first else self.span.start
        after = self.prose.tokens[index].start if index < self.stop else self.span.end
        return self.prose.text[before:after]

    def follows_comma(self, index: int) -> bool:
        return bool(_COMMA.search(self.gap(index)))

    def follows_pause(self, index: int) -> bool:
        return bool(_PAUSE.search(self.gap(index)))

    def is_one_of(self, index: int, section: str) -> bool:
        """Whether the word at `index` is in a section of the attribution words, و and ف aside."""
        folded = self.folded(index)
        if not folded:
            return False
        entries = WORDS[section]
        return folded in entries or (folded[0] in _AND and folded[1:] in entries)

    def follows_colon(self, index: int) -> bool:
        """Whether a colon stands before the word at `index`, other than in a time («10:30»)."""
        return ":" in self.gap(index) and not _TIME_COLON.match(
            self.prose.text, self.token(index - 1).end - 1
        )

    def follows_dots(self, index: int) -> bool:
        """Whether dots stand before the word at `index`, as headlines print for a colon."""
        return bool(_DOTS.search(self.gap(index)))

    def verb(self, index: int) -> Verb | None:
        folded = self.folded(index)
        if not folded or self.is_one_of(index, "source") or self._is_no_verb(index):
            return None
        verb = self._made_clear(index) or verb_of(folded) or self._answered(index)
        if verb and verb.needed and not self._has_soon(index, verb.needed):
            return None  # «عبر حسابه», not «عبر عن أمله»
        return None if verb and self._is_by_nobody(index, verb) else verb

    def _is_by_nobody(self, index: int, verb: Verb) -> bool:
        """Whether a verb is printed as a passive («ويُتوقع أن»), or defends by force."""
        printed = self.token(index).text
        if verb.lemma == _DEFEND:
            near = range(index + 1, index + _SOON)
            return not any(self.folded(at) in WORDS["defended"] for at in near)
        return bool(_PASSIVE_PRESENT.match(printed)) and fold(verb.lemma) in WORDS["passive"]

    def _answered(self, index: int) -> Verb | None:
        """«فأجابه الأب: "سنعود"»: with a pronoun a word is a verb only before a colon."""
        verb = verb_to_somebody(self.folded(index), WORDS["answers"])
        near = range(index + 1, min(self.stop, index + _NEAR))
        return verb if verb and any(map(self.follows_colon, near)) else None

    def _has_soon(self, index: int, folded: str) -> bool:
        near = range(index + 1, index + _SOON)
        return any(self.folded(at) in (folded, _THE + folded) for at in near)

    def _made_clear(self, index: int) -> Verb | None:
        """«وبين المسؤول أن …», where nothing but the speaker tells the verb from «between»."""
        if self.folded(index).removeprefix(_AND_LETTER) != BETWEEN:
            return None
        if self.token(index).text.removeprefix(_AND_LETTER).startswith(_CLEARLY):
            return verb_of(_MAKES_CLEAR)
        is_alone = index == self.first or self.folded(index - 1) == _AS_ALSO
        speaks = any(key[1:] in SPEAKERS for key in word_keys(self.folded(index + 1) or BETWEEN))
        return verb_of(_MAKES_CLEAR) if is_alone and speaks else None

    def is_clause(self, index: int) -> bool:
        """Whether «أن», «إنه» … opens a clause; «بان كي مون» and «آن» are names."""
        if self.folded(index) not in WORDS["clause"] or self.folded(index + 1) in _SPELT:
            return False
        if _THAT in (self.folded(index - 1), self.folded(index + 1)):
            return False  # «سي إن إن»
        return strip_marks(self.token(index).text) != _ANNE

    def is_given_name(self, index: int) -> bool:
        """Whether a word is the name علي, in a text that prints the preposition with its ى."""
        if self.folded(index) != _ALI or _ON not in self.prose.text:
            return False
        return strip_marks(self.token(index).text) == _ALI

    def _is_no_verb(self, index: int) -> bool:
        """Whether a word only looks like a verb of saying («ويدعى سامر», «عدم نشر اسمه»)."""
        is_passive = strip_marks(self.token(index).text).endswith(_CALLED)
        is_noun = self.folded(index - 1) == _LACK_OF  # «عدم نشر اسمه»
        is_noun |= self.folded(index) in _IN_ANSWER and self.folded(index + 1) == _ALI
        is_noun |= self.folded(index) in _IS_ESTIMATED and self.folded(index + 1)[:1] == _BY
        is_noun |= self.is_one_of(index, "asked for") and self.is_one_of(index + 1, "withheld")
        return is_noun or (is_passive and not self.is_clause(index + 1))

    def begins_clause(self, index: int) -> bool:
        """Whether a verb at `index` opens a clause of its own, rather than continues one."""
        if index == self.first or self.follows_pause(index) or self.turns_at(index):
            return True
        if self.is_one_of(index - 1, "relative") and not self.joins(index - 1):
            return False
        if has_conjunction(self.folded(index)) or self.joins(index - 1):
            return True
        return self.start_of_circumstance(index) is not None

    def turns_at(self, index: int) -> bool:
        """Whether «غير أنه» or «إلا أنها» stands before a verb."""
        is_turn = self.folded(index - 2).removeprefix(_AND_LETTER) in _YET
        return is_turn and self.folded(index - 1) in WORDS["clause"]

    def joins(self, index: int) -> bool:
        """Whether the word at `index` is a connective («في حين», «في الوقت الذي»)."""
        if self.is_one_of(index, "relative"):
            index -= 1
        return self.is_one_of(index, "connective")

    def start_of_circumstance(self, index: int) -> int | None:
        """Where «، وخلال جلسة المجلس» begins, if nothing but that stands before a verb."""
        for at in range(index - 1, max(self.first, index - _LONGEST_CIRCUMSTANCE), -1):
            if self.follows_comma(at):
                folded = self.folded(at)
                opens = folded[0] == _AND_LETTER and folded[1:] in WORDS["circumstance"]
                return at if opens else None
        return None

    def marked_before(self, index: int) -> Marked | None:
        """The passage in quotation marks that opens between `index` and the word before it."""
        if index >= self.stop:
            return None
        passage = self.prose.marked_at(self.token(index).start)
        if passage is None:
            return None
        opens_here = index == self.first or passage.opened >= self.token(index - 1).end
        return passage if opens_here else None

    def is_feminine(self, index: int) -> bool:
        """Whether a word is printed with ة, which folds into the ه of a pronoun."""
        return strip_marks(self.token(index).text).endswith(_FEMININE)

    def after(self, position: int) -> int:
        """Index of the first token that begins at or after a character, within the statement."""
        return min(self.stop, self.prose.tokens_between(position, self.span.end).start)
