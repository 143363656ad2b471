"""The journal's head row, and the trigger that makes the journal append-only."""

from django.db import migrations

from konfrans.kernel.guards import guard, unguard


def forwards(apps, schema_editor):
    apps.get_model("kernel", "JournalHead").objects.get_or_create(pk=1)
    guard(schema_editor, "kernel_journalentry", key="number")


def backwards(apps, schema_editor):
    unguard(schema_editor, "kernel_journalentry")


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
