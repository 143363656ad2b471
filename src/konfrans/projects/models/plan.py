"""What a project set out to do and what came of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from konfrans.kernel.localised import LocalisedField
from konfrans.people.models import Body, Institution
from konfrans.projects.models.fields import PartialDateField
from konfrans.projects.models.register import Project, Source


class WorkPackage(models.Model):
    """A work package. An empty title means that it is not public; `months` says what its bar rests on."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="work_packages")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, blank=True)
    title = LocalisedField()
    note = LocalisedField()
    lead = models.ForeignKey(Institution, models.PROTECT, null=True, blank=True, related_name="+")
    begins = PartialDateField(null=True, blank=True)
    ends = PartialDateField(null=True, blank=True)
    months = models.CharField(max_length=10, default="planned")
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="work_package_number_is_unique_in_project")
        ]

    def __str__(self) -> str:
        return f"WP{self.number}"


class Activity(models.Model):
    """A numbered activity of a work package (1.1 ...)."""

    package = models.ForeignKey(WorkPackage, models.CASCADE, related_name="activities")
    number = models.CharField(max_length=12)
    title = LocalisedField()
    begins = PartialDateField(null=True, blank=True)
    ends = PartialDateField(null=True, blank=True)
    months = models.CharField(max_length=10, default="planned")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["package", "number"], name="activity_number_is_unique_in_package")
        ]

    def __str__(self) -> str:
        return self.number


class Deliverable(models.Model):
    """Something promised: who is responsible, when it is due, where it stands. Empty number: not public."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="deliverables")
    key = models.SlugField(max_length=60)
    number = models.CharField(max_length=12, blank=True)
    title = LocalisedField()
    package = models.ForeignKey(WorkPackage, models.SET_NULL, null=True, blank=True, related_name="deliverables")
    responsible = models.ForeignKey(Institution, models.PROTECT, null=True, blank=True, related_name="+")
    due = PartialDateField(null=True, blank=True)
    status = models.CharField(max_length=20, default="planned")
    dissemination = models.CharField(max_length=20, blank=True)
    note = LocalisedField()
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["project", "key"], name="deliverable_key_is_unique_in_project")]

    def __str__(self) -> str:
        return self.key


class WorkingGroup(models.Model):
    """A working group: the body is kept by `people`, its mandate here."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="working_groups")
    body = models.OneToOneField(Body, models.PROTECT, related_name="working_group")
    mandate = LocalisedField()
    formed = PartialDateField(null=True, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.body)


class Statement(models.Model):
    """A line of a project's record: an objective under its code, a milestone on its date, or a result of a year."""

    class Kind(models.TextChoices):
        OBJECTIVE = "objective"
        MILESTONE = "milestone"
        RESULT = "result"

    project = models.ForeignKey(Project, models.CASCADE, related_name="statements")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    code = models.CharField(max_length=12, blank=True)
    date = PartialDateField(null=True, blank=True)
    until = PartialDateField(null=True, blank=True)
    text = LocalisedField()
    packages = models.JSONField(default=list, blank=True, help_text="numbers of work packages")
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["date", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "code"], condition=Q(kind="objective"), name="objective_code_is_unique_in_project"
            ),
            models.CheckConstraint(
                condition=Q(kind="objective") | Q(date__isnull=False), name="milestone_and_result_have_a_date"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code or self.date} {self.text}"
