"""A remark of the public is held until the group lets it through."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("statutes", "0005_guards")]
    operations = [
        migrations.AddField(
            model_name="remark",
            name="held",
            field=models.BooleanField(
                default=False, help_text="sent by the public: shown when the group lets it through"
            ),
        ),
    ]
