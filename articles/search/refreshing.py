"""Terms that rows keep themselves, read anew when the analyser has changed.

Beside the record of the stories' index stands one for each table, which says which analyser its
terms are of. Rows are read anew where they are: those that have been are found by what they
hold, the others by what they held, until all are done and the record says so.
"""

from collections.abc import Iterator, Sequence

from django.apps import apps
from django.db import transaction
from django.db.models import Model

from articles.arabic import ANALYSER
from articles.fields import TermsField, kept_terms
from articles.search import backends
from articles.search.backends.base import RECORDS, execute, execute_many
from articles.search.backends.rows import TERMS

BATCH = 1000  # rows of one transaction


def models_with_terms() -> list[type[Model]]:
    """Every model that is found by terms of its own."""
    return [
        model
        for model in apps.get_models()
        if any(isinstance(field, TermsField) for field in model._meta.fields)
    ]


def analyser_of(model: type[Model]) -> str:
    """The version of the analyser that all of its terms are of; "" where none is known."""
    sql = f"SELECT analyser FROM {RECORDS} WHERE name = %s"
    rows = execute(sql, [model._meta.db_table])
    return rows[0][0] if rows else ""


def note(table: str, analyser: str = ANALYSER) -> None:
    """Say that all terms of the table are of this analyser."""
    forget(table)
    execute(f"INSERT INTO {RECORDS} VALUES (%s, %s, 0, 0, 0)", [table, analyser])


def are_current() -> bool:
    """Whether every row is found by what this version's analyser reads in a search."""
    return set(map(analyser_of, models_with_terms())) <= {ANALYSER}


def left_to_refresh() -> int:
    """How many rows a refresh has before it."""
    return sum(
        model._base_manager.filter(pk__gt=_progress(model._meta.db_table)).count()
        for model in models_with_terms()
    )


def refresh(size: int = BATCH) -> Iterator[int]:
    """Read the terms of all rows anew, where they are; yields the number after every batch.

    Each batch is a transaction of its own, and writes only rows whose terms have changed. One
    that was cut off goes on where it stood, unless the analyser has changed since.
    """
    for model in models_with_terms():
        table = model._meta.db_table
        last = _progress(table)
        while batch := _refresh_after(model, last, size):
            last = batch[-1].pk
            yield len(batch)
        with transaction.atomic():
            note(table)
            forget(_under_way(table))


@transaction.atomic
def _refresh_after(model: type[Model], last: int, size: int) -> Sequence[Model]:
    # Locked, lest somebody changes a text between its reading and its writing.
    following = model._base_manager.select_for_update().filter(pk__gt=last).order_by("pk")
    rows = list(following[:size])
    found = [(kept_terms(row.find_terms()), row) for row in rows]
    execute_many(
        f"UPDATE {model._meta.db_table} SET {TERMS} = %s WHERE id = %s",
        [(terms, row.pk) for terms, row in found if terms != getattr(row, TERMS)],
    )
    if rows:
        _note_progress(model._meta.db_table, rows[-1].pk)
    return rows


def refill() -> None:
    """Build what searches read anew from the rows, in case it was damaged."""
    for model in models_with_terms():
        index = backends.of_rows(model._meta.db_table)
        if index.exists():
            index.refill()


def _under_way(table: str) -> str:
    return f"{table}_next"


def _progress(table: str) -> int:
    """The last row that a refresh to this analyser has read."""
    sql = f"SELECT progress FROM {RECORDS} WHERE name = %s AND analyser = %s"
    rows = execute(sql, [_under_way(table), ANALYSER])
    return rows[0][0] if rows else 0


def _note_progress(table: str, last: int) -> None:
    forget(_under_way(table))
    execute(f"INSERT INTO {RECORDS} VALUES (%s, %s, 0, 0, %s)", [_under_way(table), ANALYSER, last])


def forget(name: str) -> None:
    """Remove the record of a table."""
    execute(f"DELETE FROM {RECORDS} WHERE name = %s", [name])


def keep_in_step(using: str, **kwargs: object) -> None:
    """After every migration: SQLite loses a table's triggers when it is rebuilt."""
    for model in models_with_terms():
        index = backends.of_rows(model._meta.db_table)
        if index.exists():
            index.keep()
