"""Units and counted things: one name for all their forms, so that figures can be compared."""

import re
from functools import cache, lru_cache

from articles.arabic import fold
from articles.comparison.word_forms import word_keys
from articles.comparison.words import FOLDER

PERCENT = "%"
PEOPLE = "people"
PERSON = "شخص"
_SHORTEST = 3  # letters of a noun with nothing to take off
_ENDINGS = tuple(
    """
    ات ون ين ه ا
    """.split()
)
_FOR = "ل"
_SINGULAR = "*"  # marks another singular of the unit, which has a dual of its own
_ARTICLE = "ال"
_FEMININE = "ة"
_FOLDED_FEMININE = "ه"
_TANWIN = "ا"
_DUALS = tuple(
    """
    ان ين
    """.split()
)
# Prefixes of a dual («ليومين», «وبأسبوعين»).
_BEFORE_DUAL = re.compile(
    "و?[بل]?",
)
_SQUARE = tuple(
    """
    مربع مكعب
    """.split()
)
_LONGEST = 3  # words in a unit: «كيلو متر مربع»


@cache
def _forms() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Unit by folded form; kind by unit; unit by folded dual."""
    units: dict[str, str] = {}
    kinds: dict[str, str] = {}
    duals: dict[str, str] = {}
    kind = ""
    for line in (FOLDER / "units.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            kind = line[1:-1]
        elif line and not line.startswith("#"):
            name, _, others = line.partition(":")
            unit = PERCENT if kind == "percent" else name
            kinds[unit] = kind
            forms = {_folded(form) for form in (name, *others.split("،")) if form.strip()}
            units.update(dict.fromkeys(forms, unit))
            if kind != "percent":
                of_two = {dual for form in _singulars(name, others) for dual in _duals(form)}
                duals.update(dict.fromkeys(of_two - forms, unit))
    return units, kinds, duals


def _singulars(name: str, others: str) -> list[str]:
    """The forms of one word that a dual is made from."""
    marked = (form.strip() for form in others.split("،"))
    stars = [form.removesuffix(_SINGULAR) for form in marked if form.endswith(_SINGULAR)]
    return [form for form in (name, *stars) if " " not in form]


def _folded(form: str) -> str:
    return " ".join(fold(form).split())


def _duals(name: str) -> set[str]:
    """The duals of a noun; where one is printed like the plural («مدنيين»), it is the plural."""
    base = name[:-1] + "ت" if name.endswith(_FEMININE) else name
    return {fold(base + ending) for ending in _DUALS}


def known_unit(words: list[str]) -> tuple[str, int] | None:
    """The unit that folded words begin with, and how many of them name it."""
    units = _forms()[0]
    for length in range(min(_LONGEST, len(words)), 0, -1):
        form = " ".join(words[:length])
        if unit := units.get(form):
            return unit, length
    bare = words[0].removesuffix(_TANWIN) if words else ""
    # No tanwin of this kind follows ة: «طلبها» is no form of «طلبة».
    unit = None if bare.endswith(_FOLDED_FEMININE) else units.get(bare)
    return (unit, 1) if unit else None


@lru_cache(maxsize=2**14)
def unit_of_dual(folded: str) -> str | None:
    """The unit of which a folded word means two («أسبوعين», «وطفلين», «ليومين»)."""
    duals = _forms()[2]
    prefix = _BEFORE_DUAL.match(folded).end()
    bare = (folded[length:] for length in range(prefix + 1))
    return next(filter(None, map(duals.get, bare)), None)


def squared(unit: str, follower: str) -> str | None:
    """The unit that «مربعين» makes of two «كيلومترين»."""
    bare = follower.removesuffix("ين").removesuffix("ان")
    known = known_unit([unit, bare]) if bare in _SQUARE else None
    return known and known[0]


@lru_cache(maxsize=2**14)
def unit_of_one(folded: str) -> str | None:
    """The unit of time, length or the like of which a folded word means one («أسبوع», «لساعة»)."""
    for bare in (folded, folded.removeprefix(_FOR)):
        unit = _forms()[0].get(bare)
        if unit and _folded(unit) == bare and kind_of(unit) in ("time", "measure"):
            return unit
    return None


def kind_of(unit: str) -> str:
    """ "percent", "time", "money", "measure", "people", "things", or "" for any other noun."""
    return _forms()[1].get(unit, "")


def unit_key(printed: str) -> str:
    """The unit that printed words name; for a noun without an entry itself."""
    if printed.strip() in ("%", "٪"):
        return PERCENT
    words = fold(printed).split()
    if not words:
        return ""
    if known := known_unit(words):
        return known[0]
    keys = sorted(word_keys(words[0]), reverse=True)  # "=" before "+"
    known = next(filter(None, (known_unit([key[1:]]) for key in keys)), None)
    if known:
        return known[0]
    return _without_ending(words[0].removeprefix(_ARTICLE))


def _without_ending(word: str) -> str:
    """A noun without the ending that number or case gives it («ممرات», «كتلة», «طعنا»)."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word.removesuffix(ending)
    return word
