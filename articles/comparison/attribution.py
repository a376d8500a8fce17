"""Where a statement reports speech: who speaks, with what verb, and where the words begin.

Four shapes are read: a verb with a clause, a colon or a quotation («قال الوزير إن …»); a verb with
the thing said as a noun («أعلن الجيش استعادة …»); a participle that goes on («مضيفا أن …»); and a
source named before or after («وفق المرصد»). A frame's words end where the next frame begins.
"""

import re
from functools import lru_cache

from articles.comparison.boundaries import (
    QUOTE,
    Boundary,
    boundary_after,
    find_boundary,
)
from articles.comparison.frames import Frame, characters, reports_nothing
from articles.comparison.prose import Span
from articles.comparison.sources import message_frame, source_frame
from articles.comparison.speakers import (
    IN,
    TITLES,
    find_speaker,
    find_subject_before,
    find_subject_of_clause,
    is_aside,
    skip_opening,
)
from articles.comparison.statements import BETWEEN, WORDS, Statement
from articles.comparison.verbs import Verb, has_conjunction, verb_of

_SHORT_SUBJECT = 5  # words before a verb in a headline
_SPOKEN_WORDS = 3  # the fewest in quotation marks before their verb: «"…" قال الوزير»
_AND = "و"
_HAD = frozenset(
    """
    كان كانت
    """.split()
)
# A verb in the present that goes on about a thing said («مسودة اتفاق، ينص أولها على …»).
_PRESENT = re.compile(
    "ي\\w{2,5}",
)
_WHICH = frozenset(
    """
    وهو الامر
    """.split()
)
_WHAT = "ما"
_ON = "علي"
_IT = "ه"
_WITHOUT = frozenset(
    """
    دون بدون
    """.split()
)
_TO_DO = frozenset(
    """
    ان
    """.split()
)
_SO_CALLED = frozenset(
    """
    يسمي تسمي يعرف
    """.split()
)
_HANDED_ON = frozenset(
    """
    نقلا
    """.split()
)
_THE = "ال"
_FROM = "عن"


def find_frames(statement: Statement) -> list[Frame]:
    """The attributions of a statement, in order; none inside quotation marks."""
    frames: list[Frame] = []
    index = statement.first
    while index < statement.stop:
        if not _may_open(statement.folded(index)):
            index += 1
            continue
        if passage := statement.prose.marked_at(statement.token(index).start):
            index = max(index + 1, statement.after(passage.closed))
            continue
        frame = _frame_at(statement, index, frames[-1] if frames else None)
        if frame:
            frames.append(frame)
        index = max(index + 1, frame.content_token if frame else 0)
    return frames


@lru_cache(maxsize=2**16)
def _may_open(folded: str) -> bool:
    """Whether a word can be the first of an attribution, as most cannot."""
    bare = folded[1:] if folded[0] in "وف" else folded
    openers = WORDS["source"] | WORDS["source message"]
    return verb_of(folded) is not None or folded in openers or bare in openers | {BETWEEN, _ON}


def _frame_at(statement: Statement, index: int, before: Frame | None) -> Frame | None:
    """The attribution that opens at a token; `before` is the last one of the statement."""
    is_reporting = before is not None and before.is_open
    if statement.is_one_of(index, "source") or _is_as_told(statement, index):
        return None if is_reporting else source_frame(statement, index)
    message = statement.is_one_of(index, "source message") and message_frame(statement, index)
    if message:
        return message
    verb = statement.verb(index)
    if verb is None or reports_nothing(statement, index):
        return None
    begins = statement.begins_clause(index) or find_subject_of_clause(statement, index)
    if is_reporting and not begins:
        return None
    return _verb_frame(statement, index, verb, before)


def _is_as_told(statement: Statement, index: int) -> bool:
    """«على ما أكد رئيس البلدية»."""
    is_as = statement.folded(index) == _ON and statement.folded(index + 1) == _WHAT
    return is_as and statement.verb(index + 2) is not None


