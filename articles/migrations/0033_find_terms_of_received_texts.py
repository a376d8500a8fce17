from django.db import migrations

from articles.fields import kept_terms
from articles.search.received import terms_of_received

BATCH = 200


def find_terms(apps, schema_editor):
    """Let the desk find the received texts that are there already."""
    SeedFile = apps.get_model("articles", "SeedFile")
    for seed_file in SeedFile.objects.only("name", "raw", "encoding").iterator(BATCH):
        terms = terms_of_received(seed_file.name, bytes(seed_file.raw), seed_file.encoding)
        SeedFile.objects.filter(pk=seed_file.pk).update(search_terms=kept_terms(terms))


class Migration(migrations.Migration):
    dependencies = [("articles", "0032_add_terms_of_received_texts")]

    operations = [migrations.RunPython(find_terms, migrations.RunPython.noop)]
