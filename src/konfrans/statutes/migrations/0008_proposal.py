"""A state of a draft that is put to the vote; the table is append-only by trigger."""

import django.db.models.deletion
from django.db import migrations, models

from konfrans.kernel.guards import guard, unguard

TABLE = "statutes_proposal"


def put(apps, schema_editor):
    guard(schema_editor, TABLE)


def lift(apps, schema_editor):
    unguard(schema_editor, TABLE)


class Migration(migrations.Migration):
    dependencies = [("statutes", "0007_laboratory")]
    operations = [
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.PositiveIntegerField(help_text="number of the revision")),
                ("sha256", models.CharField(help_text="of the text of that revision", max_length=64)),
                ("day", models.DateField(help_text="the day on which it was put to the vote")),
                ("put_at", models.DateTimeField()),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="proposals", to="statutes.draft"
                    ),
                ),
            ],
            options={
                "ordering": ["-put_at", "-pk"],
                "constraints": [models.UniqueConstraint(fields=("draft", "state"), name="one_proposal_per_state")],
            },
        ),
        migrations.RunPython(put, lift),
    ]
