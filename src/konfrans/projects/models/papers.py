"""Files of a project, and the papers of a grant that are filed for registration."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from konfrans.kernel.localised import LocalisedField
from konfrans.kernel.models import StoredFile
from konfrans.projects.models.fields import PartialDateField
from konfrans.projects.models.plan import Deliverable
from konfrans.projects.models.register import Partnership, Project


class ProjectFile(models.Model):
    """A file of a project: a version of a deliverable (numbered), or evidence. Strangers open what the stored file calls public.

    A version may have an address instead of a file.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="files")
    deliverable = models.ForeignKey(Deliverable, models.CASCADE, null=True, blank=True, related_name="versions")
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    title = LocalisedField()
    on = PartialDateField(null=True, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="project_files")
    address = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["deliverable", "number"], name="version_number_is_unique_in_deliverable"),
            models.CheckConstraint(condition=Q(file__isnull=False) | ~Q(address=""), name="project_file_is_somewhere"),
            models.CheckConstraint(
                condition=Q(deliverable=None, number=None) | Q(deliverable__isnull=False, number__isnull=False),
                name="versions_are_numbered_and_evidence_is_not",
            ),
        ]

    def __str__(self) -> str:
        return str(self.title) or f"{self.deliverable} {self.number}"


class GrantPaper(models.Model):
    """A signed paper of the grant at one partner, and its registration with the state."""

    class Kind(models.TextChoices):
        AGREEMENT = "agreement"
        SUB_GRANT = "sub_grant"
        CHANGE = "change"

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="grant_papers")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    registrar = models.CharField(max_length=12)
    signed = models.DateField()
    filed = models.DateField(null=True, blank=True)
    number = models.CharField(max_length=60, blank=True)
    registered = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["signed", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(filed=None) | Q(filed__gte=F("signed")), name="grant_paper_filed_after_signing"
            ),
            models.CheckConstraint(
                condition=Q(registered=None) | Q(filed__isnull=False), name="grant_paper_registered_after_filing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.signed}"
