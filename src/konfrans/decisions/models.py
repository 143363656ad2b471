"""What was decided, by which rule, on what evidence; and the charter documents that judged it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from konfrans.kernel.localised import LocalisedField
from konfrans.kernel.models import StoredFile


class CharterDocument(models.Model):
    """A charter's whole document, once per hash, never changed: the table is append-only by trigger."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    text = models.TextField(help_text="TOML, LF line ends, exactly what is hashed")
    key = models.CharField(max_length=60)
    version = models.CharField(max_length=40)

    def __str__(self) -> str:
        return f"{self.key} {self.version}"


class Series(models.Model):
    """The counter of one year's numbers: the row is locked while a number is given."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "series"

    def __str__(self) -> str:
        return f"{self.year}/{self.last}"


class Decision(models.Model):
    """A decision of an organ: a draft that only the secretariat sees, then published and never edited (by trigger).

    `evidence` and `verdict` are canonical JSON (RFC 8785) as text. `names` holds, for each person key in the evidence,
    the commitment under which the name stands beside the journal.
    """

    class State(models.TextChoices):
        DRAFT = "draft"
        PUBLISHED = "published"

    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    number = models.PositiveIntegerField(null=True, blank=True)
    organ = models.CharField(max_length=60, help_text="key of the body")
    organ_name = LocalisedField(help_text="as it was named on the day")
    session = models.CharField(max_length=80, blank=True, help_text="key of the session it was taken at")
    kind = models.CharField(max_length=60)
    kind_name = LocalisedField(help_text="as the charter named the kind")
    title = LocalisedField()
    text = LocalisedField()
    date = models.DateField(help_text="the day it was taken")
    place = LocalisedField()
    closed = models.BooleanField(default=False, help_text="number, date, kind and verdict are public, the text is not")
    charter = models.ForeignKey(CharterDocument, models.PROTECT, related_name="decisions")
    evidence = models.TextField()
    evidence_sha256 = models.CharField(max_length=64)
    verdict = models.TextField()
    outcome = models.CharField(max_length=20)
    proof = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    proof_public = models.BooleanField(default=False)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="corrections")
    what_was_wrong = LocalisedField()
    names = models.JSONField(default=dict, blank=True)
    salt = models.CharField(
        max_length=64, null=True, blank=True, help_text="of the commitment to a closed decision's words"
    )
    sample = models.BooleanField(default=False)
    drafted_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-year", "-number", "-pk"]
        indexes = [
            models.Index(fields=["session"], name="decisions_of_session"),
            models.Index(fields=["state", "date"], name="decisions_by_date"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="one_decision_per_number"),
            models.CheckConstraint(
                condition=Q(state="draft", number=None, published_at=None)
                | Q(state="published", year__isnull=False, number__isnull=False, published_at__isnull=False),
                name="published_decision_has_a_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}/{self.number:02d}" if self.number else f"draft {self.pk}"
