"""Triggers: a version, its days and the revisions of a draft are never changed."""

from django.db import migrations

from konfrans.kernel.guards import guard, unguard

TABLES = ("statutes_charterversion", "statutes_versionday", "statutes_revision")


def lift(apps, schema_editor):
    unguard(schema_editor, TABLES[0])


def put(apps, schema_editor):
    for table in TABLES:
        guard(schema_editor, table)


def lift_all(apps, schema_editor):
    for table in TABLES:
        unguard(schema_editor, table)


def put_first(apps, schema_editor):
    guard(schema_editor, TABLES[0])


class Migration(migrations.Migration):
    dependencies = [("statutes", "0004_days")]
    operations = [
        migrations.RunPython(lift, put_first),
        migrations.RemoveField(model_name="charterversion", name="from_date"),
        migrations.RunPython(put, lift_all),
    ]
