"""Facts with several sources; those of a date carry its history."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from konfrans.kernel.localised import LocalisedField
from konfrans.kernel.models import StoredFile
from konfrans.projects.models.fields import PartialDateField
from konfrans.projects.models.register import Project, Source


class Fact(models.Model):
    """A fact of one kind (`rules.conflicts.KINDS`) with every value that was found; without one it is not public."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="facts")
    kind = models.CharField(max_length=20)
    closing = LocalisedField(help_text="what would settle it, or how the values go together")
    settled_on = models.DateField(null=True, blank=True)
    settled_by = models.CharField(max_length=20, blank=True, help_text="the office that settled it")
    settled_because = LocalisedField()
    paper = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "kind"], name="one_fact_of_a_kind_per_project"),
            models.CheckConstraint(
                condition=Q(settled_on=None, settled_by="") | (Q(settled_on__isnull=False) & ~Q(settled_by="")),
                name="settled_fact_has_day_and_office",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project}: {self.kind}"


class FactValue(models.Model):
    """One value with its source; never overwritten by another one.

    `amends`: a step in the history of a date (as granted, amended, reported as extended), from `old`; the others are reports.
    """

    fact = models.ForeignKey(Fact, models.CASCADE, related_name="values")
    value = models.CharField(max_length=120)
    text = LocalisedField(help_text="the value in words, where it is not shown as it stands")
    note = LocalisedField()
    shown = models.BooleanField(default=False)
    amends = models.BooleanField(default=False)
    step = LocalisedField(help_text="what is known of this step of the history")
    old = PartialDateField(null=True, blank=True)
    made = PartialDateField(null=True, blank=True, help_text="when the amendment was signed")
    reported = PartialDateField(null=True, blank=True)
    paper = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["fact", "source", "value"], name="a_source_gives_a_value_once"),
            models.UniqueConstraint(fields=["fact"], condition=Q(shown=True), name="one_value_of_a_fact_is_shown"),
        ]

    def __str__(self) -> str:
        return self.value
