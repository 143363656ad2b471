"""Sessions of organs, and who came."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from konfrans.kernel.localised import LocalisedField
from konfrans.people.models import Body, Institution


class Meeting(models.Model):
    """A session of an organ. `presided` is a person's random key and the office; the name stands beside the journal."""

    class Kind(models.TextChoices):
        ORDINARY = "ordinary"
        EXTRAORDINARY = "extraordinary"

    key = models.SlugField(max_length=80, unique=True)
    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=15, choices=Kind.choices)
    call = models.PositiveSmallIntegerField(default=1)
    date = models.DateField()
    time = models.TimeField(null=True, blank=True)
    place = LocalisedField()
    presided_person = models.CharField(max_length=32, blank=True)
    presided_name = models.CharField(max_length=64, blank=True, help_text="commitment to the name")
    presided_office = models.CharField(max_length=20, blank=True)
    sample = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-date", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(call__in=(1, 2)), name="call_is_first_or_second")]

    def __str__(self) -> str:
        return self.key


class Attendance(models.Model):
    """How an institution was there: in the room, through which office; or represented by another member."""

    class How(models.TextChoices):
        PRESENT = "present"
        REPRESENTED = "represented"
        ABSENT = "absent"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    how = models.CharField(max_length=15, choices=How.choices)
    office = models.CharField(max_length=20, blank=True)
    represented_by = models.ForeignKey(Institution, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["institution__sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "institution"], name="one_attendance_per_institution"),
            models.CheckConstraint(
                condition=Q(how="represented", represented_by__isnull=False)
                | ~Q(how="represented") & Q(represented_by=None),
                name="represented_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(represented_by=None) | ~Q(represented_by=F("institution")), name="nobody_represents_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} {self.institution}"
