"""Forms of seats: one that begins outside a call, one that ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from konfrans.committees.selectors.register import WHYS
from konfrans.people.forms.dates import DayField

Choices = Sequence[tuple[str, str]]


class SeatEndForm(forms.Form):
    """A seat that ends before its term; the substitute may take it."""

    until = DayField(label=_("Last day"))
    why = forms.ChoiceField(
        label=_("Why"),
        choices=[one for one in WHYS if one[0] in ("resigned", "office", "membership", "replaced")],
    )
    substitute = forms.ChoiceField(
        label=_("Who takes the seat"), required=False, help_text=_("From the day after, for the rest of the term.")
    )

    def __init__(self, *args: Any, substitutes: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["substitute"].choices = (("", _("nobody yet: the seat stays open")), *substitutes)  # type: ignore[attr-defined]


class SeatBeginForm(forms.Form):
    """A person who is in the register takes a seat: a chair that was elected, a mentor that was appointed."""

    seat = forms.ChoiceField(label=pgettext_lazy("in a body", "Seat"))
    person = forms.ChoiceField(label=_("Person"))
    institution = forms.ChoiceField(label=_("University or partner"), required=False)
    since = DayField(label=_("First day"))
    with_office = forms.BooleanField(
        label=_("The seat ends when the person leaves the office held at this university"), required=False
    )
    public = forms.BooleanField(label=_("The person agreed that the name stands on public pages"), required=False)

    def __init__(
        self, *args: Any, seats: Choices = (), persons: Choices = (), institutions: Choices = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat"].choices = seats  # type: ignore[attr-defined]
        self.fields["person"].choices = (("", _("choose")), *persons)  # type: ignore[attr-defined]
        self.fields["institution"].choices = (("", _("none")), *institutions)  # type: ignore[attr-defined]
