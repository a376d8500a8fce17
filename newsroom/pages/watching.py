"""The triggers by which the database itself records what changes, whoever changes it.

They are made anew after every `migrate`, since SQLite loses a table's triggers when a migration
rebuilds it. A verb, the admin, `QuerySet.update`, a bulk import, COPY and somebody at the
database's own prompt are all seen, in the same commit as their rows.
"""

from collections.abc import Iterator
from hashlib import blake2b
from typing import NamedTuple

from django.apps import apps
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

from articles.models import Story
from comments.models import Comment
from newsroom.models import Change

APPS = ("articles", "comments", "newsroom")
PREFIX = "change_"
EVENTS = ("INSERT", "UPDATE", "DELETE")
# A statement that concerns more rows than this is a change of the whole table.
MOST_ROWS = 1000

PUBLIC = ", ".join(f"'{status}'" for status in Story.RELEASED)
# The work on drafts, which no reader sees, empties no page.
ONLY_IF = {Story: f"{{row}}status IN ({PUBLIC})"}
# Changes of these tables are told apart by a column, so that a comment empties one story's pages.
TOLD_APART_BY = {Comment: "story_id"}

# What is older than an hour concerns no kept page.
FORGET = """
DELETE FROM newsroom_change WHERE id IN (
  SELECT id FROM newsroom_change WHERE at < {hour_ago} ORDER BY at LIMIT 20 {skip})
"""


class Trigger(NamedTuple):
    name: str
    table: str
    sql: str


def watched_models() -> list[type[models.Model]]:
    """Every model of ours: a page may read any of them, today or after the next commit."""
    ours = (
        model
        for app in APPS
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
    )
    return [model for model in ours if model._meta.managed and model is not Change]


def watched_tables() -> frozenset[str]:
    return frozenset(model._meta.db_table for model in watched_models())


def watch(connection: BaseDatabaseWrapper) -> None:
    """Make the triggers that are missing, and remove those of an older form."""
    tables = set(connection.introspection.table_names())
    if Change._meta.db_table not in tables:
        return
    make = _postgresql if connection.vendor == "postgresql" else _sqlite
    wanted = {
        trigger.name: trigger
        for model in watched_models()
        if model._meta.db_table in tables
        for trigger in make(model)
    }
    present = _present(connection)
    with connection.cursor() as cursor:
        for name in present.keys() - wanted.keys():
            on = f' ON "{present[name]}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TRIGGER "{name}"{on}')
        for name in wanted.keys() - present.keys():
            cursor.execute(wanted[name].sql)


def watch_after_migrate(*, using: str, **_signal: object) -> None:
    watch(connections[using])


def _present(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """The tables of the triggers that are there, by the triggers' names."""
    sql = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"
    if connection.vendor == "postgresql":
        sql = (
            "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace"
        )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return {name: table for name, table in cursor.fetchall() if name.startswith(PREFIX)}


def _named(table: str, event: str, sql: str) -> Trigger:
    """The trigger under a name that says whether it has today's form."""
    digest = blake2b(sql.encode(), digest_size=4).hexdigest()
    name = f"{PREFIX}{digest}_{event.lower()}_{table}"[:63]
    return Trigger(name, table, sql.replace("{name}", name))


# SQLite: a trigger for each row. One writer at a time, so that numbers rise as they are committed.


def _sqlite(model: type[models.Model]) -> Iterator[Trigger]:
    table = model._meta.db_table
    for event in EVENTS:
        rows = {"INSERT": ["NEW"], "DELETE": ["OLD"]}.get(event, ["OLD", "NEW"])
        condition = " OR ".join(_condition(model, f"{row}.") for row in rows)
        steps = " ".join(_sqlite_note(model, row) for row in rows[:: -1 if len(rows) > 1 else 1])
        sql = (
            f'CREATE TRIGGER "{{name}}" AFTER {event} ON "{table}"'
            f" WHEN {condition} BEGIN {steps} END"
        )
        yield _named(table, event, sql)


def _condition(model: type[models.Model], row: str) -> str:
    return ONLY_IF.get(model, "1").format(row=row)


def _sqlite_note(model: type[models.Model], row: str) -> str:
    """Give the key's record a new number; no REPLACE, which the outer statement may overrule."""
    column = TOLD_APART_BY.get(model)
    key = f"'{model._meta.db_table}'" + (f" || ':' || {row}.{column}" if column else "")
    steps = [
        f"DELETE FROM newsroom_change WHERE key = {key};",
        'INSERT INTO newsroom_change (key, "transaction", at)'
        f" VALUES ({key}, 0, strftime('%Y-%m-%d %H:%M:%f', 'now'));",
    ]
    if column:
        steps.append(FORGET.format(hour_ago="datetime('now', '-1 hour')", skip="").strip() + ";")
    return " ".join(steps)


# PostgreSQL: a trigger for each statement, with a record for each transaction.

NOTE = """
INSERT INTO newsroom_change (key, transaction, at)
SELECT DISTINCT {key}, pg_current_xact_id()::text::bigint, clock_timestamp() {rows}
ON CONFLICT DO NOTHING;
"""
FUNCTION = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN {steps} RETURN NULL; END $$;
"""
CREATE = (
    'CREATE TRIGGER "{{name}}" AFTER {event} ON "{table}" {rows}'
    " FOR EACH STATEMENT EXECUTE FUNCTION {function}();"
)
ROWS = {
    "INSERT": "REFERENCING NEW TABLE AS come",
    "DELETE": "REFERENCING OLD TABLE AS gone",
    "UPDATE": "REFERENCING OLD TABLE AS gone NEW TABLE AS come",
}
RECORDS = {"INSERT": ["come"], "DELETE": ["gone"], "UPDATE": ["gone", "come"]}


def _postgresql(model: type[models.Model]) -> Iterator[Trigger]:
    table = model._meta.db_table
    for event in (*EVENTS, "TRUNCATE"):
        function = f"note_{event.lower()}_{table}"[:63]
        steps = _postgresql_steps(model, event)
        forget = FORGET.format(
            hour_ago="clock_timestamp() - interval '1 hour'", skip="FOR UPDATE SKIP LOCKED"
        )
        body = FUNCTION.format(name=function, steps=f"{steps} {forget.strip()};")
        create = CREATE.format(
            event=event, table=table, rows=ROWS.get(event, ""), function=function
        )
        yield _named(table, event, body + create)


def _postgresql_steps(model: type[models.Model], event: str) -> str:
    table, column = model._meta.db_table, TOLD_APART_BY.get(model)
    whole = NOTE.format(key=f"'{table}'", rows="")
    if event not in RECORDS or (column is None and model not in ONLY_IF):
        return whole
    if column is None:
        seen = " OR ".join(
            f"EXISTS (SELECT 1 FROM {rows} WHERE {_condition(model, '')})"
            for rows in RECORDS[event]
        )
        return f"IF {seen} THEN {whole} END IF;"
    records = " UNION ".join(f"SELECT {column} FROM {rows}" for rows in RECORDS[event])
    each = NOTE.format(key=f"'{table}:' || owner", rows=f"FROM ({records}) AS owners (owner)")
    few = f"(SELECT count(*) FROM ({records} LIMIT {MOST_ROWS + 1}) AS several) <= {MOST_ROWS}"
    return f"IF {few} THEN {each} ELSE {whole} END IF;"
