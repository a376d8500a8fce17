from django.db import models


class RecordIsFinal(Exception):
    """A record that is only ever added to was about to be changed or deleted."""

    def __init__(self, model: type[models.Model]):
        super().__init__(f"{model.__name__} rows are added, never changed or deleted.")


class AppendOnlyQuerySet(models.QuerySet):
    def update(self, **values):
        raise RecordIsFinal(self.model)

    def delete(self):
        raise RecordIsFinal(self.model)

    def bulk_update(self, *args, **kwargs):
        raise RecordIsFinal(self.model)

    def bulk_create(self, objs, **kwargs):
        if kwargs.get("update_conflicts"):
            raise RecordIsFinal(self.model)
        return super().bulk_create(objs, **kwargs)


class AppendOnly(models.Model):
    """A row that is written once."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise RecordIsFinal(type(self))
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args, **kwargs):
        raise RecordIsFinal(type(self))
