"""Projects, the institutions in them, and the public pages that tell of them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from konfrans.kernel.localised import LocalisedField
from konfrans.people.models import Body, Institution
from konfrans.projects.models.fields import PartialDateField


class Source(models.Model):
    """A page or paper from which something was taken: host and path, never a promise that it still says so."""

    key = models.SlugField(max_length=60, unique=True)
    address = models.CharField(max_length=300, unique=True)
    name = LocalisedField()
    published = PartialDateField(null=True, blank=True)
    seen = PartialDateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.address

    @property
    def host(self) -> str:
        """The short name of the page: its host, without `www.`."""
        return self.address.split("/", 1)[0].removeprefix("www.")

    @property
    def link(self) -> str:
        """Where the page is opened; empty for a source that is not on the web."""
        return f"https://{self.address}" if "." in self.host else ""


class Project(models.Model):
    """A funded project. What sources disagree on (number, first and last day ...) is a `Fact`, not a column."""

    class Status(models.TextChoices):
        PLANNED = "planned"
        RUNNING = "running"
        ENDED = "ended"

    key = models.SlugField(max_length=40, unique=True)
    acronym = models.CharField(max_length=30)
    title = LocalisedField()
    lead = LocalisedField()
    programme = LocalisedField()
    action = LocalisedField()
    funder = LocalisedField()
    grant = models.CharField(max_length=60, blank=True, help_text="amount and currency; empty: not public")
    website = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.RUNNING)
    team = models.OneToOneField(Body, models.PROTECT, related_name="project")
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")
    sort_key = models.CharField(max_length=200)

    class Meta:
        ordering = ["sort_key"]

    def __str__(self) -> str:
        return self.acronym


class Partnership(models.Model):
    """An institution in a project, in one role, from-to. With `by`, it joined at some time up to `begins`."""

    class Role(models.TextChoices):
        COORDINATOR = "coordinator"
        PARTNER = "partner"
        ASSOCIATED = "associated"

    project = models.ForeignKey(Project, models.CASCADE, related_name="partnerships")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="partnerships")
    role = models.CharField(max_length=12, choices=Role.choices)
    begins = PartialDateField(null=True, blank=True)
    by = models.BooleanField(default=False)
    ends = PartialDateField(null=True, blank=True)
    listed = models.BooleanField(default=True, help_text="false: only some pages name it")
    named_as = models.CharField(max_length=200, blank=True, help_text="what the source calls it, quoted")
    note = LocalisedField()
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["institution__sort_key", "begins"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "institution"], condition=Q(ends=None), name="institution_is_in_a_project_once"
            ),
            models.UniqueConstraint(
                fields=["project"], condition=Q(role="coordinator", ends=None), name="project_has_one_coordinator"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution} in {self.project}"
