from django.db import migrations

from articles.roles import Role, grant

EDITOR = ["articles.view_policy", "articles.add_policy", "articles.change_policy"]


def let_editors_write(apps, schema_editor):
    grant(apps, Role.EDITOR, EDITOR)
    grant(apps, Role.ADMINISTRATOR, EDITOR)


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0005_let_editors_shape_the_home_page"),
        ("articles", "0012_write_policies"),
    ]

    operations = [migrations.RunPython(let_editors_write, migrations.RunPython.noop)]
