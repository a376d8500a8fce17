"""The lines above the text: headline, byline, summary, and the name under a picture."""

import re

from articles.importing import dateline
from articles.importing.captions import is_credited, is_surely_caption, picture_signs
from articles.importing.lines import Line
from articles.importing.words import words

LONGEST_HEADLINE = 160
LONGEST_NAME = 5
LONG = 70
SURE_PICTURE = 2.0

_BULLET = re.compile(r"[*•●▪■◆►–—-]\s*(?=\S)")
_BY = words("by")
_PLACE_AND_NAME = re.compile(r"[^\W\d_][^\d.:،؟!]{1,30} [-–—ـ/] ?[^\d.:،؟!]{3,30}$")


def kinds(lines: list[Line]) -> list[str]:
    """The kinds of the first lines, as far as they stand above the text; may be none."""
    if not lines:
        return []
    if _is_name_in_text(lines):
        return ["caption"]
    if not _is_headline(lines):
        return []
    found = ["headline"]
    for index in range(1, len(lines) - 1):
        kind = _kind(lines, index)
        if kind is None:
            break
        found.append(kind)
    return found


def _is_name_in_text(lines: list[Line]) -> bool:
    """Whether a text begins with the bare name of somebody it is about."""
    first = lines[0]
    if first.is_stopped or not 1 < len(first.words) < LONGEST_NAME:
        return False
    lead = next((line for line in lines[1:4] if line.length >= LONG), first)
    return lead is not first and first.vocabulary <= lead.vocabulary


def _is_headline(lines: list[Line]) -> bool:
    first = lines[0]
    if len(lines) < 2 or first.length > LONGEST_HEADLINE or len(first.words) < 3:
        return False
    if (first.text.endswith(".") and first.is_stopped) or _is_picture(first):
        return False
    if dateline.split(first.text)[1] == "":
        return False
    return max(line.length for line in lines[1:]) > 1.5 * first.length


def _is_picture(first: Line) -> bool:
    """Whether a text begins with the caption of its picture instead of a headline."""
    if is_credited(first):
        return True
    return picture_signs(first) >= SURE_PICTURE and not re.search(r"\.\.|:|\d", first.text)


def _kind(lines: list[Line], index: int) -> str | None:
    line = lines[index]
    if _is_byline(line):
        return "byline"
    if _BULLET.match(line.text) and not line.is_stopped:
        return "summary"
    if line.is_stopped or lines[index + 1].length < LONG or line.length > LONGEST_HEADLINE:
        return None
    if len(line.words) > LONGEST_NAME:
        return None if index > 1 or is_surely_caption(line) else "summary"
    # A short line just above the text is a name: the writer's, or one that the text is about.
    known = lines[0].vocabulary | lines[index + 1].vocabulary
    if line.vocabulary <= known:
        return "caption"
    return "byline" if len(line.words) > 1 and not line.vocabulary & known else None


def _is_byline(line: Line) -> bool:
    if line.length > LONG or len(line.words) < 1:
        return False
    if line.words[0] in _BY:
        return 1 < len(line.words) <= LONGEST_NAME + 1
    if line.text.isascii():
        return len(line.words) < LONGEST_NAME and line.text[0].isalpha()
    return len(line.words) <= LONGEST_NAME + 1 and bool(_PLACE_AND_NAME.match(line.text))
