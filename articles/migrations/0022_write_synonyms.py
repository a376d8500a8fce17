from django.db import migrations

from articles.search import backends
from articles.word_lists import entries

BETWEEN = " / "


def write_synonyms(apps, schema_editor):
    """Give search the synonyms to begin with; what editors have written stays."""
    Synonym = apps.get_model("articles", "Synonym")
    for line in entries(backends.__path__[0], "synonyms.txt"):
        Synonym.objects.get_or_create(forms="\n".join(line.split(BETWEEN)))


class Migration(migrations.Migration):
    dependencies = [("articles", "0021_add_synonyms")]

    operations = [migrations.RunPython(write_synonyms, migrations.RunPython.noop)]
