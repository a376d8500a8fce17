from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0007_ask_for_a_second_step"),
    ]

    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=100, verbose_name="key")),
                ("transaction", models.BigIntegerField(verbose_name="transaction")),
                ("at", models.DateTimeField(verbose_name="at")),
            ],
            options={
                "verbose_name": "change",
                "verbose_name_plural": "changes",
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["key"], name="change_key"),
                    models.Index(fields=["at"], name="change_at"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("transaction", "key"), name="change_once")
                ],
            },
        ),
    ]
