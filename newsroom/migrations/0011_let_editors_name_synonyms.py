from django.db import migrations

from articles.roles import Role, grant

REPORTER = ["articles.view_synonym"]
EDITOR = [
    *REPORTER,
    "articles.add_synonym",
    "articles.change_synonym",
    "articles.delete_synonym",
]


def let_editors_name(apps, schema_editor):
    grant(apps, Role.REPORTER, REPORTER)
    grant(apps, Role.EDITOR, EDITOR)
    grant(apps, Role.ADMINISTRATOR, EDITOR)


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0010_let_editors_own_lexicons"),
        ("articles", "0021_add_synonyms"),
    ]

    operations = [migrations.RunPython(let_editors_name, migrations.RunPython.noop)]
