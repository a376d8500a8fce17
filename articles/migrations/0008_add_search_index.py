from django.db import migrations

from articles.arabic import ANALYSER
from articles.search import backends


def create(apps, schema_editor):
    # Stories that are there already are in no index: the check asks for a rebuild.
    is_complete = not apps.get_model("articles", "Story").objects.exists()
    backends.live().create(ANALYSER if is_complete else "")


def drop(apps, schema_editor):
    for backend in (backends.live(), backends.next_one()):
        if backend.exists():
            backend.drop()


class Migration(migrations.Migration):
    dependencies = [("articles", "0007_index_the_desks_lists")]

    operations = [migrations.RunPython(create, drop)]
