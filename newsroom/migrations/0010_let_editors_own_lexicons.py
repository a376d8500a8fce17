from django.db import migrations

from articles.roles import Role, grant

REPORTER = ["articles.view_lexicon"]
EDITOR = [
    *REPORTER,
    "articles.add_lexicon",
    "articles.change_lexicon",
    "articles.delete_lexicon",
]


def let_editors_own(apps, schema_editor):
    grant(apps, Role.REPORTER, REPORTER)
    grant(apps, Role.EDITOR, EDITOR)
    grant(apps, Role.ADMINISTRATOR, EDITOR)


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0009_let_administrators_do_what_moderators_do"),
        ("articles", "0013_add_lexicons_and_figure_edits"),
    ]

    operations = [migrations.RunPython(let_editors_own, migrations.RunPython.noop)]
