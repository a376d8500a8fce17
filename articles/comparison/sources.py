"""Attributions without a verb of saying: «وفق المرصد», «بحسب ما أعلنت الوزارة», «جاء في بيان …»."""

import re

from articles.comparison.boundaries import find_boundary
from articles.comparison.frames import Frame, characters, reports_nothing
from articles.comparison.prose import Span
from articles.comparison.speakers import IN, find_speaker
from articles.comparison.statements import WORDS, Statement
from articles.comparison.verbs import Verb, verb_of
from articles.comparison.word_forms import word_keys
from articles.comparison.words import sections

_FROM = "عن"
_LONGEST_TELLER = 8  # words between «نقلته» and «عن»
_HANDED_ON = tuple(
    """
    نقل تنقل ينقل
    """.split()
)
_TO = "الي"
_THEN = "ف"
_THE = "ال"
_JOINS = frozenset("وف")
_TANWIN = "ا"
_IN_IT = frozenset(
    """
    فيه فيها
    """.split()
)
_SPEAKERS = sections("speakers")["person"] | sections("speakers")["body"]
_STOPS = ".!؟?"
_LONGEST_HEADING = 7  # words of a name before the colon of a headline
_FOR = "ل"
_EXTENT = "حد"
_ON = "علي"
_AND = "و"
# A pronoun that goes back to «ما» («بحسب ما أفاد به ناشطون»).
_BACK = frozenset(
    """
    به بها عنه عنها اليه اليها فيه
    """.split()
)
_NO_VERB = Verb("", frozenset())
_PRONOUNS = tuple(
    """
    ها ه
    """.split()
)
# «وقد», or a verb in the feminine past («وأودت», «خلفت»), as the first word after a comma.
_LAST_CLAUSE = re.compile(
    "و?قد|\\w{2,4}[^ا]ت",
)


def message_frame(statement: Statement, index: int) -> Frame | None:
    """«جاء في بيان للجيش أن …»: the message itself speaks."""
    if statement.folded(index + 1) in _IN_IT:
        return _described_message(statement, index)
    if statement.folded(index + 1) not in IN or not _is_message(statement, index + 2):
        return None
    if reports_nothing(statement, index):
        return None
    boundary = find_boundary(statement, index, _NO_VERB)
    if boundary is None:
        return None
    speaker = _message(statement, index + 2, boundary.name_stop)
    return Frame(
        start=statement.token(index).start,
        content=Span(boundary.start, statement.span.end),
        content_token=boundary.token,
        verb=characters(statement, (index, index + 2)),
        speaker=characters(statement, speaker),
    )


def _described_message(statement: Statement, index: int) -> Frame | None:
    """«أصدرت النقابة بيانا جاء فيه أن …»: whoever issues the message speaks."""
    boundary = find_boundary(statement, index + 1, _NO_VERB)
    named = next(
        (at for at in range(index - 1, statement.first, -1) if _is_message(statement, at)), None
    )
    if boundary is None or named is None:
        return None
    speaker = find_speaker(statement, statement.first + 1, named)
    return Frame(
        start=statement.token(index).start,
        content=Span(boundary.start, statement.span.end),
        content_token=boundary.token,
        verb=characters(statement, (index, index + 2)),
        speaker=speaker and characters(statement, speaker),
    )


def _is_message(statement: Statement, index: int) -> bool:
    """Whether a word is one for what carries speech («بيان», «الإحاطة»)."""
    folded = statement.folded(index)
    bare = {folded, folded.removeprefix(_THE), folded.removesuffix(_TANWIN)}
    return not bare.isdisjoint(WORDS["occasion"])


def _message(statement: Statement, start: int, stop: int) -> tuple[int, int]:
    return find_speaker(statement, start, stop) or (start, start + 1)


def headline_frame(statement: Statement) -> Frame | None:
    """«وزير المالية: لا زيادة في الأسعار», as headlines print who says what."""
    if statement.first > 0 or statement.prose.text[statement.span.end - 1] in _STOPS:
        return None
    near = range(1, min(statement.stop, _LONGEST_HEADING))
    colon = next((at for at in near if statement.follows_colon(at)), None)
    if colon is None or not _speaks(statement.folded(0)):
        return None
    if any(statement.verb(at) or statement.follows_pause(at) for at in range(1, colon)):
        return None
    passage = statement.marked_before(colon)
    start = passage.start if passage else statement.token(colon).start
    return Frame(
        start=statement.span.start,
        content=Span(start, passage.end if passage else statement.span.end),
        content_token=colon,
        verb=Span(statement.token(colon - 1).end, statement.token(colon - 1).end),
        speaker=characters(statement, (0, colon)),
    )


def _speaks(folded: str) -> bool:
    """Whether a word is a title or a body."""
    return any(key[1:] in _SPEAKERS for key in word_keys(folded))


def opinion_frame(statement: Statement, index: int) -> Frame | None:
    """«، في رأي خبير» at «رأي», «، على حد قول الوزير» at «على»."""
    if statement.folded(index) == _ON:
        return _opinion_behind(statement, index)
    is_opinion = statement.folded(index) in WORDS["opinion"]
    is_in = is_opinion and statement.folded(index - 1).removeprefix(_AND) in IN
    return _opinion_behind(statement, index - 1) if is_in else None


