"""The start-up check that the index was filled by the analyser that now reads queries."""

from collections.abc import Collection
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connection

from articles.arabic import ANALYSER
from articles.search import backends, refreshing
from articles.search.backends.base import RECORDS

HINT = "Run manage.py rebuild_search; the site stays up meanwhile."


@register(Tags.database)
def check_index(
    app_configs: Any = None, databases: Collection[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Whether searches find what was indexed; a database without tables yet has no say.

    It asks the database, so it runs where one is named: at `migrate`, which every start of a
    new release begins with, and at `check --database default`.
    """
    if not databases or RECORDS not in connection.introspection.table_names():
        return []
    found = {"stories": backends.live().analyser()} | {
        model._meta.verbose_name_plural: refreshing.analyser_of(model)
        for model in refreshing.models_with_terms()
    }
    behind = [f"{what}: {of or '(none)'}" for what, of in found.items() if of != ANALYSER]
    if not behind:
        return []
    message = f"Searches are made by analyser {ANALYSER}, indexes are of others: {behind}."
    return [Warning(message, hint=HINT, id="articles.W001")]
