from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0029_store_search_index_plainly")]

    operations = [
        migrations.AddIndex(
            model_name="photo",
            index=models.Index(fields=["image"], name="photo_by_file"),
        )
    ]
