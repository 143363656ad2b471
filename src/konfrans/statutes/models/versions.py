"""Which charter is in force from when."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import OuterRef, Q, Subquery

from konfrans.decisions.models import CharterDocument, Decision
from konfrans.kernel.localised import LocalisedField
from konfrans.kernel.models import StoredFile


class VersionManager(models.Manager["CharterVersion"]):
    """Versions with the day from which they are in force, `first_day`; None while that is not known."""

    def get_queryset(self) -> models.QuerySet[CharterVersion]:
        day = VersionDay.objects.filter(version=OuterRef("pk"), event=VersionDay.Event.EFFECT).values("day")[:1]
        return super().get_queryset().annotate(first_day=Subquery(day))


class CharterVersion(models.Model):
    """An adopted charter document. Never changed: the table is append-only by trigger; what comes later stands in `VersionDay`."""

    document = models.OneToOneField(CharterDocument, models.PROTECT, related_name="in_force")
    adopted_by = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="charter_versions")
    authentic = models.CharField(max_length=8)
    loaded_at = models.DateTimeField()

    objects: ClassVar[VersionManager] = VersionManager()

    class Meta:
        ordering = ["loaded_at", "pk"]

    def __str__(self) -> str:
        return str(self.document)

    @property
    def from_date(self) -> date | None:
        """Its first day in force, read with it."""
        return getattr(self, "first_day", None)


class VersionDay(models.Model):
    """A day of a version: of what happened to it, and from when it is in force. Never changed; "to" is the day before the next "from"."""

    class Event(models.TextChoices):
        EFFECT = "effect"
        ADOPTION = "adoption"
        APPROVAL = "approval"
        STATE_REGISTRATION = "state_registration"
        PUBLICATION = "publication"

    version = models.ForeignKey(CharterVersion, models.PROTECT, related_name="days")
    event = models.CharField(max_length=20, choices=Event.choices)
    day = models.DateField()
    by = LocalisedField(help_text="who approved or registered it")
    paper = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["day", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "event"], name="one_day_per_event"),
            models.UniqueConstraint(fields=["day"], condition=Q(event="effect"), name="one_version_from_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.day}"
