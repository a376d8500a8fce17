"""The privacy page of a newsroom that was there before `/your-data/` tells of it.

Only where it is still the text that the newsroom was given: what editors wrote stays.
"""

from pathlib import Path

from django.db import migrations
from django.utils import timezone

from articles import body

TEXT = Path(__file__).parents[1] / "policy_texts" / "privacy.txt"
HEADING = "## "
OLD_END = (
    "تستطيع أن تسحب تعليقك خلال خمس دقائق من نشره. وبعدها اطلب إزالته بالإبلاغ عنه وذكر السبب."
)


def tell(apps, schema_editor):
    policies = apps.get_model("articles", "Policy").objects.filter(kind="privacy")
    title, *lines = TEXT.read_text(encoding="utf-8").splitlines()
    lines = [line for line in lines if line]
    unedited = policies.filter(title=title, body=text_of([*lines[:-1], OLD_END]))
    unedited.update(body=text_of(lines), changed_at=timezone.now())


def text_of(lines):
    return "".join(block(line) for line in lines)


def block(line):
    if line.startswith(HEADING):
        return body.heading(line.removeprefix(HEADING))
    return body.paragraph(line)


class Migration(migrations.Migration):
    dependencies = [("articles", "0025_index_what_readers_see")]

    operations = [migrations.RunPython(tell, migrations.RunPython.noop)]
