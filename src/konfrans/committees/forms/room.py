"""Forms of a committee's room: they parse and clean, the services decide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from konfrans.committees.rules.rooms import FIRST_YEAR, LAST_YEAR
from konfrans.kernel.files import ACCEPTED
from konfrans.kernel.localised import LocalisedFormField
from konfrans.people.forms.dates import DayField

Choices = Sequence[tuple[str, str]]


class WorkTaskForm(forms.Form):
    """A task of the work programme. A due day that is set is put off elsewhere."""

    title = LocalisedFormField(label=_("What has to be done"), max_length=300)
    year = forms.IntegerField(label=_("Programme of the year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    due = DayField(label=_("Due on"), required=False)
    owner = forms.ChoiceField(label=_("Who does it"), required=False)
    owner_text = forms.CharField(
        label=_("Or in words"), required=False, max_length=200,
        help_text=_("If nobody in the committee does it: a working group, a university."),
    )  # fmt: skip
    note = LocalisedFormField(label=_("Note"), long=True, required=False, max_length=3000)
    place = forms.IntegerField(
        label=_("Place in the programme"), required=False, min_value=1, max_value=999, help_text=_("Left empty: the last."),
    )  # fmt: skip

    def __init__(self, *args: Any, owners: Choices = (), due_set: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = (("", _("nobody in the committee")), *owners)  # type: ignore[attr-defined]
        if due_set:
            del self.fields["due"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("owner") and data.get("owner_text"):
            self.add_error("owner_text", ValidationError(_("Choose a person or write it in words, not both.")))
        return data


class PutOffForm(forms.Form):
    """A later day for a task."""

    due = DayField(label=_("New day"))
    reason = LocalisedFormField(
        label=_("Reason"), required=False, max_length=300, help_text=_("Stands beside the old day, for everybody who reads the programme."),
    )  # fmt: skip


class WithdrawForm(forms.Form):
    """Why a task is withdrawn."""

    reason = LocalisedFormField(
        label=_("Reason"), max_length=300,
        help_text=_("Stands beside the task, for everybody who reads the programme; the report of the year says it too."),
    )  # fmt: skip


class DoneForm(forms.Form):
    """The day on which a task was done."""

    on = DayField(label=_("Done on"))


def _file() -> forms.FileField:
    field = forms.FileField(label=_("File"))
    field.widget.attrs["accept"] = ",".join(ACCEPTED)
    return field


class DocumentVersionForm(forms.Form):
    """A version of a document."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"] = _file()


class DocumentForm(DocumentVersionForm):
    """A document with its first version."""

    title = LocalisedFormField(label=_("Title"), max_length=300)


class ForewordForm(forms.Form):
    """The foreword of a report."""

    foreword = LocalisedFormField(
        label=_("Foreword"), long=True, required=False, max_length=8000,
        help_text=_("Sessions, decisions, tasks and documents stand in the report by themselves."),
    )  # fmt: skip


class CorrectionForm(ForewordForm):
    """A corrected version of a report; `version` is the one that is corrected, as whoever corrects has read it."""

    corrects = LocalisedFormField(
        label=_("What was wrong"), long=True, max_length=2000, help_text=_("Stands beside the new version, for everybody who reads the report."),
    )  # fmt: skip

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    field_order = ("corrects", "foreword")


class RoomMailForm(forms.Form):
    """A letter to the people of a committee."""

    subject = LocalisedFormField(label=_("Subject"), max_length=200)
    text = LocalisedFormField(label=_("Text"), long=True, max_length=10000)
    substitutes = forms.BooleanField(label=_("Substitutes get it too"), required=False, initial=True)
    calm = forms.BooleanField(
        label=_("It is not urgent"), required=False, help_text=_("It goes with the other letters of the day, in one mail."),
    )  # fmt: skip
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)
