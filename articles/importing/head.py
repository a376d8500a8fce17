"""The lines above the text: headline, byline, summary."""

import re

from articles.importing.captions import picture_signs
from articles.importing.lines import Line

_BULLET = re.compile(r"^[*•●▪■◆►–—-]\s*(?=\S)")
_BYLINE = re.compile(r"^(?:كتب|كتبت|بقلم|اعداد|تقرير|متابعة|حوار|ترجمة|تحرير)\s*[:\-–/]")
LONGEST_HEADLINE = 160
LONGEST_BYLINE = 4


def kinds(lines: list[Line]) -> list[str]:
    """The kinds of the first lines, as far as they stand above the text; may be none."""
    if not lines or not _is_headline(lines) or picture_signs(lines[0]) >= 2:
        return []
    found = ["headline"]
    for line in lines[1:-1]:
        if _is_byline(line):
            found.append("byline")
        elif _BULLET.match(line.text) and not line.is_stopped:
            found.append("summary")
        else:
            break
    return found


def _is_headline(lines: list[Line]) -> bool:
    first = lines[0]
    if first.length > LONGEST_HEADLINE or len(first.words) < 3 or len(lines) < 2:
        return False
    if first.is_stopped and first.text.endswith("."):
        return False
    return max(line.length for line in lines[1:]) > 1.5 * first.length


def _is_byline(line: Line) -> bool:
    if _BYLINE.match(line.text):
        return True
    return line.text.isascii() and len(line.words) <= LONGEST_BYLINE and line.text[0].isalpha()
