"""The form of the conference itself."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from konfrans.kernel.localised import LocalisedFormField


class ConferenceForm(forms.Form):
    """What the pages say of the conference."""

    name = LocalisedFormField(label=_("Name"), max_length=200)
    short_name = forms.CharField(
        label=_("Short name"), max_length=20, required=False, help_text=_("As it stands above the name: CAUR.")
    )
    lead = LocalisedFormField(
        label=_("What it is, in one sentence"), long=True, max_length=600, required=False,
        help_text=_("Stands under the name on the first page, and in messages that show a link to it."),
    )  # fmt: skip
    seat = LocalisedFormField(
        label=_("Seat"), max_length=100, required=False, help_text=_("The city it has its seat in.")
    )
    address = LocalisedFormField(
        label=_("Address of the secretariat"), max_length=300, required=False,
        help_text=_("Stands at the foot of every page and in the privacy statement."),
    )  # fmt: skip
    mail = forms.EmailField(
        label=_("E-mail address of the secretariat"), max_length=254, help_text=_("Stands at the foot of every page.")
    )
    funding_note = LocalisedFormField(
        label=_("Note on funding"), long=True, max_length=1000, required=False,
        help_text=_("What a funder wants said, under the heading Erasmus+ at the foot of every page; left empty, nothing stands there."),
    )  # fmt: skip
