from django.db import migrations

from articles import triggers

TABLES = {"articles_auditentry": "", "articles_revision": "live_at"}


def install(apps, schema_editor):
    for table, set_once in TABLES.items():
        triggers.install(schema_editor.connection, table, set_once=set_once)


def remove(apps, schema_editor):
    for table in TABLES:
        triggers.remove(schema_editor.connection, table)


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_add_revisions_and_log")]

    operations = [migrations.RunPython(install, remove)]
