"""What a site prints around comments: the heading of the thread, names, numbers, times."""

import re
from itertools import pairwise

from articles.importing.lines import Line
from articles.importing.words import phrases, words

_HEADING = phrases("thread_headings")
_HEAD = phrases("comment_heads")
_READER = phrases("reader_names")
_AGO = phrases("times_ago")
_LONGEST_HEAD = 60
_LONGEST_HEADING = 5
_MOST_WORDS = 7
_LONGEST_NAME = 3
_LONGEST_SIGNATURE = 5

_SAYS = words("says")
_NUMBERED = re.compile(r"#?\d{1,4} ?[-–—.):]+(?: |$)")
_TIME = re.compile(r"\b\d{1,2}:\d{2}\b")
_DAY = re.compile(r"\b\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b|\b(?:19|20)\d{2}\b")


def is_heading(line: Line) -> bool:
    """Whether a line is the heading of a thread: «التعليقات (3)», «12 تعليقا»."""
    if len(line.words) > _LONGEST_HEADING:
        return False
    named = " ".join(word for word in line.words if not word.isdigit())
    return _HEADING.fullmatch(named)


def is_stamp(line: Line) -> bool:
    """Whether a line says when a comment came: «منذ 3 ساعات», «12-03-2014 11:20 AM»."""
    if line.length > _LONGEST_HEAD or line.is_stopped:
        return False
    if len(line.words) < _MOST_WORDS and _AGO.search(line.folded, line.vocabulary):
        return True
    return bool(_TIME.search(line.text) and _DAY.search(line.text))


def could_be_name(line: Line) -> bool:
    """Whether a line is short enough for a reader's name, with a place perhaps."""
    return len(line.words) <= _LONGEST_SIGNATURE and not line.is_stopped


def heads(lines: list[Line]) -> set[int]:
    """The numbers of the lines that name the writer of a comment, or when it came.

    Numbered names count only with something between them: else they are a list.
    """
    numbered = {line.n for line in lines if _is_numbered_name(line)}
    for line, following in pairwise(lines):
        if _NUMBERED.match(line.text) and _NUMBERED.match(following.text):
            numbered -= {line.n, following.n}
    return numbered | {line.n for line in lines if is_byline(line)}


def _is_numbered_name(line: Line) -> bool:
    if not _NUMBERED.match(line.text) or len(line.words) > _MOST_WORDS or _is_closed(line):
        return False
    return not any(word.isdigit() for word in line.words[1:])


def is_byline(line: Line) -> bool:
    """Whether a line says by whom or when the comment below it came: «يقول سالم:»."""
    if line.length > _LONGEST_HEAD or len(line.words) > _MOST_WORDS or _is_closed(line):
        return False
    named = line.folded.lstrip("0123456789 ")
    says = line.text.endswith(":") and not _SAYS.isdisjoint(line.words)
    if says or _HEAD.match(named) or is_stamp(line):
        return True
    return len(line.words) <= _LONGEST_NAME and _READER.match(named)


def _is_closed(line: Line) -> bool:
    return line.is_stopped and not line.text.endswith(":")
