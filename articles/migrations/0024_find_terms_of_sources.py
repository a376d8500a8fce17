from django.db import migrations

from articles.fields import kept_terms
from articles.search.names import terms_of_name


def find_terms(apps, schema_editor):
    """Let the desk find the sources that are there already."""
    Source = apps.get_model("articles", "Source")
    for source in Source.objects.only("name"):
        terms = kept_terms(terms_of_name(source.name))
        Source.objects.filter(pk=source.pk).update(search_terms=terms)


class Migration(migrations.Migration):
    dependencies = [("articles", "0023_add_terms_of_sources")]

    operations = [migrations.RunPython(find_terms, migrations.RunPython.noop)]
