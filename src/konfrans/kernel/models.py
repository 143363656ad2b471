"""Tables of the kernel."""

from __future__ import annotations

from typing import Any

from django.db import models

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


class Letter(models.Model):
    """A mail that is due: written inside the act that causes it, sent by the sweep `letters_send`."""

    to = models.EmailField()
    subject = models.CharField(max_length=300)
    text = models.TextField()
    language = models.CharField(max_length=8)
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)
    next_try_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["sent_at", "next_try_at"], name="letters_due")]

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
