"""The place, agency and date that stand before the first words of a report.

«حلب:», «بيروت (رويترز) -», «القاهرة - أ ش أ:», «واشنطن، 3 مارس (أ ف ب) —». What is no known
place and names no agency stays in the text: «الوزير: لن نرفع الأسعار» says who speaks.
"""

import re

from articles import arabic
from articles.importing.credits import agencies_in
from articles.importing.words import words

_PLACES = words("places")
_PLACE = r"(?P<place>[^\W\d_]+(?: [^\W\d_]+){0,3}?)"
_SOURCE = (
    r"(?P<source>\s?[-–—ـ/،,]\s?[^:()«»\"؟!]{2,30}?|\s?[،,]?[^:()«»\"؟!]{0,20}\([^()]{2,40}\))"
)
_END = r"(?:\s?:\s*|(?<=\))\s?[-–—ـ:]*\s*|\s?[-–—ـ]{1,2}\s+|$)"
_WITH_SOURCE = re.compile(f"(?P<dateline>{_PLACE}{_SOURCE}){_END}")
_PLACE_ALONE = re.compile(rf"(?P<dateline>{_PLACE})(?:\s?:\s*|\s[-–—ـ]{{1,2}}\s+)(?=\S)")
_MOST_WORDS = 6


def split(text: str) -> tuple[str, str]:
    """The dateline of a first paragraph and the rest of it; "" and `text` if it has none."""
    for pattern, is_dateline in ((_WITH_SOURCE, _has_source), (_PLACE_ALONE, _is_place)):
        match = pattern.match(text)
        if match and is_dateline(match):
            return match["dateline"].strip(), text[match.end() :]
    return "", text


def _has_source(match: re.Match[str]) -> bool:
    if len(match["source"].split()) > _MOST_WORDS:
        return False
    if agencies_in(match["source"]):
        return True
    ends_plainly = match.group().rstrip().endswith((":", ")"))
    return _is_place(match) and (ends_plainly or match["source"].endswith(")"))


def _is_place(match: re.Match[str]) -> bool:
    return " ".join(arabic.fold(match["place"]).split()) in _PLACES
