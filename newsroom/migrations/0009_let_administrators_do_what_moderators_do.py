from django.db import migrations

from articles.roles import Role, grant

ADMINISTRATOR = [
    *[f"comments.{verb}_commentpolicy" for verb in ("view", "add", "change", "delete")],
    "comments.view_decision",
]


def let_administrators(apps, schema_editor):
    """An administrator does what editors and moderators do; these two came later."""
    grant(apps, Role.ADMINISTRATOR, ADMINISTRATOR)


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0008_record_changes"),
        ("comments", "0006_grant_policies_and_record"),
    ]

    operations = [migrations.RunPython(let_administrators, migrations.RunPython.noop)]
