"""Triggers: a charter document is never changed, a published decision is never changed or deleted."""

from django.db import migrations

from konfrans.kernel.guards import guard, unguard


def forwards(apps, schema_editor):
    guard(schema_editor, "decisions_charterdocument", key="sha256")
    guard(schema_editor, "decisions_decision", only="OLD.state = 'published'")


def backwards(apps, schema_editor):
    unguard(schema_editor, "decisions_decision")
    unguard(schema_editor, "decisions_charterdocument")


class Migration(migrations.Migration):
    dependencies = [("decisions", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
