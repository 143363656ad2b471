"""Forms of projects and of the institutions in them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from konfrans.kernel.localised import LocalisedFormField, by_name
from konfrans.people.selectors import institutions
from konfrans.projects.forms.fields import (
    ActForm,
    PartialDateFormField,
    WebsiteField,
    choices,
    source_field,
    translated_field,
)
from konfrans.projects.messages import WORDS


class ProjectChangeForm(ActForm):
    """What a project has no several sources for."""

    translatable = ("title",)
    acronym = forms.CharField(label=_("Acronym"), max_length=30)
    title = LocalisedFormField(label=_("Title"), max_length=300)
    translated = translated_field()
    lead = LocalisedFormField(label=_("What it is for, in one sentence"), long=True, max_length=600)
    programme = LocalisedFormField(label=_("Programme"), max_length=200)
    action = LocalisedFormField(label=_("Kind of project"), max_length=200, required=False)
    funder = LocalisedFormField(label=_("Funded by"), max_length=200)
    grant = forms.CharField(
        label=_("Grant"),
        max_length=60,
        required=False,
        help_text=_("Amount and currency. Left empty, the page says that it is not public."),
    )
    website = WebsiteField(
        label=_("Website"), max_length=200, required=False, help_text=_("Such as example.org/project.")
    )
    status = forms.ChoiceField(label=_("Status"), choices=choices(WORDS["status"]))


class ProjectForm(ProjectChangeForm):
    """A new project."""

    key = forms.CharField(
        label=_("Key"), max_length=40, help_text=_("The last part of its address, such as ecar. It is never changed.")
    )
    source = source_field(required=False)
    field_order = ["key", "acronym"]


def _institutions() -> list[tuple[str, str]]:
    return [("", "—")] + [(one.key, f"{one.name.given()} ({one.code})") for one in by_name(institutions())]


class PartnerForm(ActForm):
    """An institution joins."""

    institution = forms.ChoiceField(label=_("Institution"), choices=_institutions)
    role = forms.ChoiceField(label=_("Role"), choices=choices(WORDS["role"]), initial="partner")
    begins = PartialDateFormField(label=_("Since"), required=False)
    by = forms.BooleanField(
        label=_("It had joined by then; since when is not known"), required=False,
        help_text=_("The page then says “by 2023” instead of “since 2023”."),
    )  # fmt: skip
    listed = forms.BooleanField(
        label=_("The project's own list names it"), required=False, initial=True,
        help_text=_("Without this it stands apart, as named on some pages only."),
    )  # fmt: skip
    named_as = forms.CharField(
        label=_("What the source calls it"),
        max_length=200,
        required=False,
        help_text=_("Only where that differs; it is shown as a quotation."),
    )
    note = LocalisedFormField(label=_("Note"), max_length=300, required=False)
    source = source_field(required=False)


class PartnerChangeForm(ActForm):
    """Since when an institution is in the project."""

    begins = PartialDateFormField(label=_("Since"), required=False)
    by = forms.BooleanField(label=_("It had joined by then; since when is not known"), required=False)
    listed = forms.BooleanField(label=_("The project's own list names it"), required=False)
    note = LocalisedFormField(label=_("Note"), max_length=300, required=False)


class LeaveForm(ActForm):
    """An institution leaves."""

    ends = PartialDateFormField(label=_("Until"))
    note = LocalisedFormField(label=_("Note"), max_length=300, required=False)

    def values(self) -> dict[str, Any]:
        """Without a note, the one there stays."""
        values = super().values()
        return values | {"note": values["note"] or None}
