"""Forms of the work plan, of deliverables and of the record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from konfrans.kernel.localised import LocalisedFormField
from konfrans.projects.forms.fields import (
    ActForm,
    PartialDateFormField,
    choices,
    source_field,
    translated_field,
    upload_field,
)
from konfrans.projects.messages import WORDS
from konfrans.projects.rules.deliverables import TO
from konfrans.projects.selectors import package_choices, partner_choices

if TYPE_CHECKING:
    from konfrans.projects.models import Project


def _number(value: str) -> int | None:
    return int(value) if value else None


class _Planned(ActForm):
    """Forms that offer the project's institutions and work packages."""

    institution_field = ""
    package_field = ""

    def __init__(self, *args: Any, project: Project | None = None, **kwargs: Any) -> None:
        super().__init__(*args, project=project, **kwargs)
        if project and self.institution_field:
            self.fields[self.institution_field].choices = [("", _("not public")), *partner_choices(project)]  # type: ignore[attr-defined]
        if project and self.package_field:
            self.fields[self.package_field].choices = package_choices(project)  # type: ignore[attr-defined]


class ObjectiveForm(ActForm):
    """A specific objective."""

    translatable = ("text",)
    code = forms.CharField(label=_("Code"), max_length=12, help_text=_("The project's own, such as SO1."))
    text = LocalisedFormField(label=_("Objective"), long=True, max_length=600)
    translated = translated_field()
    source = source_field(required=False)


class WorkPackageForm(_Planned):
    """A work package."""

    translatable = ("title",)
    institution_field = "lead"
    number = forms.IntegerField(label=_("Number"), min_value=1, max_value=99)
    kind = forms.ChoiceField(
        label=_("Kind of work package"), choices=choices(WORDS["package"], _("not public")), required=False
    )
    title = LocalisedFormField(
        label=_("Title"),
        max_length=300,
        required=False,
        help_text=_("Left empty, the page says that the title is not public."),
    )
    translated = translated_field()
    lead = forms.ChoiceField(label=_("Led by"), required=False)
    begins = PartialDateFormField(label=_("First month"), required=False)
    ends = PartialDateFormField(label=_("Last month"), required=False)
    months = forms.ChoiceField(label=_("What the months rest on"), choices=choices(WORDS["months"]))
    note = LocalisedFormField(label=_("Note"), max_length=400, required=False)
    source = source_field(required=False)


class ActivityForm(ActForm):
    """An activity of a work package."""

    translatable = ("title",)
    number = forms.CharField(label=_("Number"), max_length=12, help_text=_("Such as 2.3."))
    title = LocalisedFormField(label=_("Title"), max_length=300)
    translated = translated_field()
    begins = PartialDateFormField(label=_("First month"), required=False)
    ends = PartialDateFormField(label=_("Last month"), required=False)
    months = forms.ChoiceField(label=_("What the months rest on"), choices=choices(WORDS["months"]))


class GroupForm(ActForm):
    """A working group."""

    translatable = ("name",)
    key = forms.SlugField(
        label=_("Key"), max_length=40, help_text=_("A short word for addresses, such as charter. It is never changed.")
    )
    name = LocalisedFormField(label=_("Name"), max_length=200)
    translated = translated_field()
    mandate = LocalisedFormField(label=_("What it is for"), long=True, max_length=600, required=False)
    formed = PartialDateFormField(label=_("Formed"), required=False)
    source = source_field(required=False)


class MilestoneForm(_Planned):
    """Something that happened."""

    translatable = ("text",)
    package_field = "packages"
    date = PartialDateFormField(label=_("Date"))
    until = PartialDateFormField(label=_("Until"), required=False)
    text = LocalisedFormField(label=_("What happened"), max_length=400)
    translated = translated_field()
    packages = forms.TypedMultipleChoiceField(
        label=_("Work packages"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    source = source_field()


class ResultForm(ActForm):
    """What a year brought."""

    translatable = ("text",)
    year = forms.IntegerField(label=_("Year"))
    text = LocalisedFormField(label=_("Result"), max_length=400)
    translated = translated_field()
    source = source_field()


class DeliverableForm(_Planned):
    """A deliverable."""

    translatable = ("title",)
    institution_field = "responsible"
    package_field = "package"
    title = LocalisedFormField(label=_("Title"), max_length=300)
    translated = translated_field()
    number = forms.CharField(label=_("Number"), max_length=12, required=False, help_text=_("Such as D2.1."))
    package = forms.TypedChoiceField(label=_("Work package"), coerce=_number, empty_value=None, required=False)
    responsible = forms.ChoiceField(label=_("Responsible"), required=False)
    due = PartialDateFormField(label=_("Due"), required=False)
    status = forms.ChoiceField(label=_("Status"), choices=choices(WORDS["deliverable"]))
    dissemination = forms.ChoiceField(
        label=_("Whom it is for"), choices=choices(WORDS["dissemination"], _("not public")), required=False
    )
    note = LocalisedFormField(label=_("Note"), max_length=400, required=False)
    source = source_field(required=False)

    def __init__(self, *args: Any, project: Project | None = None, new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, project=project, **kwargs)
        packages = self.fields["package"]
        packages.choices = [("", _("none or not public")), *packages.choices]  # type: ignore[attr-defined]
        if not new:
            del self.fields["status"], self.fields["source"]


class StatusForm(ActForm):
    """A deliverable goes on; offered is what may follow."""

    status = forms.ChoiceField(label=_("New status"))

    def __init__(self, *args: Any, status: str = "planned", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = WORDS["deliverable"]
        self.fields["status"].choices = [(code, words[code]) for code in TO[status]]  # type: ignore[attr-defined]


class VersionForm(ActForm):
    """A version of a deliverable."""

    on = PartialDateFormField(label=_("Date of the version"))
    upload = upload_field(required=False)
    address = forms.CharField(
        label=_("Address"),
        max_length=300,
        required=False,
        help_text=_("Where it is found, if it is not added as a file."),
    )
    note = LocalisedFormField(label=_("Note"), max_length=300, required=False)


class RemoveForm(ActForm):
    """Nothing to fill in: the button is the act."""
