"""Agencies that a text quotes as its own source.

An agency in the news («قتل مصور وكالة…») is no source. Evidence is a word that makes it one:
told to it, its correspondent, quoted by name, in brackets after the place, on a source line.
"""

import re
from dataclasses import dataclass

from articles.importing.words import entries

EVIDENCE_WORDS = 6


@dataclass(frozen=True, slots=True)
class Credit:
    """An agency and the words of the text that show it, as they stand."""

    agency: str
    evidence: str


def _spellings() -> dict[str, str]:
    return {
        spelling: agency
        for agency, spellings in (line.split(" = ") for line in entries("agencies"))
        for spelling in spellings.split("، ")
    }


_AGENCY_OF = _spellings()
_NAME = "|".join(re.escape(name) for name in sorted(_AGENCY_OF, key=len, reverse=True))
_QUOTED = f'[«"“(]?(?P<name>{_NAME})[»"”)]?'
_END = r"(?!\w)"
_SAID = (
    r"قال|قالت|يقول|تقول|ذكر|ذكرت|نقل|نقلت|افاد|افادت|أفاد|أفادت|أعلنت|اعلنت|أكد|أكدت|اكد|اكدت"
    r"|أضاف|أضافت|اضاف|أوضح|اوضح|يوضح|صرح|صرحت|أبلغ|ابلغ|بحسب|حسب|وفق|وفقا|وفقاً|نشرت|نقلا|نقلاً"
    r"|عن|أوردت|اوردت|بثت|بثته|نشرته|ذكرته|أوردته|رصد|رصدت|أحصت|شاهد"
)
_PATTERNS = [
    re.compile(pattern + _END)
    for pattern in (
        # «(رويترز)», «- رويترز -» and the like at the head of the text are found by `dateline`
        rf"(?:\w+ )?(?<!\w)(?:ل|لوكالة |لوكاله ){_QUOTED}",
        rf"(?<!\w)[وف]?(?:{_SAID}) (?:عن )?(?:وكالة |وكاله |لوكالة )"
        rf"(?:الأنباء |أنباء |الانباء )?{_QUOTED}",
        rf"(?<!\w)وكال[ةه] (?:الأنباء |أنباء |الانباء )?{_QUOTED}(?: \w+){{0,3}} [وف]?(?:{_SAID})",
        rf"(?<!\w)[وفبل]?(?:مراسل|مراسلة|مراسلو|مراسلي|مصور|صحافي|صحفي|صحافيو)"
        rf"(?: من| في)? (?:ل|ال)?(?:وكالة )?{_QUOTED}",
        rf"(?<!\w)(?:المصدر|المصادر|مصدر) ?[:：] ?(?:وكالة |وكالات - )?{_QUOTED}",
    )
]
_DATELINE_NAME = re.compile(rf"(?<!\w){_QUOTED}" + _END)


def credits(dateline: str, paragraphs: list[str]) -> list[Credit]:
    """The agencies of a text, each once, with the first words that show it."""
    found: dict[str, Credit] = {}
    for match in _DATELINE_NAME.finditer(dateline):
        _add(found, match["name"], dateline)
    for paragraph in paragraphs:
        for match in _evidence(paragraph):
            _add(found, match["name"], match.group())
    return list(found.values())


def _evidence(paragraph: str) -> list[re.Match[str]]:
    matches = [match for pattern in _PATTERNS for match in pattern.finditer(paragraph)]
    return sorted(matches, key=lambda match: match.start())


def _add(found: dict[str, Credit], name: str, evidence: str) -> None:
    agency = _AGENCY_OF[name]
    found.setdefault(agency, Credit(agency=agency, evidence=evidence.strip()))
