"""The day on which the demonstration stands."""

from __future__ import annotations

from django.db import models


class DemoDay(models.Model):
    """One row: the moment that `kernel.clock` says until a visitor moves it."""

    stands_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_demo_day")]

    def __str__(self) -> str:
        return str(self.stands_at)
