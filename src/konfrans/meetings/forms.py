"""Forms of sessions: shape only; what is allowed is decided by the services."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from konfrans.charter import Attestation, Charter
from konfrans.decisions.selectors import words
from konfrans.kernel.files import ACCEPTED
from konfrans.kernel.localised import LocalisedFormField
from konfrans.meetings.rules import Presence, Vote
from konfrans.meetings.selectors import KEEP, Officer, RollEntry

DATE_FORMATS = ["%Y-%m-%d", "%d.%m.%Y"]


def _person(value: str) -> tuple[str, str]:
    key, _sep, office = value.partition(":")
    return key, office


class MeetingForm(forms.Form):
    """A session: of which organ, when, where, who presided."""

    body = forms.ChoiceField(label=_("Organ"))
    kind = forms.ChoiceField(
        label=_("Session"), choices=[("ordinary", _("ordinary session")), ("extraordinary", _("extraordinary session"))]
    )
    call = forms.TypedChoiceField(
        label=pgettext_lazy("of a session", "Call"), coerce=int, initial=1,
        choices=[(1, _("first call")), (2, _("second call, where the first had no quorum"))],
    )  # fmt: skip
    date = forms.DateField(
        label=_("Day"), input_formats=DATE_FORMATS, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    time = forms.TimeField(
        label=_("Time"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    place = LocalisedFormField(label=_("Place"), required=False, max_length=200)
    presided = forms.ChoiceField(label=_("Presided"), required=False)

    def __init__(
        self, *args: Any, bodies: Iterable[tuple[str, str]], officers: Iterable[Officer], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = list(bodies)  # type: ignore[attr-defined]
        self.fields["presided"].choices = [("", _("not recorded")), *((o.value, o.label) for o in officers)]  # type: ignore[attr-defined]

    @property
    def presided_by(self) -> tuple[str, str]:
        """Person key and office; both empty where nobody is chosen."""
        return _person(self.cleaned_data.get("presided") or "")


class MeetingChangeForm(MeetingForm):
    """What of a session may still change."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("body", "kind", "call", "date"):
            del self.fields[name]


class AttendanceForm:
    """One page of the attendance list. Fields are read from the request by member key; shape errors stand by field."""

    HOW = ("present", "represented", "absent")
    OFFICES = ("rector", "acting_rector", "vice_rector", "other")

    def __init__(
        self, rows: Iterable[RollEntry], codes: Mapping[str, str], data: Mapping[str, str] | None = None
    ) -> None:
        self.rows, self.data = list(rows), data
        self.errors: dict[str, Any] = {}
        self._codes = codes
        self.presences: list[Presence] = []

    def is_valid(self) -> bool:
        """Read the presences; a representative is named by code or key."""
        assert self.data is not None
        for row in self.rows:
            key = row.member.key
            how = self.data.get(f"how_{key}", "absent")
            office = self.data.get(f"office_{key}", "")
            by = self.data.get(f"by_{key}", "").strip()
            if how not in self.HOW or (office and office not in self.OFFICES):
                self.errors[f"how_{key}"] = _("Choose one of the answers shown.")
                continue
            if how == "represented" and by and by not in self._codes:
                self.errors[f"by_{key}"] = _("No member has this short name. Choose one that the box offers.")
                continue
            self.presences.append(Presence(key, how, office if office != "other" else "", self._codes.get(by, by)))  # type: ignore[arg-type]
        return not self.errors

    def add_error(self, field: str, words: str) -> None:
        """What a service refused, at its field."""
        self.errors[field] = words

    def shown(self) -> list[dict[str, Any]]:
        """Rows as the template draws them: what was sent, else what is stored."""
        found = []
        for row in self.rows:
            key, data = row.member.key, self.data
            how = data.get(f"how_{key}", "absent") if data is not None else row.seat.how
            office = data.get(f"office_{key}", "") if data is not None else row.seat.office or row.head or "other"
            by = data.get(f"by_{key}", "") if data is not None else row.by_code
            found.append(
                {
                    "member": row.member, "how": how, "office": office, "by": by,
                    "error": self.errors.get(f"how_{key}") or self.errors.get(f"by_{key}"),
                }
            )  # fmt: skip
        return found


