"""What a database knows of its tables when it plans a query.

PostgreSQL looks after that by itself. SQLite knows nothing until it is told to look, and reads by
worse indexes meanwhile: of a thousand imported stories, the home page and a story took twice as
long.
"""

from django.apps import apps
from django.db import connection

# Entries of each index that are read, which is enough to choose among indexes: milliseconds,
# however long the table. SQLite's documentation advises 100 to 1,000.
SAMPLE = 400


def look_at_tables() -> None:
    """Let SQLite look at each table anew; one at a time, so that writers wait for none of them."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit = {SAMPLE}")
        for model in apps.get_models():
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
