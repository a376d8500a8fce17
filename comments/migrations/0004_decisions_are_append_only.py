from django.db import migrations

from articles import triggers

TABLE = "comments_decision"


def install(apps, schema_editor):
    triggers.install(schema_editor.connection, TABLE)


def remove(apps, schema_editor):
    triggers.remove(schema_editor.connection, TABLE)


class Migration(migrations.Migration):
    dependencies = [("comments", "0003_moderation_records")]

    operations = [migrations.RunPython(install, remove)]
