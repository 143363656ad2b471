"""A committee, its themes, its seats by date, the compositions that were confirmed."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from konfrans.decisions.models import CharterDocument, Decision
from konfrans.kernel.localised import LocalisedField
from konfrans.people.models import Body, Institution, Office, Person


class Committee(models.Model):
    """What a committee or a working group is beyond its body: its mandate, its rules in the charter, what created it.

    `organ` is the key of the charter's organ whose seats and rules it has; empty: the charter knows none of its sort. An empty
    `mandate` is one that is not public, and pages say so.
    """

    class Sort(models.TextChoices):
        STANDING = "standing", _("standing committee")
        TEMPORARY = "temporary", _("temporary committee")
        NETWORK = "network", _("network")
        WORKING_GROUP = "working_group", _("working group")
        TASK_FORCE = "task_force", _("task force")

    body = models.OneToOneField(Body, models.PROTECT, related_name="committee")
    sort = models.CharField(max_length=20, choices=Sort.choices)
    organ = models.CharField(max_length=60, blank=True)
    mandate = LocalisedField()
    mentor = models.ForeignKey(Institution, models.PROTECT, null=True, blank=True, related_name="mentored")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="committees")
    working_name = models.BooleanField(default=False, help_text="the name is reported as a working name")
    source = models.CharField(max_length=300, blank=True, help_text="host and path of the page its name was read on")
    source_name = LocalisedField()
    ended_why = models.CharField(max_length=20, blank=True, help_text="date, idle or act; empty: it runs")
    ended_article = models.CharField(max_length=12, blank=True)
    sample = models.BooleanField(default=False, help_text="mandate and themes are invented")

    def __str__(self) -> str:
        return str(self.body)


class Theme(models.Model):
    """A theme of a committee, with a line on where it comes from."""

    committee = models.ForeignKey(Committee, models.CASCADE, related_name="themes")
    place = models.PositiveSmallIntegerField()
    text = LocalisedField()
    source = LocalisedField()

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["committee", "place"], name="one_theme_per_place")]

    def __str__(self) -> str:
        return str(self.text)


class Composition(models.Model):
    """A composition that was confirmed on a day: the evidence and the verdict as they were, and the decision where one was taken.

    Evidence and verdict are canonical JSON (RFC 8785) and name persons by their random key.
    """

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="compositions")
    on = models.DateField()
    charter = models.ForeignKey(CharterDocument, models.PROTECT, null=True, blank=True, related_name="+")
    evidence = models.TextField(blank=True)
    verdict = models.TextField(blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="compositions")
    article = models.CharField(max_length=12, blank=True, help_text="the paragraph by which the members send")
    sample = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.committee} {self.on}"


class Seat(models.Model):
    """Who sat on which seat from when to when; the last day counts. `ends` is the last day of the term, `until` the day it ended.

    `seat` is a key of the charter's organ (`member`, `substitute`, `chair`) or, where the charter founds none, of the same names.
    `office` is the office in the body, from which the rights follow; `by_office` the office elsewhere that entitled to the seat.
    """

    class Why(models.TextChoices):
        TERM = "term", _("the term ended")
        RESIGNED = "resigned", _("resigned")
        REPLACED = "replaced", _("replaced")
        OFFICE = "office", _("left the office that entitled to the seat")
        MEMBERSHIP = "membership", _("the membership of the institution ended")
        COMMITTEE = "committee", _("the committee ended")
        ERASED = "erased", _("the name was erased at the person's request")

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="seats")
    seat = models.CharField(max_length=60)
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, blank=True, related_name="committee_seats")
    person = models.ForeignKey(Person, models.PROTECT, related_name="seats")
    office = models.ForeignKey(Office, models.SET_NULL, null=True, blank=True, related_name="seats")
    by_office = models.ForeignKey(Office, models.SET_NULL, null=True, blank=True, related_name="entitled_seats")
    composition = models.ForeignKey(Composition, models.PROTECT, null=True, blank=True, related_name="seats")
    since = models.DateField()
    ends = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    ended_why = models.CharField(max_length=12, choices=Why.choices, blank=True)
    public = models.BooleanField(default=False, help_text="the person agreed that the name is shown")
    position = models.CharField(max_length=200, blank=True)
    sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["committee", "seat", "institution__sort_key", "since"]
        indexes = [models.Index(fields=["committee", "since", "until"], name="seats_by_day")]
        constraints = [
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="seat_ends_after_it_began"),
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gte=F("since")), name="term_ends_after_it_began"),
            models.CheckConstraint(
                condition=Q(until=None, ended_why="") | (Q(until__isnull=False) & ~Q(ended_why="")),
                name="seat_that_ended_says_why",
            ),
            models.UniqueConstraint(
                fields=["committee", "seat", "person"], condition=Q(until=None), name="one_open_seat_per_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat} {self.committee}"


class SeatAddress(models.Model):
    """The address of whoever sits there became another one: both as they may be shown, with all but the first letter hidden."""

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="addresses")
    old = models.CharField(max_length=254)
    new = models.CharField(max_length=254)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-changed_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.seat}: {self.changed_at:%Y-%m-%d}"
