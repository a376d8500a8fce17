"""Where a statement reports speech: who speaks, with what verb, and where the words begin.

Four shapes are read: a verb with a clause, a colon or a quotation («قال الوزير إن …»); a verb with
the thing said as a noun («أعلن الجيش استعادة …»); a participle that goes on («مضيفا أن …»); and a
source named before or after («وفق المرصد»). A frame's words end where the next frame begins.
"""

import re
from functools import lru_cache

from articles.arabic import fold
from articles.comparison.addressed import PLACES
from articles.comparison.boundaries import (
    QUOTE,
    Boundary,
    boundary_after,
    find_boundary,
)
from articles.comparison.endings import end_of_words, subject_of_comment
from articles.comparison.frames import (
    Frame,
    antecedent,
    characters,
    described_source,
    is_in_relative,
    may_speak,
    reports_nothing,
)
from articles.comparison.prose import Span
from articles.comparison.sources import (
    headline_frame,
    message_frame,
    opinion_frame,
    source_frame,
)
from articles.comparison.speakers import (
    BODIES,
    IN,
    TITLES,
    find_speaker,
    find_subject_before,
    find_subject_of_clause,
    is_aside,
    skip_opening,
)
from articles.comparison.statements import BETWEEN, WORDS, Statement
from articles.comparison.trailing import (
    THUS,
    frame_after_quotation,
    frame_at_end,
    quotation_before,
)
from articles.comparison.verbs import Verb, has_conjunction, verb_of, verb_to_somebody

