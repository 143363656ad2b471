"""Letters get a state, an identity of their own, and the notes that sending needs; those that are there are brought over."""

from urllib.parse import urlsplit

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import konfrans.kernel.models

TRIES = 8
HELD_BY_RESTORE = "held by konfrans restore"


def forwards(apps, schema_editor):
    """What had left is sent; what was tried to the end is given up, or held where a restore stopped it; the rest waits.

    The identity is the one the mail carried, so that a report that comes later still finds it.
    """
    Letter = apps.get_model("kernel", "Letter")
    domain = urlsplit(settings.KONFRANS_URL).hostname or "localhost"
    for letter in Letter.objects.order_by("pk").iterator(500):
        state = "waiting"
        if letter.sent_at is not None:
            state = "sent"
        elif letter.tries >= TRIES:
            state = "held" if letter.last_error == HELD_BY_RESTORE else "given_up"
        identity = f"<{letter.pk}.{letter.written_at:%Y%m%d%H%M%S%f}@{domain}>"
        Letter.objects.filter(pk=letter.pk).update(state=state, message_id=identity)


class Migration(migrations.Migration):
    dependencies = [("kernel", "0002_journal_guard")]

    operations = [
        migrations.RemoveIndex(model_name="letter", name="letters_due"),
        migrations.AddField(
            model_name="letter",
            name="state",
            field=models.CharField(
                choices=[
                    ("held", "held back"),
                    ("waiting", "waiting"),
                    ("claimed", "being sent"),
                    ("sent", "sent"),
                    ("uncertain", "in doubt"),
                    ("refused", "refused"),
                    ("given_up", "given up"),
                    ("bounced", "came back"),
                    ("gathered", "gathered"),
                ],
                default="waiting",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="manner",
            field=models.CharField(
                choices=[
                    ("prompt", "at any hour"),
                    ("plain", "outside quiet hours"),
                    ("digest", "once a day, with others"),
                ],
                default="plain",
                max_length=6,
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="topic",
            field=models.CharField(
                blank=True, default="", help_text="what the letter is about, such as call:2027", max_length=120
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="letter", name="message_id", field=models.CharField(default="", max_length=255)
        ),
        migrations.AddField(
            model_name="letter",
            name="claim",
            field=models.CharField(
                blank=True, default="", help_text="which round of sending took it last", max_length=32
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="letter", name="claimed_at", field=models.DateTimeField(blank=True, null=True)
        ),
        migrations.AddField(
            model_name="letter",
            name="handed_at",
            field=models.DateTimeField(
                blank=True, help_text="written down before the mail server got the text", null=True
            ),
        ),
        migrations.AlterField(
            model_name="letter",
            name="next_try_at",
            field=models.DateTimeField(blank=True, help_text="it does not leave before", null=True),
        ),
        migrations.AddField(
            model_name="letter",
            name="bounce",
            field=models.CharField(
                blank=True, default="", help_text="status and words of the report that it came back", max_length=300
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="letter",
            name="closed_at",
            field=models.DateTimeField(blank=True, help_text="when somebody said that it is dealt with", null=True),
        ),
        migrations.AddField(
            model_name="letter",
            name="cut",
            field=models.BooleanField(default=False, help_text="a secret was taken out of the text"),
        ),
        migrations.RunPython(forwards, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="letter",
            name="message_id",
            field=models.CharField(default=konfrans.kernel.models.message_identity, max_length=255),
        ),
        migrations.AddField(
            model_name="letter",
            name="gathered_into",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="gathered",
                to="kernel.letter",
            ),
        ),
        migrations.AddIndex(
            model_name="letter", index=models.Index(fields=["state", "next_try_at"], name="letters_due")
        ),
        migrations.AddIndex(model_name="letter", index=models.Index(fields=["topic"], name="letters_topic")),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.UniqueConstraint(fields=("message_id",), name="one_letter_per_message_id"),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    state__in=[
                        "held", "waiting", "claimed", "sent", "uncertain", "refused", "given_up", "bounced", "gathered",
                    ]
                ),
                name="letter_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(manner__in=["prompt", "plain", "digest"]), name="letter_manner_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=~models.Q(state="claimed") | (models.Q(claimed_at__isnull=False) & ~models.Q(claim="")),
                name="letter_being_sent_has_its_claim",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=~models.Q(state__in=["held", "waiting", "gathered"]) | models.Q(handed_at=None, sent_at=None),
                name="letter_that_waits_was_never_handed_over",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=~models.Q(state="sent") | models.Q(sent_at__isnull=False), name="letter_sent_has_its_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(state="gathered", gathered_into__isnull=False)
                | (~models.Q(state="gathered") & models.Q(gathered_into=None)),
                name="letter_gathered_names_its_collective_letter",
            ),
        ),
    ]
