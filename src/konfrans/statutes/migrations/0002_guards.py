"""A trigger: a charter version is never changed."""

from django.db import migrations

from konfrans.kernel.guards import guard, unguard


def forwards(apps, schema_editor):
    guard(schema_editor, "statutes_charterversion")


def backwards(apps, schema_editor):
    unguard(schema_editor, "statutes_charterversion")


class Migration(migrations.Migration):
    dependencies = [("statutes", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
