"""A row as JSON and back, with nothing lost: each kind of column has one way of being written."""

import base64
import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Field, Model

from articles.fields import TermsField
from newsroom.exporting.tables import LEFT_OUT, NotExportable

Json = Any


def _same(value: Any) -> Any:
    return value


def _iso(value: date) -> str:
    return value.isoformat()


def _base64(value: bytes) -> str:
    return base64.b64encode(bytes(value)).decode("ascii")


PLAIN = (_same, _same)
KINDS: dict[str, tuple[Callable[[Any], Json], Callable[[Json], Any]]] = {
    **dict.fromkeys(
        (
            "AutoField",
            "BigAutoField",
            "BigIntegerField",
            "BooleanField",
            "CharField",
            "FloatField",
            "IntegerField",
            "JSONField",
            "PositiveBigIntegerField",
            "PositiveIntegerField",
            "PositiveSmallIntegerField",
            "SlugField",
            "SmallIntegerField",
            "TextField",
        ),
        PLAIN,
    ),
    "FileField": (str, _same),
    "DateField": (_iso, date.fromisoformat),
    "DateTimeField": (_iso, datetime.fromisoformat),
    "BinaryField": (_base64, base64.b64decode),
}


class _Named:
    """Rows that the migrations make have another number in each database, but one name."""

    def __init__(self, model: type[Model], name: Callable[[Any], list[str]]):
        rows = model.objects.all()
        self.by_pk = {row.pk: name(row) for row in rows}
        self.by_name = {tuple(written): pk for pk, written in self.by_pk.items()}

    def write(self, pk: int) -> list[str]:
        return self.by_pk[pk]

    def read(self, written: list[str]) -> int:
        return self.by_name[tuple(written)]


class Rows:
    """Writes and reads rows; made anew for each export, as it knows the names of permissions."""

    def __init__(self) -> None:
        types = _Named(ContentType, lambda row: [row.app_label, row.model])
        permissions = _Named(
            Permission, lambda row: [*types.write(row.content_type_id), row.codename]
        )
        self.named = {ContentType: types, Permission: permissions}

    def written(self, model: type[Model]) -> Iterator[str]:
        """A line of canonical JSON for every row, by primary key."""
        ways = [(field.attname, self._way(field)[0]) for field in _own(model)]
        for row in model._base_manager.order_by("pk").iterator(chunk_size=500):
            values = {name: _or_none(write, row.__dict__[name]) for name, write in ways}
            yield json.dumps(values, ensure_ascii=False, sort_keys=True)

    def read(self, model: type[Model], line: str) -> Model:
        """The row of a line, unsaved. Raises NotExportable for one that does not fit."""
        values = json.loads(line)
        fields = {field.attname: field for field in model._meta.concrete_fields}
        if unknown := values.keys() - fields.keys():
            raise NotExportable(
                f"{model._meta.label} has no {', '.join(sorted(unknown))}: "
                "the export comes from another version of Newsroom."
            )
        row = model(
            **{name: _or_none(self._way(fields[name])[1], value) for name, value in values.items()}
        )
        for field in fields.values():
            if isinstance(field, TermsField):
                field.pre_save(row, add=True)
        return row

    def _way(self, field: Field) -> tuple[Callable[[Any], Json], Callable[[Json], Any]]:
        if field.is_relation and field.related_model in self.named:
            named = self.named[field.related_model]
            return named.write, named.read
        if field.is_relation:
            _require_exported(field)
            return self._way(field.target_field)
        kind = field.get_internal_type()
        if kind not in KINDS:
            raise NotExportable(f"{field} is a {kind}, which no export knows how to write.")
        return KINDS[kind]


def _own(model: type[Model]) -> list[Field]:
    """The columns, less the terms that a row is found by: they are read from it, here as there."""
    return [field for field in model._meta.concrete_fields if not isinstance(field, TermsField)]


def _require_exported(field: Field) -> None:
    if field.related_model._meta.label in LEFT_OUT:
        raise NotExportable(f"{field} points at {field.related_model._meta.label}, left out.")


def _or_none(way: Callable[[Any], Any], value: Any) -> Any:
    return None if value is None else way(value)
