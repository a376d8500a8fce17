"""The pieces a diff is made of, and what kind of change each is."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What changed in a segment, the gravest where several apply.

    number: a value, its hedge, a percent or currency sign, a date or a rank; spelling: equal
    once folded (hamzas, ى, marks, tatweel, the digits' script, blanks inside a word);
    formatting: the same words under other tags or in other lines.
    """

    EQUAL = "equal"
    FORMATTING = "formatting"
    PUNCTUATION = "punctuation"
    SPELLING = "spelling"
    WORDING = "wording"
    NAME = "name"
    NUMBER = "number"


FACTS = frozenset({Kind.NUMBER, Kind.NAME})


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of both texts: `old` in the one, `new` in the other, "" where it is missing."""

    kind: Kind
    old: str
    new: str

    @property
    def op(self) -> str:
        """Return "equal", "insert", "delete" or "replace"."""
        if self.old == self.new:
            return "equal"
        if not self.old:
            return "insert"
        return "replace" if self.new else "delete"


def kinds(segments: Iterable[Segment]) -> set[Kind]:
    """Return the kinds of change among the segments."""
    return {segment.kind for segment in segments} - {Kind.EQUAL}


def asks_for_correction(segments: Iterable[Segment]) -> bool:
    """Tell whether a fact that readers saw, a number or a name, is another now."""
    return not FACTS.isdisjoint(kinds(segments))


def joined(segments: Iterable[Segment]) -> list[Segment]:
    """Leave out what is empty, join unchanged neighbours, and blanks to what they came with."""
    found: list[Segment] = []
    for segment in segments:
        if found and (both := _join(found[-1], segment)):
            found[-1:] = both
        elif segment.old or segment.new:
            found.append(segment)
    return found


def _join(one, other):
    """Return what two neighbours make together; None where they stay as they are."""
    if kind := _common_kind(one, other):
        return [Segment(kind, one.old + other.old, one.new + other.new)]
    if not _is_blank(one) or {one.op, other.op} != {"insert", "delete"}:
        return None
    # «حلب، ثم» made «حلب ثم»: the blank behind the comma is the one that stays.
    blank = one.old + one.new
    changed = other.old + other.new
    if not changed.endswith(blank):
        return None
    rest = changed.removesuffix(blank)
    is_deleted = other.op == "delete"
    stayed = Segment(Kind.EQUAL, blank, blank)
    return [Segment(other.kind, *((rest, "") if is_deleted else ("", rest))), stayed]


def _common_kind(one, other):
    if one.kind == other.kind and one.op == other.op == "equal":
        return one.kind
    if one.op != other.op or one.op not in ("insert", "delete"):
        return None
    if _is_blank(one):
        return other.kind
    return one.kind if _is_blank(other) or one.kind == other.kind else None


def _is_blank(segment):
    return (segment.old + segment.new).isspace()
