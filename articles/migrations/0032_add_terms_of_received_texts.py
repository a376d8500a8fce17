from django.db import migrations

from articles.fields import TermsField


class Migration(migrations.Migration):
    dependencies = [("articles", "0031_say_what_exceptions_hold")]

    operations = [
        migrations.AddField("seedfile", "search_terms", TermsField()),
    ]
