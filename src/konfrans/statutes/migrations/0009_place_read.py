"""Remarks stay with their paragraph when its number changes; where it stood in the text that was read is kept beside."""

from django.db import migrations, models


def as_read(apps, schema_editor):
    """Until now a place was that of the text that was read."""
    apps.get_model("statutes", "Thread").objects.update(place_read=models.F("place"))


class Migration(migrations.Migration):
    dependencies = [("statutes", "0008_proposal")]
    operations = [
        migrations.AddField(
            "thread", "place_read",
            models.CharField(blank=True, default="", help_text="the place in the text that was read", max_length=60),
            preserve_default=False,
        ),
        migrations.AlterField(
            "thread", "place",
            models.CharField(blank=True, help_text="21.1; empty: the whole draft; moves as the draft does", max_length=60),
        ),
        migrations.RunPython(as_read, migrations.RunPython.noop),
    ]  # fmt: skip
