"""Writing many rows at once: COPY in PostgreSQL, one prepared statement in SQLite.

Beside the backends of search and the triggers this is the one module that knows which database
is in use.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

Row = TypeVar("Row", bound=models.Model)


@transaction.atomic(savepoint=False)
def create(rows: Sequence[Row]) -> Sequence[Row]:
    """Insert new rows of one model and return them with their ids, taken beforehand or now.

    As `bulk_create`, at a fraction of its cost: fields are prepared as for a save, nothing is
    validated, no signal is sent.
    """
    if not rows:
        return rows
    model = type(rows[0])
    new = [row for row in rows if row.pk is None]
    for row, pk in zip(new, take_ids(model, len(new)), strict=True):
        row.pk = pk
    # The connection itself: the name that stands for it looks it up anew for every value.
    connection = connections[DEFAULT_DB_ALIAS]
    fields = model._meta.concrete_fields
    prepared = [_prepared(field, connection) for field in fields]
    values = [[value(row) for value in prepared] for row in rows]
    _insert(connection, model, fields, values)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias
    return rows


def take_ids(model: type[models.Model], number: int) -> Sequence[int]:
    """Ids that no other row has or will be given, in ascending order; in a transaction."""
    connection, table = connections[DEFAULT_DB_ALIAS], model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = [table, model._meta.pk.column, number]
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                sequence,
            )
            return [pk for (pk,) in cursor.fetchall()]
        # The one writer that SQLite has counts on from here, which the rows' own ids move.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        found = cursor.fetchone()
    last = found[0] if found else 0
    return range(last + 1, last + number + 1)


def _prepared(
    field: models.Field, connection: BaseDatabaseWrapper
) -> Callable[[models.Model], Any]:
    """A function that takes a field's value from a row as the database wants it."""

    def value(row: models.Model) -> Any:
        return field.get_db_prep_save(field.pre_save(row, True), connection)

    return value


def _insert(
    connection: BaseDatabaseWrapper,
    model: type[models.Model],
    fields: Sequence[models.Field],
    rows: list[list[Any]],
) -> None:
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    columns = ", ".join(quote(field.column) for field in fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            statement = f"COPY {table} ({columns}) FROM STDIN"
            with connection.wrap_database_errors, cursor.copy(statement) as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)
