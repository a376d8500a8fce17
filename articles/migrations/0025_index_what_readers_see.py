from django.db import migrations, models

# SQLite expects as many rows where it knows nothing.
UNKNOWN = 1048576


def say_that_an_id_is_one_row(apps, schema_editor):
    """Have SQLite prefer the index to the story's row, which it does once it has figures.

    It never collects them by itself, and without them takes an id for the shortest way.
    """
    if schema_editor.connection.vendor != "sqlite":
        return
    schema_editor.execute("ANALYZE articles_story")
    schema_editor.execute(
        "INSERT INTO sqlite_stat1 SELECT 'articles_story', 'story_visibility', %s"
        " WHERE NOT EXISTS (SELECT 1 FROM sqlite_stat1 WHERE idx = 'story_visibility')",
        [f"{UNKNOWN} 1 1 1 1"],
    )


class Migration(migrations.Migration):
    dependencies = [("articles", "0024_find_terms_of_sources")]

    operations = [
        migrations.AddIndex(
            model_name="story",
            index=models.Index(
                fields=["id", "status", "published_at", "embargo_until"], name="story_visibility"
            ),
        ),
        migrations.RunPython(say_that_an_id_is_one_row, migrations.RunPython.noop),
    ]
