"""Word lists, read from text files once, and how an Arabic word is looked up in them.

`words/` holds the entries that point at a comment. A stem of four letters and more is found behind
proclitics and before suffixes, a shorter one only behind those that cannot be part of another
word, one marked "=" only as it stands. `cues/` holds the closed words that composed rules lean
on: they are matched as they stand, with a conjunction at most. `topics/` holds nouns for people,
things and nature, which tell of what something is said. `allowed.txt` holds look-alikes that
match nothing, `ordinary.txt` those of misspelt entries.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

from articles.arabic import fold

HERE = Path(__file__).parent
MIN_STEM = 4
MIN_SHORT_STEM = 2
# A dropped or a swapped letter is undone in entries of this length and more.
MIN_DROPPED, MIN_SWAPPED = 6, 5
MISSPELT_LISTS = frozenset(("beast", "vermin", "insult", "vulgar"))
DOUBLED = re.compile(r"(.)\1")
MASK = "?"
EXACT = "="
ALLOWED_NAME = "allowed"

_CONJUNCTIONS = ("", *"وف")
# A glued «يا» stands before the article or alone.
_CALL = "يا"
_OPENINGS = ("", _CALL)
_TAKEN_FOR_NOTHING_ELSE = """
    ال
    بال
    كال
    لل
    هال
    يال
""".split()
_ARTICLES = """
    عال
    مال
    هل
""".split()
_PREPOSITIONS = "بكل"
_SUFFIXES = """
    ه ها هم هن هما ك كم كن كو ي نا ني و وا ا ين ون ان ات ت تي تو يه يا يين يون يات تين تان
    ته تها تهم تك تكم تنا اته اتها اتهم اتك اتكم اتنا يتك يته يتهم يتكم وهم وكم هون
""".split()
_TANWIN_ALEF = "ا"


def _spelled(*parts) -> frozenset[str]:
    return frozenset("".join(chosen) for chosen in product(*parts))


PREFIXES = _spelled(
    _CONJUNCTIONS, _OPENINGS, ("", *_TAKEN_FOR_NOTHING_ELSE, *_ARTICLES, *_PREPOSITIONS)
)
# Before short stems: what no other word begins with, and «و».
SAFE_PREFIXES = _spelled(_CONJUNCTIONS[:2], _OPENINGS, ("", *_TAKEN_FOR_NOTHING_ELSE))
MISSPELT_PREFIXES = _spelled(_OPENINGS, ("", _TAKEN_FOR_NOTHING_ELSE[0]))
SUFFIXES = frozenset(("", *_SUFFIXES))
SAFE_SUFFIXES = frozenset(("", _TANWIN_ALEF))
LONGEST_PREFIX = max(map(len, PREFIXES))
LONGEST_SUFFIX = max(map(len, SUFFIXES))

Entries = dict[str, set[str]]


class Reading(NamedTuple):
    """One way to take a word apart: prefix + core + suffix."""

    prefix: str
    core: str
    suffix: str

    @property
    def is_vocative(self) -> bool:
        return _CALL in self.prefix


class Phrase(NamedTuple):
    """An entry of several words and the lists that have it."""

    parts: tuple[str, ...]
    names: frozenset[str]


def lines_of(path: Path) -> Iterator[str]:
    """Yield the entries of a list, folded, without its comments; an exact one keeps its mark."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield EXACT * line.startswith(EXACT) + " ".join(fold(line).split())


def load(folder: str) -> Entries:
    """Map each folded entry of a folder's files to the names of the lists that have it."""
    entries: Entries = {}
    for path in sorted((HERE / folder).glob("*.txt")):
        for entry in lines_of(path):
            entries.setdefault(entry, set()).add(path.stem)
    return entries


def _misspelt(entries: Entries) -> Entries:
    """Return long entries with a letter dropped or two swapped, but for ordinary words."""
    misspelt: Entries = {}
    for entry, names in MISSPELLABLE.items():
        for spelling in {*_dropped(entry), *_swapped(entry)} - ORDINARY - entries.keys():
            misspelt.setdefault(spelling, set()).update(names)
    return misspelt


def _dropped(entry: str) -> list[str]:
    if len(entry) < MIN_DROPPED:
        return []
    return [entry[:i] + entry[i + 1 :] for i in range(1, len(entry))]


def _swapped(entry: str) -> list[str]:
    if len(entry) < MIN_SWAPPED:
        return []
    pairs = range(1, len(entry) - 1)
    return [entry[:i] + entry[i + 1] + entry[i] + entry[i + 2 :] for i in pairs]


def _masked(entries: Entries) -> Entries:
    """Return each entry with one inner letter masked, as in «ك*ب»."""
    masked: Entries = {}
    for entry, names in entries.items():
        for i in range(1, len(entry) - 1):
            masked.setdefault(entry[:i] + MASK + entry[i + 1 :], set()).update(names)
    return masked


