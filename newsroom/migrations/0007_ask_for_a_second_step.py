from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0006_let_editors_write_policies"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="second_factor_at",
            field=models.DateTimeField(
                editable=False,
                help_text="Since when a code is asked for after the password; empty: never.",
                null=True,
                verbose_name="second step since",
            ),
        ),
    ]
