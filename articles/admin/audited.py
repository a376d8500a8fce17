from typing import Any

from django.db import models
from django.utils import timezone

from articles import audit
from articles.models import AuditEntry

SECRET = "password"


class AuditedMixin:
    """Writes what is changed in the desk to the audit log, in place of the admin's own."""

    def construct_change_message(self, request, form, formsets, add=False):
        """Old and new value of each changed field; a password's change without its values."""
        return {name: _change(form, name) for name in form.changed_data}

    def log_addition(self, request, obj, message):
        self._record(request, obj, message)

    def log_change(self, request, obj, message):
        self._record(request, obj, message)

    def log_deletions(self, request, queryset):
        for obj in queryset:
            self._record(request, obj, {str(self.opts.verbose_name): [str(obj), None]})

    def _record(self, request, obj, changes):
        audit.record(
            AuditEntry.Verb.CHANGE,
            by=request.user,
            at=timezone.now(),
            subject=f"{self.opts.verbose_name}: {obj}"[:300],
            changes=changes,
        )


def _change(form, name: str) -> list[Any]:
    if SECRET in name:
        return [None, None]
    return [_plain(form.initial.get(name)), _plain(form.cleaned_data.get(name))]


def _plain(value: Any) -> Any:
    """The value as JSON and a reader can have it."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, models.QuerySet | list | tuple):
        return sorted(str(item) for item in value)
    return str(value)
