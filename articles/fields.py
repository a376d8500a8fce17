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