def _opinion_behind(statement: Statement, index: int) -> Frame | None:
    wording = index + 1 + (statement.folded(index + 1) == _EXTENT)
    sections_of = WORDS["opinion"] | WORDS["wording"] if wording > index + 1 else WORDS["opinion"]
    is_apart = index == statement.first or statement.follows_comma(index)
    if not is_apart or statement.folded(wording) not in sections_of:
        return None
    return source_frame(statement, index, wording + 1)


def source_frame(statement: Statement, index: int, named_at: int | None = None) -> Frame | None:
    """«وفق المرصد»: before a comma or «فإن» it says whose the rest is, else whose it follows."""
    start = named_at or _start_of_name(statement, index + 1)
    if start is None:
        return None
    if any(key[1:] in WORDS["no source"] for key in word_keys(statement.folded(start) or _THEN)):
        return None
    speaker = find_speaker(statement, start, statement.stop, with_apposition=False)
    if speaker is None:
        return None
    if _opens(statement, index):
        following = _rest_after(statement, speaker[1])
        if following is not None:
            return _source(statement, index, speaker, following)
        return _source(statement, index, speaker, None, is_before=True)
    return _source(statement, index, speaker, None)


def _start_of_name(statement: Statement, start: int) -> int | None:
    """Where a source is named: after «ما أعلنته», «ما جاء في»; None where nobody is («ما ورد»)."""
    while statement.is_one_of(start, "source verb"):
        start += 1
    if statement.folded(start) in WORDS["source message"]:
        return start + 2 if statement.folded(start + 1) in IN else None
    while _is_verb_of_source(statement, start):
        handed_on = _handed_on(statement, start)
        if handed_on is not None:
            return handed_on
        start += 1
    if statement.folded(start) in _BACK or statement.folded(start) in (_FROM, _TO):
        return start + 1
    if statement.folded(start).removeprefix(_FOR) in WORDS["wording"]:
        return start + 1  # «بحسب تعبير المدير»
    return start


def _handed_on(statement: Statement, index: int) -> int | None:
    """Who is named behind «ما نقلته الصحيفة عن»."""
    if not statement.folded(index).startswith(_HANDED_ON):
        return None
    for at in range(index + 1, min(statement.stop - 1, index + _LONGEST_TELLER)):
        if statement.follows_pause(at):
            return None
        if statement.folded(at) == _FROM:
            return at + 1
    return None


def _is_verb_of_source(statement: Statement, index: int) -> bool:
    """The verb in «بحسب ما أعلنته الوزارة»; a pronoun may hang on it."""
    folded = statement.folded(index)
    bare = (folded.removesuffix(pronoun) for pronoun in ("", *_PRONOUNS))
    return any(word and verb_of(word) for word in bare)


def _opens(statement: Statement, index: int) -> bool:
    return index == statement.first or all(
        statement.is_one_of(before, "connective") for before in range(statement.first, index)
    )


def _rest_after(statement: Statement, end: int) -> int | None:
    """The token with which the rest of the statement begins after a source named first."""
    for index in range(end, statement.stop):
        folded = statement.folded(index)
        if folded.startswith(_THEN) and folded[1:] in WORDS["clause"] | WORDS["connective"]:
            return min(index + 1, statement.stop - 1)
        if folded in WORDS["clause"]:
            return min(index + 1, statement.stop - 1)
        if statement.follows_pause(index):
            return None if _is_only_time(statement, index) else index
    return None


def _is_only_time(statement: Statement, start: int) -> bool:
    return all(statement.is_one_of(index, "time") for index in range(start, statement.stop))


def _start_of_last_clause(statement: Statement, index: int) -> int:
    """What a source named last answers for: the last clause with a verb of its own."""
    for at in range(index - 1, statement.first, -1):
        if statement.follows_comma(at) and _LAST_CLAUSE.fullmatch(statement.folded(at)):
            return statement.token(at).start
    return statement.span.start


def _rest(statement: Statement, index: int, end: int) -> Span | None:
    """What goes on behind a source that stands between commas, unless a new clause begins."""
    if end >= statement.stop or not (
        statement.follows_comma(index) and statement.follows_comma(end)
    ):
        return None
    opens_clause = statement.folded(end)[0] in _JOINS or statement.is_one_of(end, "connective")
    if opens_clause or statement.verb(end) or statement.is_one_of(end, "explanation"):
        return None
    return Span(statement.token(end).start, statement.span.end)


def _source(statement, index, speaker, following: int | None, is_before: bool = False) -> Frame:
    start = statement.token(index).start
    if following is None:
        content = Span(_start_of_last_clause(statement, index), start)
        token = speaker[1]
    else:
        content = Span(statement.token(following).start, statement.span.end)
        token = following
    return Frame(
        start=start,
        content=content,
        content_token=token,
        verb=characters(statement, (index, index + 1)),
        speaker=characters(statement, speaker),
        is_open=following is not None,
        is_before=is_before,
        rest=None if following or is_before else _rest(statement, index, speaker[1]),
    )
