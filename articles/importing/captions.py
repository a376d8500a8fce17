"""Which short lines are captions of pictures.

A caption has no full stop, names what is seen («جانب من …», «… خلال …», a noun and a verb of
the present) and often who took it. Galleries stand in runs, and their lines resemble each
other. In doubt a short line is a heading or a paragraph: headings are commoner.
"""

import re
from collections import Counter
from functools import lru_cache

from articles import arabic
from articles.importing.lines import Line
from articles.importing.voice import is_attribution, is_furniture, listen
from articles.importing.words import phrases, words

LONGEST = 25
LONGEST_HEADING = 5
MOST_FOR_A_PICTURE = 14
ENOUGH_ALONE = 1.5
LEAST_ALONE = 0.8
ENOUGH_IN_A_RUN = 0.6
RUN = 3
HE_DOES = "\u064a"  # yeh, the prefix of the third person
PRESENT = HE_DOES + "\u062a"  # and teh
SURE = 2.0
SPEAKING = 1.0  # a prayer, a remark: nobody says that of a picture
QUOTES = '«“"'
LONGEST_CREDITED = 250
PARAGRAPH = 100

_OPENINGS = phrases("picture_openings")
_CREDITS = phrases("picture_credits")
_WORDS = words("picture_words")
_NOT_VERBS = words("not_verbs")
_LIST_ITEM = re.compile(r"[-–—*•●▪■◆►<>]|\d{1,3} ?[-.)]|.*[:×؟?]|[^\w(«\"“]*$|.*\d.*\d.*\d")
_BRACKETS = re.compile(r"[-–—/|(]")
_IN_BRACKETS = re.compile(r"\(([^()]{2,40})\)[\s.]*$|[-–—/|] ?([^-–—/|()]{2,30})$")


def caption_lines(lines: list[Line]) -> set[int]:
    """The numbers of those lines of a story that are captions."""
    runs = _runs(lines)
    if not _closes_sentences(lines):
        runs = [[line for line in run if picture_signs(line) >= SURE] for run in runs]
    seen = Counter(word for run in runs for line in run for word in line.vocabulary)
    return {line.n for run in runs for line in _captions(run, seen)}


def _closes_sentences(lines: list[Line]) -> bool:
    """Whether the paragraphs end with full stops, so that a missing one tells something."""
    paragraphs = [line for line in lines if line.length >= PARAGRAPH]
    return sum(line.is_stopped for line in paragraphs) >= len(paragraphs) / 2


def _runs(lines: list[Line]) -> list[list[Line]]:
    """Neighbouring lines that could be captions; what a colon announces is a list."""
    runs: list[list[Line]] = [[]]
    announced = False
    for line in lines:
        announced = _announces(line) or (announced and not line.is_stopped)
        if not announced and could_be_caption(line):
            runs[-1].append(line)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _announces(line: Line) -> bool:
    return line.text.endswith(":") or is_furniture(line)


def could_be_caption(line: Line) -> bool:
    """Whether a line has the shape of a caption; a heading has it too."""
    if is_credited(line):
        return len(line.words) <= 2 * LONGEST
    if line.is_stopped or not 2 <= len(line.words) <= LONGEST or line.length > 170:
        return False
    if line.text[0] in QUOTES or listen(line).reader >= SPEAKING:
        return False
    return not (_LIST_ITEM.match(line.text) or any(map(is_attribution, line.words[:2])))


def _captions(run: list[Line], seen: Counter[str]) -> list[Line]:
    """The captions of a run: all or none of a long one, each by itself in a short one."""
    signs = [picture_signs(line) for line in run]
    shared = [_resemblance(line, seen) for line in run]
    if len(run) >= RUN:
        return run if sum(signs) + sum(shared) >= ENOUGH_IN_A_RUN * len(run) else []
    company = 0.4 * (len(run) - 1)
    return [
        line
        for line, own, alike in zip(run, signs, shared, strict=True)
        if own >= LEAST_ALONE and own + alike + company >= ENOUGH_ALONE
    ]


def picture_signs(line: Line) -> float:
    """How plainly a line describes a picture; 2 is one sure sign."""
    return (
        2.0 * _OPENINGS.match(line.folded)
        + 3.0 * is_credited(line)
        + 1.5 * (not _WORDS.isdisjoint(line.words[1:]))
        + 1.2 * (len(line.words) <= MOST_FOR_A_PICTURE and any(map(_is_present, line.words[1:6])))
        + 0.4 * (len(line.words) > LONGEST_HEADING)
    )


def is_surely_caption(line: Line) -> bool:
    """Whether a line says itself that it belongs to a picture, not only by its build."""
    return (
        _OPENINGS.match(line.folded)
        or not _WORDS.isdisjoint(line.words[1:])
        or (line.length < LONGEST_CREDITED and is_credited(line))
    )


@lru_cache(maxsize=1024)  # lines of one text
def is_credited(line: Line) -> bool:
    """Whether a line ends with who took the picture, or is nothing but that."""
    match = _BRACKETS.search(line.text) and _IN_BRACKETS.search(line.text)
    end = " ".join(arabic.fold(match[1] or match[2]).split()) if match else ""
    folded = end or " ".join(line.words[:4])
    return _CREDITS.match(end) or _CREDITS.fullmatch(folded)


def _is_present(word: str) -> bool:
    shortest = 3 if word.startswith(HE_DOES) else 4
    return word[0] in PRESENT and shortest <= len(word) <= 9 and word not in _NOT_VERBS


def _resemblance(line: Line, seen: Counter[str]) -> float:
    """How many of a line's words stand in other candidates as well, two at least."""
    shared = sum(seen[word] > 1 and len(word) > 3 for word in line.words)
    return 0.8 * (shared > 1)
