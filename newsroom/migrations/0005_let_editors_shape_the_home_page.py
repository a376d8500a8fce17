from django.db import migrations

from articles.roles import Role, grant

REPORTER = ["articles.view_topic"]
EDITOR = [
    *REPORTER,
    "articles.add_topic",
    "articles.change_topic",
    "articles.lead_story",
]


def let_editors_shape(apps, schema_editor):
    grant(apps, Role.REPORTER, REPORTER)
    grant(apps, Role.EDITOR, EDITOR)
    grant(apps, Role.ADMINISTRATOR, EDITOR)


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0004_let_editors_group_stories"),
        ("articles", "0010_add_topics_and_lead"),
    ]

    operations = [migrations.RunPython(let_editors_shape, migrations.RunPython.noop)]
