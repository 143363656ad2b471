"""Tables of the kernel."""

from __future__ import annotations

import secrets
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

from konfrans.kernel.localised import LocalisedField


class Conference(models.Model):
    """The conference this installation runs: exactly one row."""

    key = models.SlugField(max_length=40)
    name = LocalisedField()
    short_name = models.CharField(max_length=20, blank=True)
    lead = LocalisedField()
    seat = LocalisedField()
    country = models.CharField(max_length=2)
    mail = models.EmailField()
    address = LocalisedField()
    funding_note = LocalisedField()
    authentic_language = models.CharField(max_length=8)
    sample = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_conference_per_installation")]

    def __str__(self) -> str:
        return str(self.name)


class JournalEntry(models.Model):
    """One act, never changed: the tables are append-only by trigger."""

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    act = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60)
    object_key = models.CharField(max_length=120)
    body = models.TextField(help_text="canonical JSON of the whole entry: what is hashed")
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["object_type", "object_key"], name="journal_object")]

    def __str__(self) -> str:
        return f"{self.number} {self.act}"


class JournalHead(models.Model):
    """The newest number and hash: one row, locked as the last statement before a commit."""

    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_journal_head")]

    def __str__(self) -> str:
        return f"{self.number} {self.hash}"


class NameCommitment(models.Model):
    """A person's name with its salt, beside the journal, which holds only the commitment.

    Erasing empties `name` and `salt` and dates the erasure; the commitment stays, so that the chain still verifies.
    """

    commitment = models.CharField(max_length=64, primary_key=True)
    person_key = models.CharField(max_length=32, db_index=True)
    name = models.CharField(max_length=300, blank=True)
    salt = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField()
    erased_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name or f"erased {self.erased_on}"


class FormSent(models.Model):
    """A form that came: `led_to` is the address that its act led to, empty while it is worked on."""

    key = models.CharField(max_length=64, primary_key=True, help_text="a hash of its token, its words and who sent it")
    at = models.DateTimeField()
    led_to = models.CharField(max_length=2000, blank=True)

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.at:%Y-%m-%d %H:%M}"


def message_identity() -> str:
    """A new Message-ID: random, so that nobody who did not get the mail can name it."""
    domain = urlsplit(settings.KONFRANS_URL).hostname or "localhost"
    return f"<{secrets.token_hex(16)}@{domain}>"


class Letter(models.Model):
    """A mail: written inside the act that causes it, sent by the sweep `letters_send`, and kept with what became of it."""

    class State(models.TextChoices):
        """Where a letter stands. Only `waiting` leaves by itself; what is `uncertain` is never sent again by itself."""

        HELD = "held", pgettext_lazy("letter", "held back")
        WAITING = "waiting", pgettext_lazy("letter", "waiting")
        CLAIMED = "claimed", pgettext_lazy("letter", "being sent")
        SENT = "sent", pgettext_lazy("letter", "sent")
        UNCERTAIN = "uncertain", pgettext_lazy("letter", "in doubt")
        REFUSED = "refused", pgettext_lazy("letter", "refused")
        GIVEN_UP = "given_up", pgettext_lazy("letter", "given up")
        BOUNCED = "bounced", pgettext_lazy("letter", "came back")
        GATHERED = "gathered", pgettext_lazy("letter", "gathered")

    class Manner(models.TextChoices):
        """How a letter leaves: somebody waits for it, outside quiet hours, or with others once a day."""

        PROMPT = "prompt", pgettext_lazy("letter", "at any hour")
        PLAIN = "plain", pgettext_lazy("letter", "outside quiet hours")
        DIGEST = "digest", pgettext_lazy("letter", "once a day, with others")

    to = models.EmailField()
    subject = models.CharField(max_length=300)
    text = models.TextField()
    language = models.CharField(max_length=8)
    written_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    manner = models.CharField(max_length=6, choices=Manner, default=Manner.PLAIN)
    topic = models.CharField(max_length=120, blank=True, help_text="what the letter is about, such as call:2027")
    message_id = models.CharField(max_length=255, default=message_identity)
    claim = models.CharField(max_length=32, blank=True, help_text="which round of sending took it last")
    claimed_at = models.DateTimeField(null=True, blank=True)
    handed_at = models.DateTimeField(
        null=True, blank=True, help_text="written down before the mail server got the text"
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)
    next_try_at = models.DateTimeField(null=True, blank=True, help_text="it does not leave before")
    bounce = models.CharField(max_length=300, blank=True, help_text="status and words of the report that it came back")
    gathered_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="gathered")
    closed_at = models.DateTimeField(null=True, blank=True, help_text="when somebody said that it is dealt with")
    cut = models.BooleanField(default=False, help_text="a secret was taken out of the text")

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["state", "next_try_at"], name="letters_due"),
            models.Index(fields=["topic"], name="letters_topic"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["message_id"], name="one_letter_per_message_id"),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=[
                        "held",
                        "waiting",
                        "claimed",
                        "sent",
                        "uncertain",
                        "refused",
                        "given_up",
                        "bounced",
                        "gathered",
                    ]
                ),
                name="letter_state_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(manner__in=["prompt", "plain", "digest"]), name="letter_manner_is_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="claimed") | (models.Q(claimed_at__isnull=False) & ~models.Q(claim="")),
                name="letter_being_sent_has_its_claim",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["held", "waiting", "gathered"]) | models.Q(handed_at=None, sent_at=None),
                name="letter_that_waits_was_never_handed_over",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="sent") | models.Q(sent_at__isnull=False), name="letter_sent_has_its_time"
            ),
            models.CheckConstraint(
                condition=models.Q(state="gathered", gathered_into__isnull=False)
                | (~models.Q(state="gathered") & models.Q(gathered_into=None)),
                name="letter_gathered_names_its_collective_letter",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.to}: {self.subject}"


class StoredFile(models.Model):
    """An uploaded file: checked by type and size, kept under its SHA-256, served as an attachment only."""

    key = models.CharField(max_length=32, unique=True)
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    public = models.BooleanField(default=False)
    added_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["sha256"], name="stored_sha256")]

    def __str__(self) -> str:
        return self.name


class FileVersion(models.Model):
    """A version of something that is kept in versions: added beside those before it, never in their place. Who added it stands as a
    random key, the office and the commitment to the name. The stored file says whether everybody may open it."""

    number = models.PositiveSmallIntegerField()
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    by_person = models.CharField(max_length=32, blank=True)
    by_name = models.CharField(max_length=64, blank=True, help_text="commitment to the name")
    by_office = models.CharField(max_length=20, blank=True)

    class Meta:
        abstract = True
        ordering = ["number"]


class SearchEntry(models.Model):
    """One thing that search finds, in one language. `folded` is compared, `title` and `summary` are shown."""

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    language = models.CharField(max_length=8)
    title = models.CharField(max_length=400)
    summary = models.TextField(blank=True)
    folded_title = models.CharField(max_length=400)
    folded = models.TextField()
    path = models.CharField(max_length=300, help_text="address below the language, such as members/bbu/")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "key", "language", "path"], name="one_search_entry_per_thing")
        ]

    def __str__(self) -> str:
        return self.title


class SweepRun(models.Model):
    """When each sweep last ran to its end, and what it said: what `konfrans doctor` looks at."""

    name = models.CharField(max_length=80, primary_key=True)
    ended_at = models.DateTimeField()
    done = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name


Facts = dict[str, Any]
