"""Which lines of a thread make one comment, and who wrote it.

Most texts give the bare comments, a line each. Where names, numbers or times stand between
them, the lines from one signature to the next are one comment.
"""

import re
from itertools import pairwise

from articles.importing import apparatus
from articles.importing.lines import Line
from articles.importing.words import entries

FEWEST = 2  # a single name or time may be part of somebody's comment

_NUMBER = re.compile(r"^#?\d{1,4} ?[-–—.):]+ ?")
_LEADS_TO_NAME = re.compile(rf"^(?:{'|'.join(entries('leads_to_name'))})\s*:?\s*")


def beginnings(lines: list[Line]) -> set[int]:
    """The numbers of the lines of a thread at which a comment begins."""
    signing = _signing(lines)
    if not signing:
        return {line.n for line in lines}
    starts = {b.n for a, b in pairwise(lines) if b.n in signing and a.n not in signing}
    return starts | {line.n for line in lines[:1]}


def author_and_text(lines: list[Line]) -> tuple[str, list[Line]]:
    """The name over a comment, or "", and the lines of what it says, one at least."""
    signing = _signing(lines, fewest=1)
    text = [line for line in lines if line.n not in signing]
    if not text:
        return "", lines
    names = [_name(line) for line in lines if line.n in signing and not apparatus.is_stamp(line)]
    return next(filter(None, names), ""), text


def _signing(lines: list[Line], fewest: int = FEWEST) -> set[int]:
    """The numbers of the lines that are signatures: heads, and the names beside them."""
    heads = apparatus.heads(lines)
    if len(heads) < fewest:
        return set()
    names = {
        line.n
        for line, following in pairwise(lines)
        if apparatus.is_stamp(following) and apparatus.could_be_name(line)
    }
    return heads | names


def _name(line: Line) -> str:
    return _LEADS_TO_NAME.sub("", _NUMBER.sub("", line.text)).strip(" :،-")
