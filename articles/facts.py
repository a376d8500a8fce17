"""Facts that a new version changes: numbers and names that readers have seen otherwise."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles import arabic, body

# What readers see of a story as text; the day is a number like any other.
TEXTS = ("headline", "summary", "dateline", "byline", "original_date")


@dataclass(frozen=True, slots=True)
class FactChange:
    """`kind` is "number" or "name"; `old` or `new` is empty where a fact came or went."""

    field: str
    kind: str
    old: str
    new: str


class CorrectionNeeded(Exception):
    """A fact that readers have seen is about to change: pass a `correction` for them."""

    def __init__(self, changes: list[FactChange]):
        super().__init__(_("A number or a name has changed: write a correction for the readers."))
        self.changes = changes


def changes(before: dict, after: dict) -> list[FactChange]:
    """The facts that differ between two snapshots, in the order of the page."""
    old, new = _texts(before), _texts(after)
    return [change for name in old for change in _changes(name, old[name], new[name])]


def _texts(snapshot: dict) -> dict[str, str]:
    texts = {name: snapshot[name] or "" for name in TEXTS}
    captions = [photo["caption"] for photo in snapshot["photos"]]
    return texts | {"body": body.text(snapshot["body"]), "captions": "\n".join(captions)}


def _changes(field: str, old: str, new: str) -> list[FactChange]:
    before, after = _numbers(old), _numbers(new)
    if before == after:
        return []
    return [FactChange(field, "number", " ".join(before), " ".join(after))]


def _numbers(text: str) -> list[str]:
    return [token.folded for token in arabic.tokens(text) if token.folded.isdigit()]
