"""Institutions, persons, bodies, offices, accounts, invitations."""

from __future__ import annotations

import secrets
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from konfrans.kernel import clock
from konfrans.kernel.localised import LocalisedField


def new_key() -> str:
    """A random key of 128 bits: what the journal and frozen evidence know a person by."""
    return secrets.token_hex(16)


class Institution(models.Model):
    """A university, rectors' conference, agency, association or ministry."""

    class Kind(models.TextChoices):
        UNIVERSITY = "university", _("university")
        RECTORS_CONFERENCE = "rectors_conference", _("rectors' conference")
        AGENCY = "agency", _("agency")
        ASSOCIATION = "association", _("association")
        MINISTRY = "ministry", _("ministry")
        COMPANY = "company", _("company")

    class Ownership(models.TextChoices):
        UNKNOWN = "", _("not recorded")
        STATE = "state", _("state-owned")
        PRIVATE = "private", _("privately owned")
        SPECIAL = "special", _("of special status")

    key = models.SlugField(max_length=40, unique=True)
    code = models.CharField(max_length=20)
    kind = models.CharField(max_length=30, choices=Kind.choices)
    country = models.CharField(max_length=2)
    city = LocalisedField()
    name = LocalisedField()
    former_names = LocalisedField()
    ownership = models.CharField(max_length=10, choices=Ownership.choices, blank=True)
    owner = LocalisedField(help_text="the ministry or founder, where recorded")
    students = models.PositiveIntegerField(null=True, blank=True)
    students_on = models.DateField(null=True, blank=True)
    students_source = models.CharField(max_length=300, blank=True)
    ror = models.CharField(max_length=9, blank=True)
    erasmus_code = models.CharField(max_length=20, blank=True)
    website = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=300, blank=True)
    sort_key = models.TextField(db_index=False, blank=True)

    class Meta:
        ordering = ["sort_key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(students=None) | (Q(students_on__isnull=False) & ~Q(students_source="")),
                name="student_number_has_date_and_source",
            ),
            models.UniqueConstraint(fields=["ror"], condition=~Q(ror=""), name="ror_is_one_institution"),
        ]

    def __str__(self) -> str:
        return self.code


class Person(models.Model):
    """A person in four name fields; `key` is what the journal and evidence hold."""

    key = models.CharField(max_length=32, unique=True, default=new_key)
    given = models.CharField(max_length=80, blank=True)
    father = models.CharField(max_length=80, blank=True)
    patronymic = models.CharField(max_length=10, blank=True, help_text="oğlu, qızı or empty; never derived")
    surname = models.CharField(max_length=80, blank=True)
    sort_key = models.TextField(blank=True)
    commitment = models.CharField(
        max_length=64, blank=True, help_text="to the present name: what acts of this person carry"
    )
    sample = models.BooleanField(default=False)
    erased_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["sort_key"]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Given name, father's name with oğlu or qızı where recorded, surname."""
        return " ".join(part for part in (self.given, self.father, self.patronymic, self.surname) if part)

    @property
    def short_name(self) -> str:
        """Initial and surname: S. Əliyeva."""
        return f"{self.given[0]}. {self.surname}" if self.given and self.surname else self.full_name


class Body(models.Model):
    """An organ, the secretariat, a committee, a working group, a project's team."""

    class Kind(models.TextChoices):
        ORGAN = "organ", _("organ")
        SECRETARIAT = "secretariat", _("secretariat")
        COMMITTEE = "committee", _("committee")
        WORKING_GROUP = "working_group", _("working group")
        PROJECT_TEAM = "project_team", _("project team")

    key = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    name = LocalisedField()
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "bodies"
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(since=None) | Q(until__gte=F("since")), name="body_ends_after_it_began"
            )
        ]

    def __str__(self) -> str:
        return str(self.name)


class Office(models.Model):
    """An office held by a person, from-to; the last day is `until`, and rights end with that day."""

    class Kind(models.TextChoices):
        RECTOR = "rector", _("rector")
        ACTING_RECTOR = "acting_rector", _("acting rector")
        VICE_RECTOR = "vice_rector", _("vice-rector")
        PRESIDENT = "president", _("president")
        SECRETARY = "secretary", _("secretary")
        COORDINATOR = "coordinator", _("coordinator")
        CHAIR = "chair", _("chair")
        MEMBER = "member", _("member")
        READER = "reader", _("invited reader")

    kind = models.CharField(max_length=20, choices=Kind.choices)
    person = models.ForeignKey(Person, models.PROTECT, related_name="offices")
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, blank=True, related_name="offices")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="offices")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["since"]
        indexes = [models.Index(fields=["person", "since", "until"], name="offices_of_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="office_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=Q(institution__isnull=False) | Q(body__isnull=False), name="office_is_held_somewhere"
            ),
            models.UniqueConstraint(
                fields=["institution"], condition=Q(kind="rector", until=None), name="one_open_rector_per_institution"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.institution or self.body}"


class AccountManager(BaseUserManager["Account"]):
    """Accounts are found by e-mail address in lower-case ASCII."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Account:
        account = self.model(email=email.strip().lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(email=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """What a person signs in with. What the account may do follows from the person's offices, never from a flag."""

    email = models.EmailField(unique=True)
    person = models.OneToOneField(Person, models.SET_NULL, null=True, blank=True, related_name="account")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=clock.now)
    language = models.CharField(max_length=8, blank=True)
    is_staff = False
    is_superuser = False

    objects: ClassVar[AccountManager] = AccountManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.email

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """No permission is ever set by hand."""
        return False

    def has_module_perms(self, app_label: str) -> bool:
        """No permission is ever set by hand."""
        return False


class Invitation(models.Model):
    """A person is asked, by a link sent to an address, to take the account that goes with an office.

    The table holds the hash of the link's token. The link alone opens nothing: whoever has it must also read the code that is
    sent to the address, and of that code too only a hash is kept.
    """

    token_hash = models.CharField(max_length=64, unique=True)
    email = models.EmailField()
    language = models.CharField(max_length=8)
    office = models.ForeignKey(Office, models.CASCADE, related_name="invitations")
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    code_hash = models.CharField(max_length=64, blank=True)
    code_sent_at = models.DateTimeField(null=True, blank=True)
    code_tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["email"], name="invitations_of_address")]

    def __str__(self) -> str:
        return f"{self.email} for {self.office}"
