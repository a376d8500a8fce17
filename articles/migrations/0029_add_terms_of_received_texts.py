from django.db import migrations

from articles.fields import TermsField


class Migration(migrations.Migration):
    dependencies = [("articles", "0028_open_no_picture_file")]

    operations = [
        migrations.AddField("seedfile", "search_terms", TermsField()),
    ]
