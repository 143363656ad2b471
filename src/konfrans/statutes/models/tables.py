"""Tables of counts that somebody put into the laboratory and that are too long for an address."""

from __future__ import annotations

from django.db import models


class CountTable(models.Model):
    """A table as it was typed or uploaded, once per content: whoever has its hash may read it. It holds numbers and no names."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    text = models.TextField(help_text="CSV, UTF-8")
    kept_at = models.DateTimeField(help_text="when it was last put in")

    class Meta:
        ordering = ["-kept_at"]

    def __str__(self) -> str:
        return self.sha256[:12]
