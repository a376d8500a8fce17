"""Facts that a new version changes: numbers and names that readers have seen otherwise."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from articles import body
from articles.models import Source
from articles.names import Names, find_names
from articles.worddiff import FACTS, Kind, diff

TEXTS = ("headline", "summary", "dateline", "byline")


@dataclass(frozen=True, slots=True)
class FactChange:
    """`kind` is "number" or "name"; `old` or `new` is empty where a fact came or went.

    `field` is a field of the snapshot, or "captions" for those of all photos.
    """

    field: str
    kind: str
    old: str
    new: str


class CorrectionNeeded(Exception):
    """A fact that readers have seen is about to change: pass a `correction` for them."""

    def __init__(self, changes: list[FactChange]):
        super().__init__(_("A number or a name has changed: write a correction for the readers."))
        self.changes = changes


def changes(before: dict[str, Any], after: dict[str, Any]) -> list[FactChange]:
    """The facts that differ between two snapshots. A field that was empty said nothing wrong."""
    old, new = _texts(before), _texts(after)
    names = find_names("\n".join(old.values()), "\n".join(new.values()))
    found = list(_changed_values(before, after))
    for field in old:
        found += _changed_words(field, old[field], new[field], names)
    return found


def _texts(snapshot: dict[str, Any]) -> dict[str, str]:
    captions = [photo["caption"] for photo in snapshot["photos"]]
    return {name: snapshot[name] for name in TEXTS} | {
        "body": body.text(snapshot["body"]),
        "captions": "\n".join(captions),
    }


def _changed_values(before: dict[str, Any], after: dict[str, Any]) -> Iterator[FactChange]:
    if before["source_id"] not in (None, after["source_id"]):
        sources = Source.objects.in_bulk(filter(None, (before["source_id"], after["source_id"])))
        old, new = (str(sources.get(side["source_id"], "")) for side in (before, after))
        yield FactChange("source_id", Kind.NAME, old, new)
    if before["original_date"] not in (None, after["original_date"]):
        yield FactChange(
            "original_date", Kind.NUMBER, before["original_date"], after["original_date"] or ""
        )


def _changed_words(field: str, old: str, new: str, names: Names) -> Iterator[FactChange]:
    segments = diff(old, new, names) if old else []
    for segment in segments:
        if segment.kind in FACTS:
            yield FactChange(field, segment.kind, segment.old.strip(), segment.new.strip())
