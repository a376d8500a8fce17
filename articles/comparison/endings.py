"""Where reported words end before their sentence does, and the story goes on by itself."""

import re

from articles.comparison.boundaries import Boundary
from articles.comparison.speakers import IN, find_speaker
from articles.comparison.statements import WORDS, Statement
from articles.comparison.verbs import verb_of

_AND = "و"
_THE = "ال"
_IT = "ه"
_WHAT = "ما"
_ON = "علي"
_EXTENT = "حد"
# A verb in the present that goes on about a thing said («مسودة اتفاق، ينص أولها على …»).
_PRESENT = re.compile(
    "ي\\w{2,5}",
)
_WHICH = frozenset(
    """
    وهو وهي الامر
    """.split()
)
_WITHOUT = frozenset(
    """
    دون بدون
    """.split()
)
_THAT = "ان"
_FROM = "من"
_LONGEST_SOURCE = 8  # words of a source that closes a sentence («، وفق ما نقلته عنه الوكالة»)


def end_of_words(statement: Statement, boundary: Boundary, *, is_relative: bool = False) -> int:
    """Where words that begin at a boundary may end at the latest, a character of the text.

    `is_relative` tells that they are said in a relative clause («موسكو، التي قال وزيرها إن …،
    تريد»), which its comma closes.
    """
    ended = (
        index
        for index in range(boundary.token + 1, statement.stop)
        if _is_left(statement, index)
        or (boundary.is_noun and (_explains(statement, index) or _turns(statement, index)))
        or (is_relative and statement.follows_comma(index))
    )
    index = next(ended, None)
    if index is None:
        return statement.span.end
    starts_without = statement.folded(index - 1) == _FROM and statement.folded(index) in _WITHOUT
    return statement.token(index - 1 if starts_without else index).start


def _is_left(statement: Statement, index: int) -> bool:
    """Whether the story comments, answers, names the source, or says what is left out."""
    return (
        _leaves_open(statement, index)
        or _is_commented(statement, index)
        or _is_credited(statement, index)
    )


def _turns(statement: Statement, index: int) -> bool:
    """Whether another one speaks («الجيش يعلن استعادة الحي والمعارضة تنفي»)."""
    verb = statement.verb(index + 1)
    is_subject = statement.folded(index).startswith(_AND + _THE)
    return is_subject and verb is not None and not verb.is_participle


def _is_commented(statement: Statement, index: int) -> bool:
    """Whether the story judges what was said («، وهو ما نفاه ضابط», «، وهو رقم لم يتأكد»)."""
    if not statement.follows_comma(index) or statement.folded(index) not in _WHICH:
        return False
    following = statement.folded(index + 1)
    return (
        following == _WHAT
        or following in WORDS["judged"]
        or bool(verb_of(following.removesuffix(_IT) or _IT))
    )


def subject_of_comment(statement: Statement, end: int, stop: int) -> tuple[int, int] | None:
    """Who answers («، وهو ما نفاه ضابط كبير | قائلا»), where words ended at a character."""
    start = statement.after(end)
    if statement.folded(start) not in _WHICH or statement.folded(start + 1) != _WHAT:
        return None
    return find_speaker(statement, start + 3, stop) if start + 3 < stop else None


def _is_credited(statement: Statement, index: int) -> bool:
    """Whether nothing but whose words they were follows («، على حد قوله», «، وفق الوكالة»)."""
    if not statement.follows_comma(index):
        return False
    if statement.folded(index) == _ON and statement.folded(index + 1) == _EXTENT:
        return True
    rest = range(index + 1, statement.stop)
    is_last = len(rest) <= _LONGEST_SOURCE and not any(map(statement.follows_comma, rest))
    is_source = statement.is_one_of(index, "source") or _is_as_told(statement, index)
    return is_last and is_source and statement.folded(index + 1) not in WORDS["no source"]


def _is_as_told(statement: Statement, index: int) -> bool:
    """«كما قال», «على ما أكد»."""
    if statement.folded(index) == _ON and statement.folded(index + 1) == _WHAT:
        return True
    return statement.folded(index) == "كما" and statement.verb(index + 1) is not None


def _leaves_open(statement: Statement, index: int) -> bool:
    """Whether the story says what the speaker leaves out («دون أن يكشف …»)."""
    is_without = statement.folded(index) in _WITHOUT and statement.folded(index + 1) == _THAT
    return is_without and statement.is_one_of(index + 2, "left out")


def _explains(statement: Statement, index: int) -> bool:
    """Whether an explanation of a thing said begins («، ثاني أهم المدن», «، وذلك بعد»)."""
    if not statement.follows_comma(index):
        return False
    folded = statement.folded(index)
    is_verb = bool(_PRESENT.fullmatch(folded)) and not statement.is_one_of(index, "time")
    is_while = folded in IN and statement.is_one_of(index + 1, "turn")  # «، في حين …»
    return folded in WORDS["explanation"] or is_verb or is_while
