from django.db import migrations

from articles.roles import Role, grant

REPORTER = ["articles.view_event"]
EDITOR = [
    *REPORTER,
    "articles.add_event",
    "articles.change_event",
    "articles.delete_event",
]


def let_editors_group(apps, schema_editor):
    grant(apps, Role.REPORTER, REPORTER)
    grant(apps, Role.EDITOR, EDITOR)
    grant(apps, Role.ADMINISTRATOR, EDITOR)


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0003_let_roles_read_the_log"),
        ("articles", "0009_add_events"),
    ]

    operations = [migrations.RunPython(let_editors_group, migrations.RunPython.noop)]
