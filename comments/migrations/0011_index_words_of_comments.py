from django.db import migrations, models

from articles.search import backends, refreshing

TABLE = "comments_comment"


def index(apps, schema_editor):
    """An index of the terms that comments have already; some minutes for five million."""
    backends.of_rows(TABLE).create()
    refreshing.note(TABLE)


def drop(apps, schema_editor):
    backends.of_rows(TABLE).drop()
    refreshing.forget(TABLE)


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0010_index_when_comments_came"),
        ("articles", "0034_index_received_texts"),
    ]

    operations = [
        migrations.AddIndex(
            "comment", models.Index(fields=["status", "id"], name="comment_status")
        ),
        migrations.RunPython(index, drop),
    ]
