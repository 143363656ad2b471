"""Sessions of organs, committees and working groups: who came, agenda, papers, minutes."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from konfrans.kernel.localised import LocalisedField
from konfrans.kernel.models import FileVersion
from konfrans.people.models import Body, Institution, Person


class Meeting(models.Model):
    """A session of an organ, a committee or a working group. `presided` is a person's random key and the office; the name stands
    beside the journal. `link` is the address of a session online, for those alone who may see the session."""

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
    link = models.CharField(max_length=300, blank=True)
    presided_person = models.CharField(max_length=32, blank=True)
    presided_name = models.CharField(max_length=64, blank=True, help_text="commitment to the name")
    presided_office = models.CharField(max_length=20, blank=True)
    sample = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField(
        null=True, blank=True, help_text="day, place or link changed: calendars read it anew"
    )

    class Meta:
        ordering = ["-date", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(call__in=(1, 2)), name="call_is_first_or_second"),
            models.CheckConstraint(condition=Q(link="") | Q(link__startswith="https://"), name="link_is_https"),
        ]

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


class PersonAttendance(models.Model):
    """How a person with a seat in a body was there: in the room, away, or away with the substitute in the seat.

    Where a person asks to be erased, `person` and `substitute` become empty: seat, institution and day stay.
    """

    class How(models.TextChoices):
        PRESENT = "present"
        REPRESENTED = "represented"
        ABSENT = "absent"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="persons")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    seat = models.CharField(max_length=60)
    votes = models.BooleanField()
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, blank=True, related_name="+")
    how = models.CharField(max_length=15, choices=How.choices)
    substitute = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="one_attendance_per_person"),
            models.CheckConstraint(
                condition=Q(how="represented") | Q(substitute=None), name="substitute_only_of_the_represented"
            ),
            models.CheckConstraint(
                condition=Q(substitute=None) | ~Q(substitute=F("person")), name="nobody_is_the_own_substitute"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} {self.seat}"


class AgendaItem(models.Model):
    """One item of a session's agenda. `reports` is free text: who speaks to it, where somebody does."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField()
    title = LocalisedField()
    note = LocalisedField()
    reports = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"{self.order}. {self.title}"


class MeetingPaper(models.Model):
    """A paper of a session, under a number of its own; its files are its versions."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="papers")
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="papers")
    number = models.PositiveSmallIntegerField()
    title = LocalisedField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="one_paper_per_number")]

    def __str__(self) -> str:
        return f"{self.meeting} paper {self.number}"


class PaperVersion(FileVersion):
    """A version of a paper."""

    paper = models.ForeignKey(MeetingPaper, models.CASCADE, related_name="versions")

    class Meta(FileVersion.Meta):
        constraints = [models.UniqueConstraint(fields=["paper", "number"], name="one_version_per_number")]

    def __str__(self) -> str:
        return f"{self.paper}, version {self.number}"


class Minutes(models.Model):
    """A version of a session's minutes. Every version is kept; an approved one is never changed (by trigger), and holds in
    `frozen`, as canonical JSON, the agenda, who came and what was decided as it stood when it was approved: keys and
    commitments, no name. A version after an approved one says what was wrong."""

    class State(models.TextChoices):
        DRAFT = "draft"
        SENT = "sent"
        APPROVED = "approved"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="minutes")
    version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    text = LocalisedField()
    what_was_wrong = LocalisedField()
    written_at = models.DateTimeField()
    by_person = models.CharField(max_length=32, blank=True)
    by_name = models.CharField(max_length=64, blank=True, help_text="commitment to the name")
    by_office = models.CharField(max_length=20, blank=True)
    approved_on = models.DateField(null=True, blank=True)
    approved_at_meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="+")
    approved_person = models.CharField(max_length=32, blank=True)
    approved_name = models.CharField(max_length=64, blank=True, help_text="commitment to the name")
    approved_office = models.CharField(max_length=20, blank=True)
    frozen = models.TextField(blank=True)

    class Meta:
        ordering = ["version"]
        verbose_name_plural = "minutes"
        constraints = [
            models.UniqueConstraint(fields=["meeting", "version"], name="one_minutes_per_version"),
            models.CheckConstraint(
                condition=Q(state="approved", approved_on__isnull=False) & ~Q(frozen="")
                | ~Q(state="approved") & Q(approved_on=None, frozen=""),
                name="approved_minutes_have_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} minutes {self.version}"
