"""Triggers by which the database itself keeps a table append-only; for migrations.

SQLite loses a table's triggers when a later migration rebuilds the table: install them again
in that migration. A test that changes rows past the models says so.
"""

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper

MESSAGE = "rows of this table are added, never changed or deleted"

# 23001 is the standard's "restrict violation", which Django reports as an IntegrityError.
FUNCTION = f"""
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = '23001'; END $$
"""


def install(connection: BaseDatabaseWrapper, table: str, *, set_once: str = "") -> None:
    """Refuse every update and deletion, except that `set_once` may be filled while it is NULL."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
        for name, event, condition in _triggers(connection, table, set_once):
            cursor.execute(_create(connection.vendor, f"{table}_{name}", event, table, condition))


def remove(connection: BaseDatabaseWrapper, table: str) -> None:
    """Take the triggers away again."""
    place = f" ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in ("no_update", "set_once", "no_delete"):
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_{name}{place}")


def _triggers(
    connection: BaseDatabaseWrapper, table: str, set_once: str
) -> Iterator[tuple[str, str, str]]:
    yield "no_delete", "DELETE", ""
    if not set_once:
        yield "no_update", "UPDATE", ""
        return
    with connection.cursor() as cursor:
        description = connection.introspection.get_table_description(cursor, table)
    others = ", ".join(f'"{column.name}"' for column in description if column.name != set_once)
    yield "no_update", f"UPDATE OF {others}", ""
    yield "set_once", f'UPDATE OF "{set_once}"', f'OLD."{set_once}" IS NOT NULL'


def _create(vendor: str, name: str, event: str, table: str, condition: str) -> str:
    start = f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW"
    when = f" WHEN ({condition})" if condition else ""
    if vendor == "postgresql":
        return f"{start}{when} EXECUTE FUNCTION refuse_change()"
    return f"{start}{when} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