_SHORT_VERB = 3  # letters, with و
_SO_THAT = tuple(
    """
    لي لت
    """.split()
)
_SHORT_SUBJECT = 5  # words before a verb in a headline
_AND = "و"
_HAD = frozenset(
    """
    كان كانت
    """.split()
)
_WHAT = "ما"
_ON = "علي"
_GOES_ON = frozenset(
    """
    ان اذ
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
_IN_IT = frozenset(
    """
    فيه فيها
    """.split()
)
_TO_THEM = frozenset(
    """
    له لها لهم لهما لنا لي
    """.split()
)
_THEIRS = tuple(
    """
    ه ها هم
    """.split()
)
_FROM = "عن"
_ASKED = re.compile(
    "[وف]?سال(?:ت|نا)?(?:ه|ها|هم)",
)
_TAKEN = frozenset(
    """
    عن الي
    """.split()
)


def find_frames(statement: Statement) -> list[Frame]:
    """The attributions of a statement, in order; none inside quotation marks."""
    if headline := headline_frame(statement):
        return [headline]
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
        if frame and not frames and (before := quotation_before(statement, index, frame)):
            frames.append(before)  # «"لا أحد يسمعنا"، يقول الشاب، "نحن هنا"»
        if frame:
            frames.append(frame)
        index = max(index + 1, frame.content_token if frame else 0)
    return frames


@lru_cache(maxsize=2**16)
def _may_open(folded: str) -> bool:
    """Whether a word can be the first of an attribution, as most cannot."""
    bare = folded[1:] if folded[0] in "وف" else folded
    openers = WORDS["source"] | WORDS["source message"]
    openers = openers | THUS | WORDS["opinion"]
    if verb_of(folded) or verb_to_somebody(folded, WORDS["answers"]):
        return True
    return folded in openers or bare in openers | {BETWEEN, _ON}


def _frame_at(statement: Statement, index: int, before: Frame | None) -> Frame | None:
    """The attribution that opens at a token; `before` is the last one of the statement."""
    is_reporting = before is not None and _is_reporting(statement, index, before)
    if statement.is_one_of(index, "source") or _is_as_told(statement, index):
        is_told = before is not None and before.is_open
        return None if is_told else source_frame(statement, index)
    if (before is None or not before.is_open) and (opinion := opinion_frame(statement, index)):
        return opinion
    message = statement.is_one_of(index, "source message") and message_frame(statement, index)
    if message:
        return message
    if statement.folded(index) in THUS:
        return frame_after_quotation(statement, index)
    verb = statement.verb(index)
    described = described_source(statement, index, before)
    if verb is None or (described is None and reports_nothing(statement, index)):
        return None
    begins = statement.begins_clause(index) or find_subject_of_clause(statement, index)
    if is_reporting and not begins:
        return None
    return _verb_frame(statement, index, verb, before)


def _is_reporting(statement: Statement, index: int, before: Frame) -> bool:
    """Whether the words of an attribution may still go on at a token."""
    return before.is_open and statement.token(index).start < before.content.end


def _is_as_told(statement: Statement, index: int) -> bool:
    """«على ما أكد رئيس البلدية»."""
    is_as = statement.folded(index) == _ON and statement.folded(index + 1) == _WHAT
    return is_as and statement.verb(index + 2) is not None


def _verb_frame(statement: Statement, index: int, verb: Verb, before: Frame | None) -> Frame | None:
    described = None if verb.is_participle else described_source(statement, index, before)
    subject = described or _subject_before(statement, index, verb, before)
    boundary = find_boundary(statement, index, verb, has_subject=subject is not None)
    if boundary is None and _is_followed_at_once(verb, subject):
        boundary = boundary_after(statement, index)
    if boundary is None:
        return frame_after_quotation(statement, index) or frame_at_end(statement, index, verb)
    named = None if verb.is_participle else _speaker_after(statement, index, verb, boundary)
    if not _holds_together(statement, index, verb, boundary, named, subject):
        return None
    if verb.is_participle and before is None:
        subject = _subject_of_statement(statement, index)
    elif verb.is_participle and not _is_reporting(statement, index, before):
        subject = subject_of_comment(statement, before.content.end, index)
    elif named is None and subject is None and before is None:
        subject = antecedent(statement, index) or _subject_of_verb_before(statement, index)
    is_first = subject and verb.lemma != QUOTE and (_had(statement) or described)
    is_first = is_first or (subject and subject[1] == index and _tells(verb))
    speaker = subject if is_first else named or subject
    opens_at = subject[0] if subject and before and speaker == subject else index
    return Frame(
        start=_start_of(statement, opens_at),
        content=Span(
            boundary.start,
            end_of_words(statement, boundary, is_relative=is_in_relative(statement, index)),
        ),
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
    if statement.folded(index + 1) in _IN_IT or statement.folded(index).startswith(_SO_THAT):
        return None  # «وجه نداء قال فيه», «عاد ليؤكد»
    return find_subject_before(statement, index) or find_subject_of_clause(statement, index)


def _holds_together(statement, index, verb, boundary, named, subject) -> bool:
    """Whether verb, speaker and what is said make one sentence."""
    if boundary.is_noun and not subject and not _may_take_noun(statement, index, verb):
        return False
    if (
        verb.needed
        and not verb.takes_object
        and not _has_word(statement, index, boundary.token + 1, verb.needed)
    ):
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
    if word.isdecimal() or len(word) == 1 or (word in WORDS["no speaker"] and not is_so_called):
        return False
    if boundary.is_noun or end >= boundary.name_stop:
        return True
    if statement.verb(end) and not word.startswith(_THE):
        return True  # «دبلوماسيون تحدثت إليهم الصحيفة على أن»
    return is_aside(statement, end) or _is_enclosed(statement, end, boundary.name_stop)


def _is_enclosed(statement: Statement, start: int, stop: int) -> bool:
    """Whether commas enclose what stands between a speaker and what is said, or what tells whom."""
    return statement.follows_comma(start) and any(
        statement.follows_comma(at) and (at == stop or is_aside(statement, at))
        for at in range(start + 1, stop + 1)
    )


def _speaker_after(statement, index, verb, boundary) -> tuple[int, int] | None:
    start = index + 1
    handed_on = next(
        (at for at in range(start, boundary.name_stop) if statement.folded(at) in _HANDED_ON), None
    )
    if handed_on is not None and statement.folded(handed_on + 1) == _FROM:
        return find_speaker(statement, handed_on + 2, boundary.name_stop)
    if verb.lemma == QUOTE or _is_their_saying(statement, boundary.name_stop):
        start = next(
            (at + 1 for at in range(start, boundary.name_stop) if statement.folded(at) in _TAKEN),
            start,
        )
    if statement.folded(start) in _TO_THEM:
        start += 1  # «قالت له والدته»
    named = find_speaker(statement, start, boundary.name_stop)
    return None if named and _is_no_speaker(statement, index, verb, named[0]) else named


def _tells(verb: Verb) -> bool:
    return fold(verb.lemma) in WORDS["told"]


def _is_no_speaker(statement: Statement, index: int, verb: Verb, first: int) -> bool:
    """Whether behind a verb its object stands («واستهل حديثه», «ووصف شهادات مماثلة بأنها»)."""
    folded = statement.folded(first)
    if _is_preposition(statement, first):
        return True
    is_theirs = folded.endswith(_THEIRS) and not statement.is_feminine(first)
    if is_theirs and statement.is_one_of(first, "occasion"):
        return True
    goes_on = fold(verb.lemma) in WORDS["doings"] and has_conjunction(statement.folded(index))
    return goes_on and not (folded.startswith(_THE) or may_speak(folded) or folded in PLACES)


def _is_preposition(statement: Statement, index: int) -> bool:
    return statement.folded(index) in IN or statement.is_one_of(index, "prepositions")


def _is_their_saying(statement: Statement, index: int) -> bool:
    """«نقلت عن الوزير قوله», where the one who says it stands behind «عن»."""
    is_theirs = statement.folded(index).endswith(_THEIRS)
    return is_theirs and statement.is_one_of(index, "saying")


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
    if _ASKED.fullmatch(statement.folded(statement.first)):
        return None  # «وسأله مراسل عن الغارات، فرد»: another one answers
    goes_on = has_conjunction(statement.folded(index)) or statement.folded(index - 1) in _GOES_ON
    goes_on |= statement.folded(index + 1) in _IN_IT  # «وجه نداء قال فيه إن …»
    goes_on |= statement.folded(index).startswith(_SO_THAT)
    if index == statement.first or not goes_on:
        return None
    start = skip_opening(statement, statement.first, index)
    for first in (start, start + 1):
        if first < index and _may_name(statement.folded(first)):
            return find_speaker(statement, first, index)
    if start + 1 < index and _is_name_behind_verb(statement, start):
        return find_speaker(statement, start + 1, index)
    return None


def _is_name_behind_verb(statement: Statement, index: int) -> bool:
    """Whether «وشبه أردوغان» may be a verb and its subject: a bare word behind a bare one in و."""
    first, name = statement.folded(index), statement.token(index + 1)
    is_verb = first.startswith(_AND) and len(first) > _SHORT_VERB
    is_bare = name.folded.isalpha() and not name.is_stop and not statement.follows_comma(index + 1)
    return is_verb and is_bare and not _is_preposition(statement, index + 1)


def _may_name(folded: str) -> bool:
    """Whether a word may begin a name that stands after its verb: definite, or a title."""
    return folded.startswith(_THE) or folded in TITLES or folded in BODIES


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