def _verb_frame(statement: Statement, index: int, verb: Verb, before: Frame | None) -> Frame | None:
    subject = _subject_before(statement, index, verb, before)
    boundary = find_boundary(statement, index, verb, has_subject=subject is not None)
    if boundary is None and _is_followed_at_once(verb, subject):
        boundary = boundary_after(statement, index)
    if boundary is None:
        return _frame_after_quotation(statement, index)
    named = None if verb.is_participle else _speaker_after(statement, index, verb, boundary)
    if not _holds_together(statement, index, verb, boundary, named):
        return None
    if verb.is_participle and before is None:
        subject = _subject_of_statement(statement, index)
    elif named is None and subject is None and before is None:
        subject = _subject_of_verb_before(statement, index)
    is_first = subject and _had(statement) and verb.lemma != QUOTE
    speaker = subject if is_first else named or subject
    opens_at = subject[0] if subject and before and speaker == subject else index
    return Frame(
        start=_start_of(statement, opens_at),
        content=Span(boundary.start, _end_of_words(statement, boundary)),
        content_token=boundary.token,
        verb=characters(statement, (index, index + 1)),
        speaker=speaker and characters(statement, speaker),
        teller=_teller(statement, index, verb, boundary),
    )


def _subject_before(statement, index, verb, before: Frame | None) -> tuple[int, int] | None:
    if verb.is_participle:
        return None
    if before is not None:
        return find_subject_of_clause(statement, index)
    return find_subject_before(statement, index)


def _holds_together(statement, index, verb, boundary, named) -> bool:
    """Whether verb, speaker and what is said make one sentence."""
    if boundary.is_noun and not _may_take_noun(statement, index, verb):
        return False
    if verb.needed and not _has_word(statement, index, boundary.token, verb.needed):
        return False
    return named is None or _can_speak(statement, named, boundary)


def _is_followed_at_once(verb: Verb, subject: tuple[int, int] | None) -> bool:
    """Whether the thing said needs no sign of its own («مؤكدا قوة …», «المقري اتهم الحزبين»)."""
    if verb.is_participle:
        return bool(verb.complements)
    return verb.takes_object and subject is not None


def _teller(statement, index, verb, boundary) -> Span | None:
    if verb.lemma != QUOTE:
        return None
    teller = find_speaker(statement, index + 1, boundary.name_stop)
    return teller and characters(statement, teller)


def _end_of_words(statement: Statement, boundary: Boundary) -> int:
    """Where words may end at the latest: a thing said as a noun, where it is explained."""
    explained = (
        index
        for index in range(boundary.token + 1, statement.stop)
        if _leaves_open(statement, index)
        or _is_answered(statement, index)
        or (boundary.is_noun and (_explains(statement, index) or _turns(statement, index)))
    )
    index = next(explained, None)
    return statement.span.end if index is None else statement.token(index).start


def _turns(statement: Statement, index: int) -> bool:
    """Whether another one speaks («الجيش يعلن استعادة الحي والمعارضة تنفي»)."""
    verb = statement.verb(index + 1)
    is_subject = statement.folded(index).startswith(_AND + _THE)
    return is_subject and verb is not None and not verb.is_participle


def _is_answered(statement: Statement, index: int) -> bool:
    """Whether the story goes on with an answer («، وهو ما نفاه ضابط …»)."""
    if not statement.follows_comma(index) or statement.folded(index) not in _WHICH:
        return False
    return statement.folded(index + 1) == _WHAT and bool(
        verb_of(statement.folded(index + 2).removesuffix(_IT) or _IT)
    )


def _leaves_open(statement: Statement, index: int) -> bool:
    """Whether the story says what the speaker leaves out («دون أن يكشف …»)."""
    is_without = statement.folded(index) in _WITHOUT and statement.folded(index + 1) in _TO_DO
    return is_without and statement.is_one_of(index + 2, "left out")


def _explains(statement: Statement, index: int) -> bool:
    """Whether an explanation of a thing said begins («، ثاني أهم المدن», «، وذلك بعد»)."""
    if not statement.follows_comma(index):
        return False
    folded = statement.folded(index)
    is_verb = bool(_PRESENT.fullmatch(folded)) and not statement.is_one_of(index, "time")
    return folded in WORDS["explanation"] or is_verb


def _has_word(statement: Statement, start: int, stop: int, folded: str) -> bool:
    return any(statement.folded(index) == folded for index in range(start, stop))


def _may_take_noun(statement: Statement, index: int, verb: Verb) -> bool:
    """Whether a verb opens its clause, but for a short subject («النظام السوري يعلن …»)."""
    if statement.begins_clause(index):
        return True
    if verb.is_participle:
        return statement.folded(index + 1) in verb.complements
    return index - statement.first <= _SHORT_SUBJECT