class DecisionForm(forms.Form):
    """A decision as it was taken: kind, words, counts, and what its verdict asks besides."""

    kind = forms.ChoiceField(label=_("Kind of decision"))
    title = LocalisedFormField(label=_("Title"), max_length=300)
    text = LocalisedFormField(
        label=_("What was put to the vote"), long=True,
        help_text=_("Put what falls away between [- and -], what comes in its place between {+ and +}."),
    )  # fmt: skip
    yes = forms.IntegerField(label=pgettext_lazy("votes", "For"), min_value=0, initial=0)
    no = forms.IntegerField(label=pgettext_lazy("votes", "Against"), min_value=0, initial=0)
    abstain = forms.IntegerField(label=pgettext_lazy("votes", "Abstaining"), min_value=0, initial=0)
    blank = forms.IntegerField(label=_("Blank ballots"), min_value=0, initial=0)
    invalid = forms.IntegerField(label=_("Invalid ballots"), min_value=0, initial=0)
    not_voting = forms.IntegerField(
        label=pgettext_lazy("votes", "Not voting"),
        min_value=0,
        required=False,
        help_text=_("Left empty: the rest of those who are there."),
    )
    ballot = forms.ChoiceField(
        label=_("Ballot"), required=False,
        choices=[("", _("as the charter prescribes")), ("open", _("open vote")), ("secret", _("secret ballot"))],
    )  # fmt: skip
    casting = forms.ChoiceField(
        label=_("Casting vote"), required=False,
        choices=[("", _("none was given")), ("yes", _("for the motion")), ("no", _("against the motion"))],
        help_text=_("Only where the votes were equal."),
    )  # fmt: skip
    put = forms.ChoiceField(
        label=_("State of a draft of the charter that was voted on"), required=False,
        help_text=_("Only a decision that names the state can adopt it, and it adopts exactly that text. It cannot be added once the decision is published."),
    )  # fmt: skip
    closed = forms.BooleanField(
        label=_("Closed: number, date, kind and verdict are public, the text is not"), required=False
    )
    proof = forms.FileField(label=_("Document that proves it"), required=False)
    proof_public = forms.BooleanField(label=_("Show the document on the public page"), required=False)
    kept = forms.CharField(required=False, widget=forms.HiddenInput)
    what_was_wrong = LocalisedFormField(label=_("What was wrong"), long=True)

    def __init__(
        self, *args: Any, charter: Charter, kinds: list[tuple[str, str]], officers: Iterable[Officer],
        puts: Iterable[tuple[str, str]] = (), correcting: bool = False, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("choose")), *kinds]  # type: ignore[attr-defined]
        if puts := list(puts):
            self.fields["put"].choices = [("", _("none: this decision adopts no draft")), *puts]  # type: ignore[attr-defined]
        else:
            del self.fields["put"]
        self.fields["proof"].widget.attrs["accept"] = ",".join(ACCEPTED)
        self._attested: dict[str, tuple[str, str]] = {}
        choices = [("", _("not attested")), *((o.value, o.label) for o in officers)]
        spoken = words()
        for kind, name in kinds:
            rule = charter.motion_rule(kind)
            for one in rule.attested if rule else ():
                field = f"attest_{kind}_{one.rule}"
                self._attested[field] = (kind, one.rule)
                self.fields[field] = forms.ChoiceField(
                    label=_("Attested by, for: %(kind)s") % {"kind": name}, choices=choices, required=False,
                    help_text=f"{spoken.choose(one.text, charter)} ({spoken.article(one.article)})",
                )  # fmt: skip
        if correcting:
            self.order_fields(["what_was_wrong", "kind"])
        else:
            del self.fields["what_was_wrong"]

    @property
    def attested(self) -> list[tuple[str, str, str]]:
        """(rule, person key, office) for the chosen kind."""
        chosen = []
        for field, (kind, rule) in self._attested.items():
            value = self.cleaned_data.get(field) or ""
            if kind == self.cleaned_data["kind"] and value:
                chosen.append((rule, *_person(value)))
        return chosen

    def vote(self) -> Vote:
        """The vote as a value."""
        data = self.cleaned_data
        return Vote(
            kind=data["kind"], yes=data["yes"], no=data["no"], abstain=data["abstain"], blank=data["blank"],
            invalid=data["invalid"], not_voting=data["not_voting"],
            secret={"": None, "open": False, "secret": True}[data["ballot"]], casting=data["casting"] or None,
            attestations=tuple(Attestation(rule=rule, by=by, office=office) for rule, by, office in self.attested),
        )  # fmt: skip


def keep(file_key: str) -> str:
    """A document's key, signed, for the hidden field: nobody attaches another's document by guessing."""
    return signing.dumps(file_key, salt=KEEP)
