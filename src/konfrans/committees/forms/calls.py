"""Forms of a call: the call itself, the addresses it goes to, reopening it for one university."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from konfrans.committees.forms.nominations import AddressField
from konfrans.committees.rules.calls import SIGN_OFFICES
from konfrans.kernel import clock
from konfrans.kernel.formats import language_choices
from konfrans.kernel.localised import LocalisedFormField
from konfrans.people.forms.dates import DayField
from konfrans.people.forms.keys import KeyField

OFFICE_WORDS = {"rector": _("rector"), "acting_rector": _("acting rector"), "vice_rector": _("vice-rector")}
END_OF_DAY = time(23, 59)

Choices = Sequence[tuple[str, str]]


def moment(day: Any, at: Any) -> datetime:
    """A day and a time of the conference's wall clock as a moment; without a time the last minute of the day."""
    return datetime.combine(day, at or END_OF_DAY, tzinfo=clock.zone())


class CallForm(forms.Form):
    """A call: to whom, for which committees, until when."""

    title = LocalisedFormField(label=_("Title"), max_length=200)
    key = KeyField(
        label=_("Address"),
        help_text=_("The last part of the page's address: small Latin letters, digits and hyphens. It is not changed later."),
    )  # fmt: skip
    committees = forms.MultipleChoiceField(label=_("Committees"), widget=forms.CheckboxSelectMultiple)
    to = forms.ChoiceField(label=_("To whom"))
    closes = DayField(label=_("Last day"))
    closes_time = forms.TimeField(
        label=_("Time"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("Left out: the end of the day."),
    )  # fmt: skip
    begins_on = DayField(label=_("The seats begin on"))
    keep_until = DayField(
        label=_("Data of those not appointed are kept until"),
        help_text=_("After this day names, addresses and CVs of everybody who was not appointed are deleted."),
    )
    sign_offices = forms.MultipleChoiceField(
        label=_("Who signs off for a university"), choices=tuple((key, OFFICE_WORDS[key]) for key in SIGN_OFFICES),
        widget=forms.CheckboxSelectMultiple, initial=["rector", "acting_rector"],
    )  # fmt: skip
    note = LocalisedFormField(
        label=_("What else the universities should know"), long=True, required=False, max_length=5000
    )

    def __init__(
        self,
        *args: Any,
        committees: Choices = (),
        to: Choices = (),
        change: bool = False,
        opened: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["committees"].choices = committees  # type: ignore[attr-defined]
        self.fields["to"].choices = to  # type: ignore[attr-defined]
        if change:
            for name in ("key", "committees", "to"):
                del self.fields[name]
        if opened:
            for name in ("begins_on", "keep_until", "sign_offices"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("closes"):
            cleaned["closes_at"] = moment(cleaned["closes"], cleaned.get("closes_time"))
        return cleaned


class ContactForm(forms.Form):
    """An address of a university's management."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = AddressField(label=_("E-mail address"))
    office = forms.ChoiceField(
        label=_("Office in the university"),
        choices=(*((key, OFFICE_WORDS[key]) for key in SIGN_OFFICES), ("contact", _("contact person"))),
        help_text=_("Whoever reads mail at this address acts in this office."),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language of letters"), choices=language_choices)


class DelegateForm(forms.Form):
    """Somebody who may draft the answer and cannot sign it off."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = AddressField(label=_("E-mail address"))
    language = forms.ChoiceField(label=_("Language of letters"), choices=language_choices)


class ReopenForm(forms.Form):
    """Let one university answer late."""

    until = DayField(label=_("Until and including"))
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def clean_until(self) -> datetime:
        """The end of that day."""
        found = moment(self.cleaned_data["until"], None)
        if found <= clock.now():
            raise ValidationError(_("This day has passed. Choose a later one."))
        return found
