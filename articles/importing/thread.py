"""Where the readers' comments begin.

A thread is the end of a text: every line from its first comment on belongs to it. So each
line gets a score for how a reader, not a report, would write it, and the thread begins at the
line from which the scores add up to the most, if that is enough. A heading («التعليقات») just
above speaks for a beginning, names and times within speak for a thread. A false thread costs
a whole story its end, so doubt goes to the story.
"""

from collections.abc import Iterator
from typing import NamedTuple

from articles.importing import apparatus
from articles.importing.captions import is_surely_caption
from articles.importing.house import House, house_of, opening_of, strangeness
from articles.importing.lines import Line
from articles.importing.voice import Voice, is_closing, is_furniture, listen

ENOUGH = 2.0
ENOUGH_IN_AN_INTERVIEW = 5.0  # an answer speaks in the first person, too
ENOUGH_FOR_AN_OPINION = 4.5  # a column, or the last sentence of any text, may be as loud
REPORTING = 1.0  # the mean of `Voice.report` under which a text may be an opinion
SPEAKING = 0.01  # the readers' voice, per word, from which it is one
VOICE_PER_LINE = 0.38  # mere missing stops make no thread: galleries and lists have none
HOPELESS = -12.0  # so much report that no thread begins above it
BOUND = 3.5  # no single line decides alone

_DOUBT = 0.35
_HEADING = 5.0
_HEAD = 1.0
_STAMP = 1.6
_PICTURE = 1.2
_NAME = 0.5  # an outlet, a section, a signature below the text
_LONGEST_NAME = 2
_READERS = 3
_SILENCE = 0.3
_SENTENCE = 40
_LONG = 90
_LOUD = 2.5
_TRUST = 0.5
_QUESTION_MARKS = ("؟", "?")


class _Evidence(NamedTuple):
    """For one line: its score, and how much of it is a reader's voice."""

    score: float
    heard: float


# What a line that another announced («وجاءت النتائج كالتالي:») says for a thread.
_ANNOUNCED = _Evidence(score=-_DOUBT, heard=0.0)


class _Thread(NamedTuple):
    """Everything from the line at `begin` on, if that were comments: the sums of evidence."""

    begin: int
    gain: float
    heard: float


def first_comment(lines: list[Line]) -> int | None:
    """The index in `lines` of the first comment, or None if there are no comments."""
    if len(lines) < 2:
        return None
    house = house_of(opening_of(lines))
    threads = list(_threads(lines, house))
    best = max(threads, key=lambda thread: thread.gain)
    is_loud = best.heard >= VOICE_PER_LINE * (len(lines) - best.begin)
    if not is_loud or best.gain < _enough(lines, best.begin, house):
        return None
    begin = _reconsidered(lines, best, threads, house)
    is_signed = apparatus.is_stamp(lines[begin]) and apparatus.could_be_name(lines[begin - 1])
    return begin - 1 if is_signed and begin > 1 else begin


def _reconsidered(lines: list[Line], best: _Thread, threads: list[_Thread], house: House) -> int:
    """The begin of the thread, now that there is one: quiet comments may stand above it.

    The scores doubt that there are comments at all. Once that is settled, a line belongs to
    whom it is nearer: to the report, as its opening sounds, or to the thread. (Trusting that
    only half keeps the report's last, softer lines where they are.)
    """
    length = threads[0].begin + 1 - best.begin
    reports = -min(BOUND, house.report + 2 * _DOUBT)
    middle = min(0.0, (reports + best.gain / length) / 2) * _TRUST
    longer = threads[length - 1 :]
    begin = max(longer, key=lambda thread: thread.gain + middle * thread.begin).begin
    names = [index for index in range(begin, len(lines)) if _is_name(lines[index])]
    # A single name above the thread is the outlet's, several are the readers'.
    return best.begin if names and begin == names[0] and len(names) < _READERS else begin


def _threads(lines: list[Line], house: House) -> Iterator[_Thread]:
    """Every possible thread, the shortest first, until no longer one can be better."""
    heads = apparatus.heads(lines)
    announced = _announced(lines)
    gain = heard = 0.0
    for index in range(len(lines) - 1, 0, -1):
        line = lines[index]
        evidence = _of_head(line) if line.n in heads else _of_line(line, house)
        if line.n in announced and evidence.heard < _LOUD:
            evidence = _ANNOUNCED
        gain += evidence.score
        heard += evidence.heard
        headed = _HEADING * apparatus.is_heading(lines[index - 1])
        yield _Thread(begin=index, gain=gain + headed, heard=heard + headed)
        if gain < HOPELESS:
            return


def _announced(lines: list[Line]) -> set[int]:
    """The numbers of the short lines that follow a colon, such as a list or a poem."""
    announced = set()
    is_announced = False
    for line in lines:
        is_announced = is_announced and line.length < _LONG
        if is_announced:
            announced.add(line.n)
        is_announced = is_announced or _announces(line)
    return announced


def _announces(line: Line) -> bool:
    is_list = line.text.endswith(":") and not is_furniture(line)
    return is_list and not apparatus.is_byline(line)


def _enough(lines: list[Line], begin: int, house: House) -> float:
    """What a thread from `begin` on must gain."""
    questions = sum(line.text.endswith(_QUESTION_MARKS) for line in lines[:begin])
    if questions > 1 and questions > begin / 5:
        return ENOUGH_IN_AN_INTERVIEW
    is_last_word = begin >= len(lines) - 2 and lines[-1].is_stopped
    is_opinion = house.report < REPORTING and house.voice > SPEAKING
    return ENOUGH_FOR_AN_OPINION if is_last_word or is_opinion else ENOUGH


def _of_head(line: Line) -> _Evidence:
    heard = _STAMP if apparatus.is_stamp(line) else _HEAD
    return _Evidence(score=heard, heard=heard)


def _of_line(line: Line, house: House) -> _Evidence:
    if is_closing(line):
        return _Evidence(score=-BOUND, heard=0.0)
    if apparatus.is_heading(line):
        return _Evidence(score=-_HEAD, heard=0.0)
    voice = listen(line)
    heard = max(0.0, voice.reader - house.own_voice(line))
    score = (
        heard
        + strangeness(line, house)
        + _silence(line, voice, house)
        - voice.report
        - _NAME * (not heard and _is_name(line))
        - _PICTURE * (not heard and is_surely_caption(line))
        - _DOUBT
    )
    return _Evidence(score=max(-BOUND, min(BOUND, score)), heard=heard)


def _is_name(line: Line) -> bool:
    return 0 < len(line.words) <= _LONGEST_NAME


def _silence(line: Line, voice: Voice, house: House) -> float:
    """How much a whole sentence reports less than the house does."""
    if line.length < _SENTENCE:
        return 0.0
    return _SILENCE * max(0.0, min(3.0, house.report - voice.report))
