from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils import timezone

from articles import body


class BodyField(models.TextField):
    """HTML that is sanitised on every way into the database, bulk writes included."""

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return value if value is None else str(body.sanitise(value))


class DatedAtField(models.DateTimeField):
    """The moment that the site orders by, derived from the row at every write of it."""

    def pre_save(self, instance: models.Model, add: bool) -> datetime | None:
        moment = instance.find_dated_at()
        setattr(instance, self.attname, moment)
        return moment


class DatedOnField(models.DateField):
    """The day of that moment in the newsroom's time zone, by which stories are counted."""

    def pre_save(self, instance: models.Model, add: bool) -> date | None:
        moment = instance.find_dated_at()
        day = timezone.localtime(moment, timezone.get_default_timezone()).date()
        setattr(instance, self.attname, day)
        return day


class TermsField(models.TextField):
    """The terms that a row is found by in the desk, derived at every write of it.

    Blanks stand around each, so that a whole term can be looked for. The model says which by
    `find_terms()`.
    """

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **{"default": "", "editable": False, "blank": True} | kwargs)

    def pre_save(self, instance: models.Model, add: bool) -> str:
        # A migration's models have no methods: it has to say the terms itself.
        if hasattr(instance, "find_terms"):
            setattr(instance, self.attname, kept_terms(instance.find_terms()))
        return getattr(instance, self.attname)


def kept_terms(terms: Iterable[str]) -> str:
    """Terms as a `TermsField` holds them."""
    return f" {' '.join(terms)} "
