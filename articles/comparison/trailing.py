"""Words that stand before their verb: «"…" قال الوزير», «"…"، بهذه الكلمات بدأ الوزير»."""

from dataclasses import replace

from articles.comparison.frames import Frame, characters
from articles.comparison.prose import Span
from articles.comparison.speakers import find_speaker
from articles.comparison.statements import Statement
from articles.comparison.verbs import Verb

_SAY = "قال"
_SPOKEN_WORDS = 3  # the fewest in quotation marks before their verb: «"…" قال الوزير»
# «هكذا لخص الوزير موقفه», «بهذه الكلمات بدأ الوزير خطابه» behind the words themselves.
THUS = frozenset(
    """
    هكذا بهذه بهذا
    """.split()
)
_AND_THEY = frozenset(
    """
    وهو وهي وهم
    """.split()
)
_WORDS_OF = frozenset(
    """
    الكلمات العباره الجمله الكلام
    """.split()
)


def quotation_before(statement: Statement, index: int, frame: Frame) -> Frame | None:
    """What the verb of an attribution leaves behind it in quotation marks, by the same speaker."""
    verb = statement.verb(index)
    if not frame.is_open or verb is None or verb.is_participle:
        return None
    before = frame_after_quotation(statement, index)
    return before and replace(before, speaker=frame.speaker)


def frame_after_quotation(statement: Statement, index: int) -> Frame | None:
    """«"…" قال الوزير»: the words stand before their verb."""
    if index == statement.first or not _may_follow_quotation(statement, index):
        return None
    before = statement.prose.marked_at(statement.token(index - 1).start)
    if before is None or before.closed < statement.token(index - 1).end:
        return None
    opened = statement.after(before.opened)
    if statement.gap(index).strip("\"'”»“«،, -–") or index - opened < _SPOKEN_WORDS:
        return None
    verb = _verb_behind(statement, index)
    speaker = find_speaker(statement, verb + 1, statement.stop)
    goes_on = verb + 1 == statement.stop or statement.folded(verb + 1) in _AND_THEY
    goes_on |= statement.is_one_of(verb + 1, "circumstance") and speaker is None
    if speaker is None and not goes_on:
        return None
    return Frame(
        start=statement.token(index).start,
        content=Span(before.start, before.end),
        content_token=verb + 1 if goes_on else speaker[1],
        verb=characters(statement, (verb, verb + 1)),
        speaker=None if goes_on else characters(statement, speaker),
        is_open=False,
    )


def frame_at_end(statement: Statement, index: int, verb: Verb) -> Frame | None:
    """«لا عودة إلى الوراء، يقول الوزير»: words without marks before their verb and speaker."""
    if verb.lemma != _SAY or not statement.follows_comma(index) or index == statement.first:
        return None
    speaker = find_speaker(statement, index + 1, statement.stop)
    if speaker is None or speaker[1] != statement.stop:
        return None
    return Frame(
        start=statement.token(index).start,
        content=Span(statement.span.start, statement.token(index - 1).end),
        content_token=speaker[1],
        verb=characters(statement, (index, index + 1)),
        speaker=characters(statement, speaker),
        is_open=False,
    )


def _may_follow_quotation(statement: Statement, index: int) -> bool:
    if statement.folded(index) in THUS:
        return _verb_behind(statement, index) < statement.stop
    verb = statement.verb(index)
    return verb is not None and not verb.needed


def _verb_behind(statement: Statement, index: int) -> int:
    """The verb itself, or the one that «هكذا» and «بهذه الكلمات» stand before."""
    if statement.folded(index) not in THUS:
        return index
    return index + 1 + (statement.folded(index + 1) in _WORDS_OF)
