from django.db import connection, migrations

from articles.arabic import ANALYSER
from articles.search import backends
from articles.search.backends.base import RECORDS

OLD_TABLES = ("articles_search_terms", "articles_search")
OLD_NEXT = ("articles_search_next_terms", "articles_search_next")


def lay_out_anew(apps, schema_editor):
    """The tables as they now are, empty where stories exist: the check asks for a rebuild."""
    tables = set(connection.introspection.table_names())
    if "articles_search_words" in tables:
        return
    for table in (*OLD_TABLES, *OLD_NEXT):
        schema_editor.execute(f"DROP TABLE IF EXISTS {table}")
    schema_editor.execute(f"DELETE FROM {RECORDS}")
    is_complete = not apps.get_model("articles", "Story").objects.exists()
    backends.live().create(ANALYSER if is_complete else "")


class Migration(migrations.Migration):
    dependencies = [("articles", "0018_add_related_stories")]

    operations = [migrations.RunPython(lay_out_anew, migrations.RunPython.noop)]
