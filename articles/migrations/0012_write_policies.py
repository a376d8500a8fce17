from pathlib import Path

from django.db import migrations
from django.utils import timezone

from articles import body

TEXTS = Path(__file__).parents[1] / "policy_texts"
HEADING = "## "


def write_policies(apps, schema_editor):
    """Give the newsroom pages to begin with; what editors have written stays."""
    Policy = apps.get_model("articles", "Policy")
    for file in sorted(TEXTS.glob("*.txt")):
        title, *lines = file.read_text(encoding="utf-8").splitlines()
        text = "".join(block(line) for line in lines if line)
        values = {"title": title, "body": text, "changed_at": timezone.now()}
        Policy.objects.get_or_create(kind=file.stem, defaults=values)


def block(line):
    if line.startswith(HEADING):
        return body.heading(line.removeprefix(HEADING))
    return body.paragraph(line)


class Migration(migrations.Migration):
    dependencies = [("articles", "0011_add_policies")]

    operations = [migrations.RunPython(write_policies, migrations.RunPython.noop)]
