"""Queries whose SQL is written once and run with other values: writing it takes Django longer
than a database takes to answer.
"""

import copy
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler

# Stand for the values while the SQL is written; nothing else in a query is like them.
MOMENT = datetime(9999, 7, 7, 7, 7, 7, 7, tzinfo=UTC)
NUMBER = 2**62 + 77_777


class Prepared:
    """`Prepared(build, at=MOMENT, pk=NUMBER)(at=…, pk=…)` gives the rows of `build(at, pk)`.

    `build` must make the same query for all values. The rows are models as ever; what it would
    fetch beside them by queries of its own is not fetched. Which database is read, the router says.
    """

    def __init__(self, build: Callable[..., QuerySet], **kinds: datetime | int):
        self.build = build
        self.kinds = kinds
        self.written: dict[str, tuple[QuerySet, SQLCompiler, str, tuple[Any, ...]]] = {}

    def __call__(self, **values: datetime | int) -> list[Any]:
        database = router.db_for_read(self.model)
        connection = connections[database]
        if database not in self.written:
            self.written[database] = self._write(connection)
        rows, compiler, sql, params = self.written[database]
        given = {name: _adapted(connection, value) for name, value in values.items()}
        filled = tuple(given[p.name] if isinstance(p, _Place) else p for p in params)
        return list(_run(rows, _filled(compiler, connection, sql, filled)))

    @cached_property
    def model(self) -> type[Model]:
        return self.build(**self.kinds).model

    def _write(self, connection: BaseDatabaseWrapper):
        rows = self.build(**self.kinds)
        compiler = rows.query.get_compiler(connection.alias)
        sql, params = compiler.as_sql()
        places = {_adapted(connection, kind): _Place(name) for name, kind in self.kinds.items()}
        return rows, compiler, sql, tuple(places.get(value, value) for value in params)


class _Place:
    """Where a value goes among the parameters."""

    def __init__(self, name: str):
        self.name = name


def _adapted(connection: BaseDatabaseWrapper, value: datetime | int) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value


def _filled(
    compiler: SQLCompiler, connection: BaseDatabaseWrapper, sql: str, params: tuple[Any, ...]
) -> SQLCompiler:
    filled = copy.copy(compiler)
    filled.connection = connection
    filled.as_sql = lambda *args, **kwargs: (sql, params)
    return filled


def _run(rows: QuerySet, compiler: SQLCompiler) -> QuerySet:
    query = copy.copy(rows.query)
    query.get_compiler = lambda *args, **kwargs: compiler
    found = type(rows)(model=rows.model, query=query)
    found._iterable_class = rows._iterable_class
    return found
