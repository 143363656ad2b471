import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("committees", "0001_initial"),
        ("kernel", "0003_outbox"),
    ]

    operations = [
        migrations.AddField(
            model_name="nomination",
            name="letter",
            field=models.ForeignKey(
                blank=True, help_text="the mail about the appointment", null=True,
                on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="kernel.letter",
            ),
        ),
        migrations.AlterField(
            model_name="nomination",
            name="letter_sent_at",
            field=models.DateTimeField(
                blank=True, help_text="when the mail about the appointment left; stays when the mail is deleted", null=True
            ),
        ),
    ]  # fmt: skip
