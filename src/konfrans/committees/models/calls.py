"""A call for nominations, the committees it is for, the universities it goes to, and the addresses it is sent to."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from konfrans.committees.models.committees import Committee
from konfrans.kernel.localised import LocalisedField
from konfrans.people.models import Institution
from konfrans.projects.models import Project


class Call(models.Model):
    """A call for nominations: drafted, opened, and closed by its deadline.

    It goes to the members on a day where `members_on` is set, else to the universities that take part in `project`, whose
    coordinator runs it; a call without a project is run by the secretariat alone. `seats` are the charter's seats that are asked for;
    `sign_offices` the offices whose holder signs off for a university.
    """

    key = models.SlugField(max_length=60, unique=True)
    title = LocalisedField()
    note = LocalisedField(help_text="what else the universities should know")
    project = models.ForeignKey(Project, models.PROTECT, null=True, blank=True, related_name="calls")
    members_on = models.DateField(null=True, blank=True)
    seats = models.JSONField(default=list)
    sign_offices = models.JSONField(default=list)
    closes_at = models.DateTimeField()
    begins_on = models.DateField(help_text="the day on which the seats begin")
    keep_until = models.DateField(help_text="until then the data of those who were not appointed are kept")
    drafted_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["-drafted_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(project__isnull=False) | Q(members_on__isnull=False),
                name="call_goes_to_partners_or_to_members",
            ),
            models.CheckConstraint(
                condition=Q(opened_at=None) | Q(closes_at__gt=F("opened_at")), name="call_closes_after_it_opened"
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)


class CallCommittee(models.Model):
    """A committee that a call asks for, in the order in which it stands on the pages."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="asked")
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="calls")
    place = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["call", "committee"], name="call_names_a_committee_once")]

    def __str__(self) -> str:
        return f"{self.call}: {self.committee}"


class Addressee(models.Model):
    """A university that is asked. `answered_at` is the day its management signed off; `reopened_until` lets it answer late,
    or add to an answer that stands."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="addressees")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="calls")
    answered_at = models.DateTimeField(null=True, blank=True)
    signed_office = models.CharField(max_length=20, blank=True)
    signed_person = models.CharField(max_length=32, blank=True, help_text="random key of whoever signed off")
    reopened_until = models.DateTimeField(null=True, blank=True)
    reopen_reason = models.CharField(max_length=500, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["institution__sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["call", "institution"], name="call_asks_a_university_once"),
            models.CheckConstraint(
                condition=Q(reopened_until=None) | ~Q(reopen_reason=""), name="reopened_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution}: {self.call}"


class Contact(models.Model):
    """An address that works on a university's answer: that of its management, or of somebody the management lets draft.

    A link that is sent opens a page and nothing else; the code that is sent to the address opens the draft. Only the hashes of
    both are kept. `office` is the office in the university by which it may sign off, where the call allows that office.
    """

    class Office(models.TextChoices):
        RECTOR = "rector", _("rector")
        ACTING_RECTOR = "acting_rector", _("acting rector")
        VICE_RECTOR = "vice_rector", _("vice-rector")
        CONTACT = "contact", _("contact person")
        DRAFTER = "drafter", _("drafts the answer")

    addressee = models.ForeignKey(Addressee, models.CASCADE, related_name="contacts")
    email = models.EmailField()
    name = models.CharField(max_length=200, blank=True)
    office = models.CharField(max_length=20, choices=Office.choices)
    language = models.CharField(max_length=8)
    opened_at = models.DateTimeField(null=True, blank=True, help_text="when the code was first entered")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    code_hash = models.CharField(max_length=64, blank=True)
    code_sent_at = models.DateTimeField(null=True, blank=True)
    code_tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["addressee", "email"], name="one_contact_per_address")]

    def __str__(self) -> str:
        return f"{self.email} for {self.addressee}"
