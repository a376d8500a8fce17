import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

TABLE = "articles_story"
COLUMNS = ("created_by_id", "source_id", "topic_id")


def drop_indexes_of_foreign_keys(apps, schema_editor):
    """The indexes that begin with the same column serve for them.

    By hand: Django would make SQLite's table anew, and the triggers on it would be gone.
    """
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, TABLE)
    for name, facts in found.items():
        is_djangos = any(name.startswith(f"{TABLE}_{column}_") for column in COLUMNS)
        if is_djangos and facts["index"] and not facts["foreign_key"]:
            schema_editor.execute(f'DROP INDEX "{name}"')


def stories_of(model, label, **options):
    return models.ForeignKey(
        model,
        verbose_name=label,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="stories",
        null=True,
        blank=True,
        db_index=False,
        **options,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0019_number_search_index_by_date"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex("story", "story_provisional"),
        migrations.RemoveIndex("story", "story_sourceless"),
        migrations.AddIndex(
            "story",
            models.Index(
                fields=["id", "status"],
                condition=Q(headline_is_provisional=True),
                name="story_provisional",
            ),
        ),
        migrations.AddIndex(
            "story",
            models.Index(
                fields=["id", "status"],
                condition=Q(source__isnull=True),
                name="story_sourceless",
            ),
        ),
        migrations.AddIndex(
            "story",
            models.Index(
                fields=["id", "status"],
                condition=Q(original_date__isnull=True),
                name="story_undated",
            ),
        ),
        migrations.AddIndex("story", models.Index(fields=["source", "-id"], name="story_source")),
        migrations.AddIndex("story", models.Index(fields=["topic", "-id"], name="story_topic")),
        migrations.AddIndex(
            "story", models.Index(fields=["created_by", "-id"], name="story_creator")
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunPython(drop_indexes_of_foreign_keys, migrations.RunPython.noop)
            ],
            state_operations=[
                migrations.AlterField(
                    "story",
                    "created_by",
                    stories_of(settings.AUTH_USER_MODEL, "created by", editable=False),
                ),
                migrations.AlterField(
                    "story",
                    "source",
                    stories_of(
                        "articles.source",
                        "source",
                        help_text="Leave it empty while it is unknown; readers are told so.",
                    ),
                ),
                migrations.AlterField("story", "topic", stories_of("articles.topic", "section")),
            ],
        ),
    ]