def _can_speak(statement: Statement, named: tuple[int, int], boundary: Boundary) -> bool:
    """Whether words name somebody, and only circumstances part them from what is said."""
    first, end = named
    word = statement.folded(first)
    is_so_called = statement.folded(first + 1) in _SO_CALLED  # «ما يسمى اتحاد الثوار»
    if word.isdecimal() or (word in WORDS["no speaker"] and not is_so_called):
        return False
    if boundary.is_noun or end >= boundary.name_stop:
        return True
    return is_aside(statement, end) or _is_enclosed(statement, end, boundary.name_stop)


def _is_enclosed(statement: Statement, start: int, stop: int) -> bool:
    """Whether commas enclose what stands between a speaker and what is said."""
    return statement.follows_comma(start) and statement.follows_comma(stop)


def _speaker_after(statement, index, verb, boundary) -> tuple[int, int] | None:
    start = index + 1
    handed_on = next(
        (at for at in range(start, boundary.name_stop) if statement.folded(at) in _HANDED_ON), None
    )
    if handed_on is not None and statement.folded(handed_on + 1) == _FROM:
        return find_speaker(statement, handed_on + 2, boundary.name_stop)
    if verb.lemma == QUOTE or statement.is_one_of(boundary.name_stop, "saying"):
        start = next(
            (at + 1 for at in range(start, boundary.name_stop) if statement.folded(at) == _FROM),
            start,
        )
    return find_speaker(statement, start, boundary.name_stop)


def _had(statement: Statement) -> bool:
    """Whether the statement begins with «كان», after which the subject stands before its verb."""
    return statement.folded(statement.first).removeprefix(_AND) in _HAD


def _subject_of_statement(statement: Statement, index: int) -> tuple[int, int] | None:
    """The subject a lone participle goes on about: what the statement opens with, if not itself."""
    if index == statement.first:
        return None
    starts_with_subject = statement.folded(statement.first).startswith(_THE)
    start = statement.first if starts_with_subject else statement.first + 1
    if statement.folded(start) in WORDS["no speaker"]:
        return None
    return find_speaker(statement, start, statement.stop)


def _subject_of_verb_before(statement: Statement, index: int) -> tuple[int, int] | None:
    """Who does what a verb without a subject goes on from («ظهر الرئيس في تسجيل وقال إن …»)."""
    goes_on = has_conjunction(statement.folded(index)) or statement.folded(index - 1) in _TO_DO
    if index == statement.first or not goes_on:
        return None
    start = skip_opening(statement, statement.first, index)
    for first in (start, start + 1):
        if first < index and _may_name(statement.folded(first)):
            return find_speaker(statement, first, index)
    return None


def _may_name(folded: str) -> bool:
    """Whether a word may begin a name that stands after its verb: definite, or a title."""
    return folded.startswith(_THE) or folded in TITLES


def _start_of(statement: Statement, index: int) -> int:
    """Where an attribution begins: at its connectives («في حين أكد»), or at its verb."""
    while index > statement.first and statement.joins(index - 1):
        index -= 1
    if statement.folded(index - 1) in IN:
        index -= 1
    elif statement.turns_at(index):
        index -= 2
    circumstance = statement.start_of_circumstance(index)
    return statement.token(index if circumstance is None else circumstance).start


def _frame_after_quotation(statement: Statement, index: int) -> Frame | None:
    """«"…" قال الوزير»: the words stand before their verb."""
    verb = statement.verb(index)
    if index == statement.first or verb is None or verb.needed:
        return None
    before = statement.prose.marked_at(statement.token(index - 1).start)
    if before is None or before.closed < statement.token(index - 1).end:
        return None
    opened = statement.after(before.opened)
    if statement.gap(index).strip("\"'”»“«،, -–") or index - opened < _SPOKEN_WORDS:
        return None
    speaker = find_speaker(statement, index + 1, statement.stop)
    return speaker and Frame(
        start=statement.token(index).start,
        content=Span(before.start, before.end),
        content_token=speaker[1],
        verb=characters(statement, (index, index + 1)),
        speaker=characters(statement, speaker),
        is_open=False,
    )
