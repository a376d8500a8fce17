from django.db import migrations, models


class Migration(migrations.Migration):
    """Only Django's idea of the field changes, its column stays as it is."""

    dependencies = [("articles", "0027_put_drafts_apart_in_search_index")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="photo",
                    name="image",
                    field=models.ImageField(blank=True, upload_to="photos/", verbose_name="image"),
                )
            ]
        )
    ]
