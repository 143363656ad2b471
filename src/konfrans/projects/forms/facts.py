"""Forms of facts with several sources, and of the dates."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from konfrans.kernel.localised import LocalisedFormField
from konfrans.projects.forms.fields import ActForm, PartialDateFormField, choices, source_field, upload_field
from konfrans.projects.messages import WORDS
from konfrans.projects.rules.conflicts import DATES


class FactForm(ActForm):
    """What a source says of a fact."""

    kind = forms.ChoiceField(label=_("Fact"), choices=choices(WORDS["fact"]))
    value = forms.CharField(
        label=_("Value"),
        max_length=120,
        help_text=_("As the source gives it. A date as exactly as it is known: 2023-09-14, 2023-09 or 2023."),
    )
    source = source_field()
    note = LocalisedFormField(label=_("Note"), max_length=300, required=False)
    shown = forms.BooleanField(label=_("Show this value on the page"), required=False)

    def values(self) -> dict[str, Any]:
        """A date typed day first becomes the stored form."""
        values = super().values()
        if values["kind"] in DATES and "." in values["value"]:
            try:
                values["value"] = str(PartialDateFormField().clean(values["value"]))
            except forms.ValidationError:
                pass  # the service refuses it with its own words
        return values


class ShowForm(ActForm):
    """Which value the page shows."""

    because = LocalisedFormField(label=_("Why this one is shown"), max_length=300)


class SettleForm(ActForm):
    """A fact is settled."""

    because = LocalisedFormField(label=_("What settles it"), max_length=300)
    upload = upload_field(required=False)


class DateForm(ActForm):
    """The first or last day changes."""

    which = forms.ChoiceField(
        label=_("Which date"), choices=[("end", WORDS["fact"]["end"]), ("start", WORDS["fact"]["start"])]
    )
    new = PartialDateFormField(label=_("New date"))
    made = PartialDateFormField(label=_("Amendment signed on"), required=False)
    reported = PartialDateFormField(label=_("Reported on"), required=False)
    source = source_field()
    note = LocalisedFormField(label=_("Note"), max_length=300, required=False)
    upload = upload_field(required=False)
