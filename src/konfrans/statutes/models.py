"""Which charter is in force from when."""

from __future__ import annotations

from django.db import models

from konfrans.decisions.models import CharterDocument, Decision


class CharterVersion(models.Model):
    """A charter document in force from a day until the next one's. Never changed: the table is append-only by trigger."""

    document = models.OneToOneField(CharterDocument, models.PROTECT, related_name="in_force")
    from_date = models.DateField(unique=True)
    adopted_by = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="charter_versions")
    authentic = models.CharField(max_length=8)
    loaded_at = models.DateTimeField()

    class Meta:
        ordering = ["from_date"]

    def __str__(self) -> str:
        return f"{self.document} from {self.from_date}"
