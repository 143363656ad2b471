"""The form of an institution."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from konfrans.kernel.localised import LocalisedFormField
from konfrans.people import selectors
from konfrans.people.forms.dates import DayField


def _countries() -> list[tuple[str, str]]:
    return [("", "—"), *selectors.countries(get_language() or "en")]


class InstitutionChangeForm(forms.Form):
    """Every fact of the register but the key."""

    name = LocalisedFormField(label=_("Name"), max_length=200)
    code = forms.CharField(
        label=_("Short name"),
        max_length=20,
        help_text=_("As it stands in tables and pictures, in a few capital letters."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=selectors.INSTITUTION_KINDS)
    country = forms.ChoiceField(label=_("Country"), choices=_countries)
    city = LocalisedFormField(label=_("City"), required=False, max_length=100)
    former_names = LocalisedFormField(label=_("Former names"), required=False, max_length=300)
    ownership = forms.ChoiceField(label=_("Ownership"), choices=selectors.OWNERSHIPS, required=False)
    owner = LocalisedFormField(label=_("Ministry or founder"), required=False, max_length=200)
    students = forms.IntegerField(label=_("Number of students"), min_value=0, max_value=5_000_000, required=False)
    students_on = DayField(label=_("Counted on"), required=False)
    students_source = forms.CharField(label=_("Source of the number"), max_length=300, required=False)
    ror = forms.CharField(
        label=_("ROR identifier"), max_length=40, required=False,
        help_text=_("Nine signs, or the whole address from ror.org. It tells institutions with like names apart."),
    )  # fmt: skip
    erasmus_code = forms.CharField(
        label=_("Erasmus code"), max_length=20, required=False, help_text=_("Where it has one: LT VILNIUS01.")
    )
    website = forms.URLField(label=_("Website"), max_length=200, required=False, assume_scheme="https")
    source = forms.CharField(
        label=_("Source of these facts"),
        max_length=300,
        required=False,
        help_text=_("Where the name and the rest were read."),
    )

    def facts(self) -> dict[str, Any]:
        """The cleaned values under the names that the services know."""
        return dict(self.cleaned_data)


class InstitutionForm(InstitutionChangeForm):
    """A new institution: its key too."""

    key = forms.CharField(
        label=_("Key"), max_length=40,
        help_text=_("Its part of the address, for good: small Latin letters, digits, hyphens, such as bbu."),
    )  # fmt: skip
    field_order = ["key"]
