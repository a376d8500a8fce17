"""Writing the audit log: entries are added here and nowhere changed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from articles.models import AuditEntry, Story


def record(
    verb: AuditEntry.Verb,
    *,
    by: Any,
    at: date,
    reason: str = "",
    story: Story | None = None,
    subject: str = "",
    changes: Mapping[str, list[Any]] | None = None,
) -> AuditEntry:
    """Add an entry about a story, or about another `subject`; `by` is None for the newsroom.

    `changes` maps a field to its old and its new value, as `difference` returns them.
    """
    return AuditEntry.objects.create(
        verb=verb,
        by=by,
        happened_at=at,
        reason=reason,
        story=story,
        subject=subject,
        changes=dict(changes or {}),
    )


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Old and new value of every field that differs; moments and days in ISO form."""
    names = [name for name in after if before.get(name) != after[name]]
    return {name: [_plain(before.get(name)), _plain(after[name])] for name in names}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
