"""Rows of another table beside each row of a query, without a query of their own."""

from typing import Any

from django.db.models import JSONField, Subquery


class Rows(Subquery):
    """What a query finds, as a list of dicts: `Rows(query.values(row=JSONObject(…)))`.

    The rows come in the query's order. Moments come as text; a day is written as 2016-12-14.
    """

    output_field = JSONField()
    template = "(SELECT {together} FROM (%(subquery)s) AS found)"
    TOGETHER = {
        "sqlite": "json_group_array(json(found.row))",
        "postgresql": "COALESCE(jsonb_agg(found.row), '[]'::jsonb)",
    }

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        return self._as("sqlite", compiler, connection, context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        return self._as("postgresql", compiler, connection, context)

    def _as(self, vendor: str, compiler: Any, connection: Any, context: dict) -> tuple[str, Any]:
        template = self.template.format(together=self.TOGETHER[vendor])
        return self.as_sql(compiler, connection, template=template, **context)
