"""What a committee works with in its room: tasks by year, documents in versions, yearly reports, mail, calendars of its people."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from konfrans.committees.models.committees import Committee
from konfrans.kernel.localised import LocalisedField
from konfrans.kernel.models import FileVersion
from konfrans.people.models import Person


class WorkTask(models.Model):
    """A task of a committee's work programme. Somebody of the committee owns it, or `owner_text` says who does.

    A task that is not to be done any more is withdrawn with a reason, never deleted.

    `changed_at` and `changes` are for calendars, which take an entry anew only where it says that it changed.
    """

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="tasks")
    year = models.PositiveSmallIntegerField()
    place = models.PositiveSmallIntegerField(help_text="its place in the programme of the year")
    title = LocalisedField()
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    owner_text = models.CharField(max_length=200, blank=True)
    due = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = LocalisedField()
    note = LocalisedField()
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    changes = models.PositiveIntegerField(default=0)
    sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["year", "place", "pk"]
        indexes = [models.Index(fields=["owner", "done_on"], name="tasks_of_owner")]
        constraints = [
            models.CheckConstraint(condition=Q(owner=None) | Q(owner_text=""), name="task_has_one_owner"),
            models.CheckConstraint(
                condition=Q(done_on=None) | Q(withdrawn_on=None), name="task_is_not_both_done_and_withdrawn"
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)


class TaskDelay(models.Model):
    """A due date that was put off: the old one stays to be seen, with the reason."""

    task = models.ForeignKey(WorkTask, models.CASCADE, related_name="delays")
    due = models.DateField(help_text="the day it was due before")
    put_off_at = models.DateTimeField()
    reason = LocalisedField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.task}: {self.due}"


class Programme(models.Model):
    """The work programme of a year that everybody may read, since `published_at`."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="programmes")
    year = models.PositiveSmallIntegerField()
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["-year"]
        constraints = [models.UniqueConstraint(fields=["committee", "year"], name="one_programme_per_year")]

    def __str__(self) -> str:
        return f"{self.committee} {self.year}"


class CommitteeDocument(models.Model):
    """A document of a committee, under a number of its own; its files are its versions."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="documents")
    number = models.PositiveSmallIntegerField()
    title = LocalisedField()
    sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["committee", "number"], name="one_committee_document_per_number")
        ]

    def __str__(self) -> str:
        return str(self.title)


class DocumentVersion(FileVersion):
    """A version of a document."""

    document = models.ForeignKey(CommitteeDocument, models.PROTECT, related_name="versions")

    class Meta(FileVersion.Meta):
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="one_version_per_document_and_number")
        ]

    def __str__(self) -> str:
        return f"{self.document}, {self.number}"


class CommitteeReport(models.Model):
    """The report of a committee on a year. Until it is handed in only the foreword is kept: the rest is what stands in the tables.
    What was wrong in one that was handed in is corrected by a later `version`, which says so in `corrects`; all of them stay.

    When it is handed in, `frozen` holds it whole as canonical JSON (RFC 8785) and `text` as plain text in every language, neither
    with a name; from then on the row is never changed (by trigger).
    """

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="reports")
    year = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField(default=1)
    corrects = LocalisedField(help_text="what was wrong in the version before; empty in the first")
    foreword = LocalisedField()
    handed_in_at = models.DateTimeField(null=True, blank=True)
    by_person = models.CharField(max_length=32, blank=True)
    by_name = models.CharField(max_length=64, blank=True, help_text="commitment to the name")
    by_office = models.CharField(max_length=20, blank=True)
    frozen = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True, help_text="of the frozen text")
    text = LocalisedField()
    sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["-year", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["committee", "year", "version"], name="one_report_per_year_and_version"),
            models.CheckConstraint(
                condition=Q(handed_in_at=None, frozen="") | Q(handed_in_at__isnull=False) & ~Q(frozen=""),
                name="handed_in_report_is_frozen",
            ),
            models.CheckConstraint(
                condition=Q(version=1) | Q(version__gt=1, handed_in_at__isnull=False),
                name="corrected_report_is_handed_in",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.committee} {self.year}"


class RoomLetter(models.Model):
    """What was written to the people of a committee: one text, and the numbers of the letters that carry it. No address."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="room_letters")
    subject = LocalisedField()
    text = LocalisedField()
    urgent = models.BooleanField(default=True, help_text="else it waits for the collective letter of the day")
    written_at = models.DateTimeField()
    letters = models.JSONField(default=list)
    by_person = models.CharField(max_length=32, blank=True)
    by_name = models.CharField(max_length=64, blank=True, help_text="commitment to the name")
    by_office = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["-written_at", "-pk"]

    def __str__(self) -> str:
        return str(self.subject)


class CalendarFeed(models.Model):
    """A calendar that one person of a committee subscribes to. Only the hash of its secret address is kept."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="feeds")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=8)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "person"], condition=Q(revoked_at=None), name="one_open_calendar_per_person"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None) | Q(revoked_at__gte=F("made_at")),
                name="calendar_revoked_after_it_was_made",
            ),
        ]

    def __str__(self) -> str:
        return f"calendar {self.pk}"
