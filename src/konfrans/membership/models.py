"""Which institution is a member, in which category, from when to when, and when its vote rests."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from konfrans.decisions.models import Decision
from konfrans.kernel.localised import LocalisedField
from konfrans.people.models import Institution


class Category(models.Model):
    """A category of members as the charter founds it: with or without a vote."""

    key = models.SlugField(max_length=40, unique=True)
    name = LocalisedField()
    votes = models.BooleanField()
    article = models.CharField(max_length=12, help_text="the paragraph that founds it, as 6.1")

    class Meta:
        ordering = ["-votes", "pk"]
        verbose_name_plural = "categories"

    def __str__(self) -> str:
        return str(self.name)


class Membership(models.Model):
    """A membership of an institution; the last day counts."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="memberships")
    category = models.ForeignKey(Category, models.PROTECT, related_name="memberships")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    admitted_by = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="admissions")
    ended_why = LocalisedField()
    sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["institution__sort_key", "since"]
        indexes = [models.Index(fields=["since", "until"], name="memberships_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="membership_ends_after_it_began"
            ),
            models.UniqueConstraint(fields=["institution"], condition=Q(until=None), name="one_open_membership"),
        ]

    def __str__(self) -> str:
        return f"{self.institution} {self.category}"


class VoteSuspension(models.Model):
    """Days on which a member's vote rests, with the article and the reason."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="suspensions")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    article = models.CharField(max_length=12)
    reason = LocalisedField()

    class Meta:
        ordering = ["since"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="suspension_ends_after_it_began"
            ),
            models.UniqueConstraint(fields=["membership"], condition=Q(until=None), name="one_open_suspension"),
        ]

    def __str__(self) -> str:
        return f"{self.membership} {self.since}"
