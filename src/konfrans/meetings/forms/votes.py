"""The form of a vote that was taken: shape only; what is allowed is decided by the services."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from konfrans.charter import Attestation, Charter
from konfrans.decisions.selectors import words
from konfrans.kernel.files import ACCEPTED
from konfrans.kernel.localised import LocalisedFormField
from konfrans.meetings.forms.sessions import person_and_office
from konfrans.meetings.rules import Vote
from konfrans.meetings.selectors import KEEP, Officer


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
                chosen.append((rule, *person_and_office(value)))
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
