from django.db import migrations

from articles.roles import Role, grant

REPORTER = ["articles.view_revision", "articles.view_correction"]
EDITOR = [
    *REPORTER,
    "articles.view_auditentry",
    "articles.view_correctionrequest",
    "articles.view_previewlink",
]


def let_roles_read(apps, schema_editor):
    grant(apps, Role.REPORTER, REPORTER)
    grant(apps, Role.EDITOR, EDITOR)
    grant(apps, Role.ADMINISTRATOR, EDITOR)


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0002_create_roles"),
        ("articles", "0004_refuse_changes_to_the_log"),
    ]

    operations = [migrations.RunPython(let_roles_read, migrations.RunPython.noop)]
