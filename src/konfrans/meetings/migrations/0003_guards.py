"""Trigger: approved minutes are never changed or deleted."""

from django.db import migrations

from konfrans.kernel.guards import guard, unguard


def forwards(apps, schema_editor):
    guard(schema_editor, "meetings_minutes", only="OLD.state = 'approved'")


def backwards(apps, schema_editor):
    unguard(schema_editor, "meetings_minutes")


class Migration(migrations.Migration):
    dependencies = [("meetings", "0002_persons_papers_minutes")]
    operations = [migrations.RunPython(forwards, backwards)]
