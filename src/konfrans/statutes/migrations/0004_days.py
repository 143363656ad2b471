"""The day from which a version is in force becomes a row of its own."""

from django.db import migrations


def forwards(apps, schema_editor):
    day = apps.get_model("statutes", "VersionDay")
    for version in apps.get_model("statutes", "CharterVersion").objects.all():
        day.objects.create(version=version, event="effect", day=version.from_date, recorded_at=version.loaded_at)


class Migration(migrations.Migration):
    dependencies = [("statutes", "0003_drafts")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
