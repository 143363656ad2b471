"""The salt of the commitment to a closed decision's words. The column may be empty, so that SQLite adds it to the table as
it stands: a table that is built anew loses its triggers."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("decisions", "0002_guards")]
    operations = [
        migrations.AddField(
            model_name="decision",
            name="salt",
            field=models.CharField(
                blank=True, null=True, max_length=64, help_text="of the commitment to a closed decision's words"
            ),
        )
    ]
