"""Agencies that a text quotes as its own source.

An agency in the news («مقتل مصور وكالة …») is no source. What makes it one are the words
beside its name: said to it, its correspondent, quoted by name, in the dateline, in brackets
at the end, on a line of sources.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from articles.arabic import Remembered
from articles.importing.drafts import Credit
from articles.importing.words import entries

ORDINARY = "~"
LONGEST_LEAD = 90
_OPENERS = ("«", '"', "“", "(")


def _spellings() -> Iterator[tuple[str, str]]:
    for line in entries("agencies"):
        agency, spellings = line.split(" = ")
        for spelling in spellings.split("، "):
            yield spelling, agency


def _one_of(name: str) -> str:
    return "(?<!\\w)[وف]?(?:" + "|".join(entries(name)) + ")"


_AGENCY = {spelling.removeprefix(ORDINARY): agency for spelling, agency in _spellings()}
_ORDINARY = {
    spelling.removeprefix(ORDINARY) for spelling, _ in _spellings() if ORDINARY in spelling
}
_WORD = re.compile(r"\w+")
# By each word that must stand in a text for a name to be in it.
_NAMES: dict[str, set[str]] = {}
for _name in _AGENCY:
    for _before in ("", "ل", "ب", "و", "لل"):
        _NAMES.setdefault(_before + max(_WORD.findall(_name), key=len), set()).add(_name)
_ANY = "|".join(re.escape(name) for name in sorted(_AGENCY, key=len, reverse=True))
_VERB = _one_of("agency_verbs")
_SAYING = _one_of("speech_to_agency")
_IN_THE_NEWS = re.compile(_one_of("in_the_news") + r"(?: \w+)? $")

_CALLED = r"وكال[ةه] (?:[^.،()«»\"]{0,40} )?"
_AGENCY_CALLED = re.compile(_CALLED + r"[«\"“(]?$")
_LEADS = (
    # told to it: «وقال المتحدث لرويترز», «ويوضح لوكالة فرانس برس»
    re.compile(rf"{_SAYING}(?: [^\s.،؛:]+){{0,6}}? ل(?:ل|ـ ?)?(?:{_CALLED})?[«\"“(]?$"),
    # its correspondent
    re.compile(rf"(?<!\w)[وفبل]?مراسل(?:ة|و|ي|ون|ين)?(?: من| في)? ل?(?:{_CALLED})?[«\"“(]?$"),
    # quoted: «نقلت وكالة …», «بحسب رويترز»
    re.compile(rf"{_VERB} (?:عن )?ل?(?:{_CALLED})?[«\"“(]?$"),
)
_QUOTING = re.compile(rf"[»\"”)]?(?: [^\s.،]+){{0,3}}? {_VERB}(?: عن)?(?!\w)")
_SOURCES = re.compile(
    rf"(?:المصدر|المصادر|نقلا عن)\W.{{0,60}}|\W*(?:وكالة )?(?:{_ANY})(?:\W+(?:{_ANY}))*\W*"
)


def credits(dateline: str, paragraphs: list[str]) -> list[Credit]:
    """The agencies of a text, each once, with the first words that show it."""
    names = _present(" ".join([dateline, *paragraphs]))
    if not names:
        return []
    named = _pattern_of(names)
    found: dict[str, str] = {}
    for match in named.finditer(dateline):
        found.setdefault(_AGENCY[match[1]], dateline)
    for paragraph in paragraphs:
        if not any(map(paragraph.__contains__, names)):
            continue
        for match in named.finditer(paragraph):
            if evidence := _evidence(match):
                found.setdefault(_AGENCY[match[1]], evidence)
    return [Credit(agency=agency, evidence=evidence) for agency, evidence in found.items()]


def agencies_in(text: str) -> list[str]:
    """The agencies that a few words name, in any spelling and whatever is around them."""
    names = _present(text)
    return [_AGENCY[match[1]] for match in _pattern_of(names).finditer(text)] if names else []


def _present(text: str) -> frozenset[str]:
    """Those spellings of which a word stands in the text."""
    named = filter(None, map(_NAMED.__getitem__, text.split()))
    return frozenset().union(*named)


def _named(printed: str) -> frozenset[str]:
    """The spellings of which a word stands in what is printed without a blank."""
    words = _NAMES.keys() & set(_WORD.findall(printed))
    return frozenset().union(*map(_NAMES.__getitem__, words))


_NAMED = Remembered(_named)


@lru_cache(maxsize=500)
def _pattern_of(names: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted(sorted(names), key=len, reverse=True)
    any_name = "|".join(map(re.escape, longest_first))
    return re.compile(rf"(?:(?<!\w)|(?<=(?<!\w)[لبو])|(?<=لل))({any_name})(?!\w)")


def _evidence(match: re.Match[str]) -> str:
    """The words that make the agency a source here, or nothing."""
    paragraph, name = match.string, match[1]
    before = paragraph[max(0, match.start() - LONGEST_LEAD) : match.start()]
    after = paragraph[match.end() : match.end() + LONGEST_LEAD]
    called = _AGENCY_CALLED.search(before)
    bracketed = before.endswith("(") and after.startswith(")")
    if name in _ORDINARY and not called and not bracketed:
        return ""
    if lead := _lead(before):
        return lead + name + after[: lead.endswith(_OPENERS)]
    if called and (quoting := _QUOTING.match(after)):
        return called.group() + name + quoting.group()
    if bracketed and not after.strip(") .،\n"):
        return f"({name})"
    is_source_line = len(paragraph) < LONGEST_LEAD and _SOURCES.fullmatch(paragraph)
    return paragraph if is_source_line else ""


def _lead(before: str) -> str:
    for pattern in _LEADS:
        match = pattern.search(before)
        if match and not _IN_THE_NEWS.search(before[: match.start()]):
            return match.group()
    return ""
