"""Paragraphs, headings and captions between the headline and the thread."""

from itertools import zip_longest

from articles.importing.captions import caption_lines
from articles.importing.lines import Line
from articles.importing.wrapping import is_hard_wrapped

LONGEST_HEADING = 10


def kinds(lines: list[Line]) -> list[str]:
    """One kind for each line: paragraph, heading or caption."""
    if is_hard_wrapped(lines):
        return ["paragraph"] * len(lines)
    captions = caption_lines(lines)
    return [
        "caption" if line.n in captions else _kind(line, following)
        for line, following in zip_longest(lines, lines[1:])
    ]


def _kind(line: Line, following: Line | None) -> str:
    is_short = 0 < len(line.words) <= LONGEST_HEADING and not line.text.endswith((".", "،"))
    if is_short and following and following.length > 2 * line.length and following.length > 60:
        return "heading"
    return "paragraph"
