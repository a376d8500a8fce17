"""Snapshots of a story side by side: what differs, and three of them made one. Pure Python.

A snapshot is the mapping that `revisions.snapshot_of` makes. Every field becomes a list of
parts (the paragraphs of the body, the lines of the summary, each picture, or the one value of
another field), so that one three-way merge serves all of them.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from articles import body, worddiff
from articles.worddiff import Merge, MergeBlock, Segment

Snapshot = Mapping[str, Any]
Parts = tuple[str, ...]

# Stands before a picture that readers choose to uncover.
SENSITIVE = "\u26a0"
# The order in which an editor reads them.
FIELDS = (
    "headline",
    "headline_is_provisional",
    "summary",
    "body",
    "photos",
    "source_id",
    "topic_id",
    "original_date",
    "dateline",
    "byline",
    "credits",
    "slug",
)


def parts_of(snapshot: Snapshot | None, name: str) -> Parts:
    """A field as parts that can be compared and put together; none without a snapshot."""
    if snapshot is None:
        return ()
    # None for a field that is younger than the version.
    value = snapshot.get(name)
    if name == "body":
        return tuple(body.blocks(value))
    if name == "summary":
        return tuple(value.splitlines())
    if name in ("photos", "credits"):
        return tuple(json.dumps(item, ensure_ascii=False, sort_keys=True) for item in value)
    return (json.dumps(value, ensure_ascii=False),)


def value_of(parts: Parts, name: str) -> Any:
    """The field that these parts make: `parts_of` backwards."""
    if name == "body":
        return "".join(parts)
    if name == "summary":
        return "\n".join(parts)
    values = [json.loads(part) for part in parts]
    return values if name in ("photos", "credits") else values[0]


def merge(base: Snapshot | None, theirs: Snapshot, mine: Snapshot) -> dict[str, Merge]:
    """Each field that somebody changed, merged by its parts."""
    merged = {name: _merge(base, theirs, mine, name) for name in FIELDS}
    return {name: found for name, found in merged.items() if _is_touched(found)}


def _merge(base, theirs, mine, name) -> Merge:
    versions = [parts_of(snapshot, name) for snapshot in (base, theirs, mine)]
    if base is None:
        # Nothing is known of what both began with: what differs is for the editor to decide.
        versions[0] = versions[1] if versions[1] == versions[2] else ()
    if all(len(version) == 1 for version in versions[1:]):
        return Merge((MergeBlock(*versions),))
    return worddiff.merge(*versions)


def _is_touched(found: Merge) -> bool:
    return any(block.side != worddiff.Side.UNCHANGED for block in found.blocks)


def resolve(
    theirs: Snapshot, merges: Mapping[str, Merge], choose: Callable[[str, int, MergeBlock], Parts]
) -> dict[str, Any]:
    """The snapshot that holds every change; `choose` decides about each block in conflict.

    It gets the field, the block's number within it, and the block.
    """
    chosen = {}
    for name, found in merges.items():
        parts = [
            block.merged if block.merged is not None else choose(name, number, block)
            for number, block in enumerate(found.blocks)
        ]
        chosen[name] = value_of(tuple(part for some in parts for part in some), name)
    return {**theirs, **chosen}


@dataclass(frozen=True, slots=True)
class FieldDiff:
    """What became of a field: its words, or of the body its blocks."""

    name: str
    segments: tuple[Segment, ...] = ()
    blocks: tuple[worddiff.Block, ...] = ()

    @property
    def kinds(self) -> set[worddiff.Kind]:
        found = worddiff.kinds(self.segments)
        return found.union(*(block.kinds for block in self.blocks))


def diff(old: Snapshot, new: Snapshot) -> list[FieldDiff]:
    """The fields that differ for who reads them, in the order of the page."""
    found = [_diff(old, new, name) for name in FIELDS if old.get(name) != new.get(name)]
    return [field for field in found if field.segments or field.blocks]


def _diff(old: Snapshot, new: Snapshot, name: str) -> FieldDiff:
    if name == "body":
        return FieldDiff(name, blocks=tuple(worddiff.diff_bodies(old[name], new[name])))
    if name == "photos":
        return FieldDiff(name, blocks=_diff_photos(old[name], new[name]))
    return FieldDiff(name, segments=tuple(worddiff.diff(as_text(old, name), as_text(new, name))))


def _diff_photos(old: Sequence[Snapshot], new: Sequence[Snapshot]) -> tuple[worddiff.Block, ...]:
    """The pictures that are new, gone or said otherwise: of fifty, what stayed is left out."""
    before, after = (
        "".join(body.paragraph(_photo_text(photo)) for photo in photos) for photos in (old, new)
    )
    blocks = worddiff.diff_bodies(before, after)
    return tuple(block for block in blocks if block.op != worddiff.Op.KEPT)


def as_text(snapshot: Snapshot, name: str) -> str:
    """A field in words, a line for each of its parts."""
    value = snapshot.get(name)
    if name == "photos":
        return "\n".join(_photo_text(photo) for photo in value)
    if name == "credits":
        return "\n".join(f"{credit['agency']} | {credit['evidence']}" for credit in value)
    return "" if value is None else str(value)


def _photo_text(photo: Mapping[str, Any]) -> str:
    mark = SENSITIVE if photo.get("is_sensitive") else ""
    words = (mark, photo["caption"], photo["credit"], photo["alt_text"], photo["image"])
    place = photo["after_block"]
    return ("" if place is None else f"[{place}] ") + " | ".join(word for word in words if word)
