"""A nomination: who is named for which seat, what became of it, whether the person consents."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from konfrans.committees.models.calls import Addressee, Contact
from konfrans.committees.models.committees import Committee, Seat
from konfrans.kernel.models import Letter, StoredFile
from konfrans.people.models import Person, new_key


class Nomination(models.Model):
    """A person whom a university names for a seat. The person needs no account: `email` is where consent is asked for.

    Names and addresses are emptied when the person asks for it or the retention date passes; the seat, the university and the
    days stay.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        NAMED = "named", _("named")
        ASKED = "asked", _("asked back")
        REFUSED = "refused", _("refused")
        CONFIRMED = "confirmed", _("confirmed")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Consent(models.TextChoices):
        NONE = "none", _("not asked yet")
        ASKED = "asked", _("asked, not answered")
        GIVEN = "given", _("consents")
        DECLINED = "declined", _("declines")

    key = models.CharField(max_length=32, unique=True, default=new_key)
    addressee = models.ForeignKey(Addressee, models.CASCADE, related_name="nominations")
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="nominations")
    seat = models.CharField(max_length=60)
    given = models.CharField(max_length=80, blank=True)
    father = models.CharField(max_length=80, blank=True)
    patronymic = models.CharField(max_length=10, blank=True)
    surname = models.CharField(max_length=80, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=8)
    position = models.CharField(max_length=200, blank=True)
    field = models.CharField(max_length=200, blank=True)
    cv = models.ForeignKey(StoredFile, models.SET_NULL, null=True, blank=True, related_name="+")
    interests = models.TextField(blank=True, help_text="conflicts of interest, as the nominee declares them")
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    question = models.TextField(blank=True, help_text="what the coordinator asks back")
    reply = models.TextField(blank=True)
    refused_article = models.CharField(max_length=12, blank=True)
    refused_reason = models.TextField(blank=True)
    consent = models.CharField(max_length=10, choices=Consent.choices, default=Consent.NONE)
    consent_at = models.DateTimeField(null=True, blank=True)
    public = models.BooleanField(default=False, help_text="the nominee agrees that the name is shown")
    code_hash = models.CharField(max_length=64, blank=True)
    code_sent_at = models.DateTimeField(null=True, blank=True)
    code_tries = models.PositiveSmallIntegerField(default=0)
    drafted_at = models.DateTimeField()
    named_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="nominations")
    filled = models.OneToOneField(Seat, models.SET_NULL, null=True, blank=True, related_name="nomination")
    letter = models.ForeignKey(
        Letter, models.SET_NULL, null=True, blank=True, related_name="+", help_text="the mail about the appointment"
    )
    letter_sent_at = models.DateTimeField(
        null=True, blank=True, help_text="when the mail about the appointment left; stays when the mail is deleted"
    )
    erased_on = models.DateField(null=True, blank=True)
    sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["email"], name="nominations_of_address"),
            models.Index(fields=["committee", "state"], name="nominations_of_committee"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["addressee", "committee", "email"],
                condition=~Q(email="") & ~Q(state__in=["withdrawn", "refused"]),
                name="named_once_for_a_committee",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(refused_reason="") | Q(erased_on__isnull=False),
                name="refused_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(consent="given") | Q(erased_on__isnull=False),
                name="confirmed_with_consent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.committee}"

    @property
    def full_name(self) -> str:
        """Given name, father's name, surname; empty once erased."""
        return " ".join(part for part in (self.given, self.father, self.patronymic, self.surname) if part)


class Link(models.Model):
    """The link of a letter to a contact or to a nominee. Each letter has one of its own, and all of one address open the same page: a
    letter that is written and held back must not take the link out of an earlier one. Only the hash is kept."""

    token_hash = models.CharField(max_length=64, unique=True)
    contact = models.ForeignKey(Contact, models.CASCADE, null=True, blank=True, related_name="links")
    nomination = models.ForeignKey(Nomination, models.CASCADE, null=True, blank=True, related_name="links")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(contact__isnull=False, nomination=None) | Q(contact=None, nomination__isnull=False),
                name="link_is_of_a_contact_or_of_a_nominee",
            )
        ]

    def __str__(self) -> str:
        return f"link of {self.contact or self.nomination}"
