"""Where the readers' comments begin.

A thread is the end of a text: every line from its first comment on belongs to it. So each
line gets a score for how a reader, not a report, would write it, and the start of the thread
is the line from which the scores add up to the most, if that is enough.
"""

import re
from itertools import accumulate

from articles.importing.lines import Line
from articles.importing.words import entries

ENOUGH = 5.0
MOST_PER_LINE = 4.0
LEAST_PER_LINE = -4.0

_DIALECT = frozenset(entries("dialect"))
_COLLOQUIAL = frozenset(entries("colloquial"))
_ATTRIBUTION = frozenset(entries("attribution"))

_PIETY = re.compile(
    r"\b(اللهم|الله [يم]\w+|حسبنا الله|حسبي الله|لا حول|سبحان الله|ما ?شاء الله|استغفر الله"
    r"|لعن\w* الله|رحم\w* الله|انا لله|ان ?شاء الله|الحمد ?لله|يا رب|ربنا|والله)\b"
)
_STRETCHED = re.compile(r"([^\W\d_])\1\1|[!؟?]{2}|[\u2600-\u27bf\U0001f300-\U0001faff]")
_SLOPPY = re.compile(r" [,،.!؟](?: |$)|(?<!\.)\.\.(?!\.)|\w,\w")
_VOCATIVE = frozenset({"يا", "ايها", "ايتها"})


def first_comment(lines: list[Line]) -> int | None:
    """The index in `lines` of the first comment, or None if there are no comments."""
    if len(lines) < 2:
        return None
    scores = [_score(line) for line in lines]
    from_here = list(accumulate(reversed(scores)))[::-1]
    best = max(range(1, len(lines)), key=lambda index: from_here[index])
    return best if from_here[best] >= ENOUGH else None


def _score(line: Line) -> float:
    score = _readers_voice(line) - _reports_voice(line)
    return max(LEAST_PER_LINE, min(MOST_PER_LINE, score))


def _readers_voice(line: Line) -> float:
    score = 1.8 * sum(word in _DIALECT for word in line.words)
    score += 0.8 * sum(word in _COLLOQUIAL for word in line.words)
    score += 1.0 * sum(word in _VOCATIVE for word in line.words)
    score += 1.2 * bool(_PIETY.search(" ".join(line.words)))
    score += 1.5 * bool(_STRETCHED.search(line.text))
    score += 1.0 * bool(_SLOPPY.search(line.text))
    score += 0.1 * (not line.is_stopped)
    score += 1.0 * (len(line.words) < 2)
    return score


def _reports_voice(line: Line) -> float:
    score = 0.9 * min(3, sum(word.removeprefix("و") in _ATTRIBUTION for word in line.words))
    score += min(3.0, line.length / 120) * line.is_stopped
    return score
