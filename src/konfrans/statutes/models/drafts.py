"""A charter on its way: the draft, every state it was in, and what was said of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from konfrans.decisions.models import CharterDocument
from konfrans.kernel.localised import LocalisedField
from konfrans.people.models import Body, Person
from konfrans.statutes.models.versions import CharterVersion


class Draft(models.Model):
    """A charter that a working group writes. Its text is that of its last revision."""

    class State(models.TextChoices):
        OPEN = "open"
        ADOPTED = "adopted"
        WITHDRAWN = "withdrawn"

    key = models.SlugField(max_length=40, unique=True)
    name = LocalisedField(help_text="what the group calls it: Draft 3")
    body = models.ForeignKey(Body, models.PROTECT, related_name="drafts")
    began_from = models.ForeignKey(CharterDocument, models.PROTECT, null=True, blank=True, related_name="drafts")
    began_as = models.CharField(max_length=60, blank=True, help_text="key of the model that it began from")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    last = models.PositiveIntegerField(default=0, help_text="number of its last revision")
    adopted_as = models.OneToOneField(CharterVersion, models.PROTECT, null=True, blank=True, related_name="draft")
    public = models.BooleanField(default=False, help_text="everyone may read it")
    sample = models.BooleanField(default=False)
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="adopted") | Q(adopted_as__isnull=False), name="adopted_draft_has_its_version"
            )
        ]

    def __str__(self) -> str:
        return self.key


class Revision(models.Model):
    """One state of a draft's text, never changed. `person` is a random key; the name stands beside the journal."""

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    text = models.TextField(help_text="TOML, LF line ends")
    sha256 = models.CharField(max_length=64)
    places = models.JSONField(default=list, help_text="paragraphs and rules that it changed")
    person = models.CharField(max_length=32, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["draft", "-number"]
        constraints = [models.UniqueConstraint(fields=["draft", "number"], name="one_revision_per_number")]

    def __str__(self) -> str:
        return f"{self.draft} {self.number}"


class Proposal(models.Model):
    """A state of a draft that is put to the vote, by the hash of its text; never changed. A decision that names it adopts it."""

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="proposals")
    state = models.PositiveIntegerField(help_text="number of the revision")
    sha256 = models.CharField(max_length=64, help_text="of the text of that revision")
    day = models.DateField(help_text="the day on which it was put to the vote")
    put_at = models.DateTimeField()

    class Meta:
        ordering = ["-put_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["draft", "state"], name="one_proposal_per_state")]

    def __str__(self) -> str:
        return f"{self.draft}@{self.state}"


class Consultation(models.Model):
    """Readers are asked for their remarks until a day; afterwards it is told what was taken up and why."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="consultations")
    revision = models.PositiveIntegerField(help_text="the text that was put before the readers")
    question = LocalisedField()
    public = models.BooleanField(default=False, help_text="everyone may send a remark")
    opens = models.DateField()
    closes = models.DateField()
    synthesis = LocalisedField()
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-opens", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(closes__gte=models.F("opens")), name="consultation_ends_after_it_began")
        ]

    def __str__(self) -> str:
        return f"{self.draft} {self.opens}"


class Thread(models.Model):
    """Remarks on one paragraph, one rule or the whole draft; with `path`, a suggestion that the editor takes or leaves.

    `was` and `proposed` are the JSON values at `path`, before and as suggested.
    """

    class State(models.TextChoices):
        OPEN = "open"
        TAKEN = "taken"
        LEFT = "left"

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="threads")
    consultation = models.ForeignKey(Consultation, models.SET_NULL, null=True, blank=True, related_name="threads")
    place = models.CharField(
        max_length=60, blank=True, help_text="21.1; empty: the whole draft; moves as the draft does"
    )
    place_read = models.CharField(max_length=60, blank=True, help_text="the place in the text that was read")
    path = models.JSONField(null=True, blank=True)
    was = models.JSONField(null=True, blank=True)
    proposed = models.JSONField(null=True, blank=True)
    revision = models.PositiveIntegerField(help_text="the text that was read")
    state = models.CharField(max_length=6, choices=State.choices, default=State.OPEN)
    answer = models.TextField(blank=True, help_text="what was done, and why")
    answered_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_in = models.PositiveIntegerField(null=True, blank=True, help_text="the revision that took it up")
    sample = models.BooleanField(default=False)
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ["opened_at", "pk"]
        indexes = [models.Index(fields=["draft", "state"], name="threads_of_draft")]

    def __str__(self) -> str:
        return f"{self.draft} {self.place}"


class Remark(models.Model):
    """One remark in a thread, by a person or, in a public consultation, by somebody who gave a name."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="remarks")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=120, blank=True, help_text="as somebody without an account gave it")
    text = models.TextField()
    language = models.CharField(max_length=8)
    at = models.DateTimeField()
    held = models.BooleanField(default=False, help_text="sent by the public: shown when the group lets it through")
    erased_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.thread} {self.at:%Y-%m-%d}"
