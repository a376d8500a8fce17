"""Writing many rows at once: COPY in PostgreSQL, one prepared statement in SQLite.

Beside the backends of search and the triggers this is the one module that knows which database
is in use.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from operator import attrgetter
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from articles.fields import TermsField
from articles.search import backends

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
    columns = [_column(field, rows, connection) for field in model._meta.concrete_fields]
    with _entering_index(model, rows):
        _insert(connection, model, list(zip(*columns, strict=True)))
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias
    return rows


@transaction.atomic(savepoint=False)
def insert(model: type[models.Model], rows: Sequence[Any]) -> None:
    """Insert rows that are no models: anything with the fields' attributes, the id among them.

    Their values are written as they are. For rows so many that making models of them costs more
    than writing them.
    """
    if rows:
        names = [field.attname for field in model._meta.concrete_fields]
        _insert(connections[DEFAULT_DB_ALIAS], model, list(map(attrgetter(*names), rows)))


def make_ready() -> None:
    """Prepare the connection for a long import; outside of a transaction, or nothing is done.

    SQLite copies the pages that a row with triggers is about to change, hundreds for each story,
    and would write the copies into a file.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA temp_store = MEMORY")


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


def _entering_index(
    model: type[models.Model], rows: Sequence[models.Model]
) -> AbstractContextManager[None]:
    """Let rows that keep their own terms be indexed all at once."""
    index = backends.of_rows(model._meta.db_table)
    has_terms = any(isinstance(field, TermsField) for field in model._meta.concrete_fields)
    if not has_terms or not index.exists():
        return nullcontext()
    return index.gathering([row.pk for row in rows])


def _column(
    field: models.Field, rows: Sequence[models.Model], connection: BaseDatabaseWrapper
) -> list[Any]:
    """A field's values of all rows as the database wants them."""
    if type(field).pre_save is models.Field.pre_save:
        values = list(map(attrgetter(field.attname), rows))
    else:
        values = [field.pre_save(row, True) for row in rows]
    if {type(value) for value in values} <= _AS_THEY_ARE.get(type(field), _NO_TYPES):
        return values
    # Most rows of an import share their moments: each value is prepared once.
    different = {id(value): value for value in values}
    prepared = {key: field.get_db_prep_save(value, connection) for key, value in different.items()}
    return [prepared[id(value)] for value in values]


_NO_TYPES: set[type] = set()
_TEXTS, _NUMBERS, _TRUTHS = ({kind, type(None)} for kind in (str, int, bool))
# The types whose values a field gives to the database unchanged: nothing has to be asked.
_AS_THEY_ARE = {
    models.CharField: _TEXTS,
    models.SlugField: _TEXTS,
    models.TextField: _TEXTS,
    models.BooleanField: _TRUTHS,
    models.BigAutoField: _NUMBERS,
    models.ForeignKey: _NUMBERS,
    models.IntegerField: _NUMBERS,
    models.PositiveIntegerField: _NUMBERS,
    models.PositiveSmallIntegerField: _NUMBERS,
}


def _insert(
    connection: BaseDatabaseWrapper, model: type[models.Model], rows: Sequence[Sequence[Any]]
) -> None:
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    fields = model._meta.concrete_fields
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
