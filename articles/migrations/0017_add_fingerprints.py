from django.db import migrations

from articles.copies.backends import copy_index


def create(apps, schema_editor):
    # Stories that are there already get theirs from manage.py rebuild_copies.
    copy_index().create()


def drop(apps, schema_editor):
    copy_index().drop()


class Migration(migrations.Migration):
    dependencies = [("articles", "0016_date_stories")]

    operations = [migrations.RunPython(create, drop)]
