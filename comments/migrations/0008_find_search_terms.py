from django.db import migrations

from articles.fields import kept_terms
from articles.search.query import terms_of

BATCH = 1000


def find_terms(apps, schema_editor):
    """Let moderators find the comments that are there already."""
    Comment = apps.get_model("comments", "Comment")
    changed = []
    for comment in Comment.objects.only("author_name", "text").iterator(BATCH):
        terms = terms_of(f"{comment.author_name}\n{comment.text}")
        comment.search_terms = kept_terms(terms)
        changed.append(comment)
    Comment.objects.bulk_update(changed, ["search_terms"], batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("comments", "0007_add_search_terms")]

    operations = [migrations.RunPython(find_terms, migrations.RunPython.noop)]
