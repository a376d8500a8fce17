from django.db import connection, migrations

from articles.search import backends


def store_plainly(apps, schema_editor):
    """From now on; what is compressed already is read as before, until it is written anew."""
    if connection.vendor != "postgresql":
        return
    for index in (backends.live(), backends.next_one()):
        if index.exists():
            index.store_plainly()


class Migration(migrations.Migration):
    dependencies = [("articles", "0028_open_no_picture_file")]

    operations = [migrations.RunPython(store_plainly, migrations.RunPython.noop)]
