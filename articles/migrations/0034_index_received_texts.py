from django.db import migrations

from articles.search import backends, refreshing

TABLES = ("articles_seedfile", "articles_source")


def index(apps, schema_editor):
    """An index of the texts' terms, and a record of whose terms these and the sources' are."""
    backends.of_rows("articles_seedfile").create()
    for table in TABLES:
        refreshing.note(table)


def drop(apps, schema_editor):
    backends.of_rows("articles_seedfile").drop()
    for table in TABLES:
        refreshing.forget(table)


class Migration(migrations.Migration):
    dependencies = [("articles", "0033_find_terms_of_received_texts")]

    operations = [migrations.RunPython(index, drop)]
