from django.db import migrations

from articles.roles import grant

POLICIES = [f"comments.{verb}_commentpolicy" for verb in ("view", "add", "change", "delete")]


def give(apps, schema_editor):
    """Who may comment is the editors' and the moderators' affair; so is reading the record."""
    grant(apps, "editor", POLICIES)
    grant(apps, "moderator", [*POLICIES, "comments.view_decision"])


class Migration(migrations.Migration):
    dependencies = [("comments", "0005_add_queued_at")]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
