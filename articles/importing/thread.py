"""Where the readers' comments begin.

A thread is the end of a text: every line from its first comment on belongs to it. So each
line gets a score for how a reader, not a report, would write it, and the thread begins at the
line from which the scores add up to the most, if that is enough. A heading («التعليقات») just
above speaks for a beginning, names and times within speak for a thread. A false thread costs
a whole story its end, so doubt goes to the story.
"""

from dataclasses import dataclass
from itertools import accumulate

from articles.importing import apparatus
from articles.importing.captions import picture_signs
from articles.importing.house import House, Spelling, house_of, spelling, strangeness
from articles.importing.lines import Line
from articles.importing.voice import Voice, is_closing, is_furniture, listen

ENOUGH = 2.0
ENOUGH_IN_AN_INTERVIEW = 5.0  # an answer speaks in the first person, too
ENOUGH_BELOW_AN_OPINION = 3.5  # a column may end as loudly as a reader writes
REPORTING = 1.0  # the mean of `Voice.report` under which a text is an opinion
VOICE_PER_LINE = 0.45  # mere missing stops make no thread: galleries and lists have none
BOUND = 3.5  # no single line decides alone

_DOUBT = 0.35
_HEADING = 5.0
_HEAD = 1.0
_STAMP = 1.6
_PICTURE = 1.2
_SURE_PICTURE = 1.5
_SILENCE = 0.2
_SENTENCE = 40
_LONG = 90
_LOUD = 2.5
_QUESTION_MARKS = ("؟", "?")


@dataclass(frozen=True, slots=True)
class _Evidence:
    """For one line: its score, and how much of it is a reader's voice."""

    score: float
    heard: float


# What a line that another announced («وجاءت النتائج كالتالي:») says for a thread.
_ANNOUNCED = _Evidence(score=-_DOUBT, heard=0.0)


def first_comment(lines: list[Line]) -> int | None:
    """The index in `lines` of the first comment, or None if there are no comments."""
    if len(lines) < 2:
        return None
    voices = [listen(line) for line in lines]
    spellings = [spelling(line) for line in lines]
    house = house_of(lines, voices, spellings)
    headed = [0.0, *(_HEADING * apparatus.is_heading(line) for line in lines[:-1])]
    evidence = _evidence(lines, voices, spellings, house)
    gains = map(float.__add__, _sums_to_the_end([each.score for each in evidence]), headed)
    gain, begin = max((gain, -index) for index, gain in enumerate(gains) if index)
    heard = sum(each.heard for each in evidence[-begin:]) + headed[-begin]
    is_loud = heard >= VOICE_PER_LINE * (len(lines) + begin)
    return -begin if is_loud and gain >= _enough(lines[:-begin], house) else None


def _sums_to_the_end(scores: list[float]) -> list[float]:
    return list(accumulate(reversed(scores)))[::-1]


def _enough(story: list[Line], house: House) -> float:
    """What a thread below this story must gain."""
    questions = sum(line.text.endswith(_QUESTION_MARKS) for line in story)
    if questions > 1 and questions > len(story) / 5:
        return ENOUGH_IN_AN_INTERVIEW
    return ENOUGH if house.report >= REPORTING else ENOUGH_BELOW_AN_OPINION


def _evidence(
    lines: list[Line], voices: list[Voice], spellings: list[Spelling], house: House
) -> list[_Evidence]:
    heads = apparatus.heads(lines)
    announced = False
    evidence = []
    for line, voice, seen in zip(lines, voices, spellings, strict=True):
        announced = announced and line.length < _LONG and voice.reader < _LOUD
        if line.n in heads:
            evidence.append(_of_head(line))
        else:
            evidence.append(_ANNOUNCED if announced else _of_line(line, voice, seen, house))
            announced = announced or _announces(line)
    return evidence


def _announces(line: Line) -> bool:
    return line.text.endswith(":") and not is_furniture(line)


def _of_head(line: Line) -> _Evidence:
    heard = _STAMP if apparatus.is_stamp(line) else _HEAD
    return _Evidence(score=heard, heard=heard)


def _of_line(line: Line, voice: Voice, seen: Spelling, house: House) -> _Evidence:
    if is_closing(line):
        return _Evidence(score=-BOUND, heard=0.0)
    if apparatus.is_heading(line):
        return _Evidence(score=-_HEAD, heard=0.0)
    heard = max(0.0, voice.reader - house.voice)
    score = (
        heard
        + strangeness(line, seen, house)
        + _silence(line, voice, house)
        - voice.report
        - _PICTURE * (not heard and picture_signs(line) >= _SURE_PICTURE)
        - _DOUBT
    )
    return _Evidence(score=max(-BOUND, min(BOUND, score)), heard=heard)


def _silence(line: Line, voice: Voice, house: House) -> float:
    """How much a whole sentence reports less than the house does."""
    if line.length < _SENTENCE:
        return 0.0
    return _SILENCE * max(0.0, min(3.0, house.report - voice.report))