def _phrases(entries: Entries) -> dict[str, dict[str, list[Phrase]]]:
    """Index the entries of several words by their first and second one."""
    index: dict[str, dict[str, list[Phrase]]] = {}
    for entry, names in entries.items():
        parts = tuple(entry.split())
        if len(parts) > 1:
            seconds = index.setdefault(parts[0], {})
            seconds.setdefault(parts[1], []).append(Phrase(parts, frozenset(names)))
    return index


ENTRIES = load("words")
CUES = load("cues")
TOPICS = load("topics")
ALLOWED = frozenset(lines_of(HERE / "allowed.txt"))
ORDINARY = frozenset(lines_of(HERE / "ordinary.txt"))
STEMS = {entry: names for entry, names in ENTRIES.items() if " " not in entry}
MISSPELLABLE = {e: names & MISSPELT_LISTS for e, names in STEMS.items() if names & MISSPELT_LISTS}


# Made when the first comment is read: a process that only shows pages does without them.


@cache
def masked_stems() -> Entries:
    return _masked(STEMS)


@cache
def misspelt_stems() -> Entries:
    return _misspelt(STEMS)


@cache
def phrases() -> dict[str, dict[str, list[Phrase]]]:
    return _phrases(ENTRIES | {entry: {ALLOWED_NAME} for entry in ALLOWED})


def _fits(prefix: str, core: str, suffix: str) -> bool:
    if len(core) >= MIN_STEM:
        return True
    return len(core) >= MIN_SHORT_STEM and prefix in SAFE_PREFIXES and suffix in SAFE_SUFFIXES


@lru_cache(maxsize=50_000)
def readings(folded: str) -> tuple[Reading, ...]:
    """Return the ways to take a folded word apart, the whole word first."""
    size = len(folded)
    starts = [n for n in range(min(size, LONGEST_PREFIX) + 1) if folded[:n] in PREFIXES]
    ends = [n for n in range(size, max(0, size - LONGEST_SUFFIX) - 1, -1) if folded[n:] in SUFFIXES]
    taken_apart = (Reading(folded[:a], folded[a:b], folded[b:]) for a, b in product(starts, ends))
    return tuple(r for r in taken_apart if r.core == folded or _fits(*r))


@lru_cache(maxsize=50_000)
def cores(folded: str) -> frozenset[str]:
    """Return every stem a folded word may have."""
    return frozenset(reading.core for reading in readings(folded))


@lru_cache(maxsize=50_000)
def labels(folded: str) -> dict[str, Reading]:
    """Return the lists that have this folded word, each with the reading that matched."""
    if folded in ALLOWED:
        return {}
    table = masked_stems() if MASK in folded else STEMS
    found = _found_in(table, readings(folded))
    for name in STEMS.get(EXACT + folded, ()):
        found.setdefault(name, Reading("", folded, ""))
    return found or _misspelt_labels(folded)


def _misspelt_labels(folded: str) -> dict[str, Reading]:
    """Undo a letter dropped or swapped, else letters doubled («صراصيير»)."""
    ways = _plain_readings(folded)
    single = (Reading(way.prefix, DOUBLED.sub(r"\1", way.core), "") for way in ways)
    undoubled = tuple(way for way in single if len(way.core) >= MIN_SWAPPED)
    return _found_in(misspelt_stems(), ways) or _found_in(MISSPELLABLE, undoubled)


def _found_in(table: Entries, ways: tuple[Reading, ...]) -> dict[str, Reading]:
    found: dict[str, Reading] = {}
    for reading in ways:
        for name in table.get(reading.core, ()):
            found.setdefault(name, reading)
    return found


def _plain_readings(folded: str) -> tuple[Reading, ...]:
    ways = readings(folded)
    return tuple(way for way in ways if way.prefix in MISSPELT_PREFIXES and not way.suffix)


@lru_cache(maxsize=50_000)
def topics(folded: str) -> frozenset[str]:
    """Return the topics that this folded word names, whatever its affixes."""
    return frozenset().union(*(TOPICS.get(core, ()) for core in cores(folded)))


@lru_cache(maxsize=50_000)
def cues(folded: str) -> frozenset[str]:
    """Return the lists of closed words that have this folded word, a conjunction aside."""
    found = set(CUES.get(folded, ()))
    if len(folded) > MIN_SHORT_STEM and folded[0] in _CONJUNCTIONS:
        found |= CUES.get(folded[1:], set())
    return frozenset(found)


@lru_cache(maxsize=50_000)
def _continuations(folded: str) -> tuple[dict[str, list[Phrase]], ...]:
    begun = phrases()
    return tuple(begun[core] for core in cores(folded) if core in begun)


def begins_phrase(folded: str) -> bool:
    """Return whether any phrase may begin with this word."""
    return bool(_continuations(folded))


def phrases_at(folded: str, following: str) -> list[Phrase]:
    """Return the phrases that may begin with these two words."""
    return [
        phrase
        for seconds in _continuations(folded)
        for core in cores(following)
        for phrase in seconds.get(core, ())
    ]
