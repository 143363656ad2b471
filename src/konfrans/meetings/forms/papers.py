"""Forms of agenda, papers and minutes: shape only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from konfrans.kernel.files import ACCEPTED
from konfrans.kernel.localised import LocalisedFormField


class AgendaItemForm(forms.Form):
    """An item of the agenda."""

    title = LocalisedFormField(label=_("Title"), max_length=300)
    note = LocalisedFormField(label=_("Note"), long=True, required=False)
    reports = forms.CharField(
        label=_("Who reports"), required=False, max_length=200, help_text=_("As it shall be read; may be left empty.")
    )
    order = forms.IntegerField(
        label=_("Place on the agenda"), required=False, min_value=1, max_value=999, help_text=_("Left empty: the last.")
    )


def _file() -> forms.FileField:
    field = forms.FileField(label=_("File"))
    field.widget.attrs["accept"] = ",".join(ACCEPTED)
    return field


class PaperVersionForm(forms.Form):
    """A version of a paper."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"] = _file()


class PaperForm(PaperVersionForm):
    """A paper with its first version."""

    title = LocalisedFormField(label=_("Title"), max_length=300)
    item = forms.ChoiceField(label=_("Item of the agenda"), required=False)

    def __init__(self, *args: Any, items: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = [("", _("none")), *items]  # type: ignore[attr-defined]


class MinutesForm(forms.Form):
    """The text of the minutes; after approved ones also what was wrong in them."""

    text = LocalisedFormField(
        label=_("Text of the minutes"), long=True,
        help_text=_("Agenda, attendance and decisions stand beside it by themselves: write what was said and agreed."),
    )  # fmt: skip
    what_was_wrong = LocalisedFormField(label=_("What was wrong"), long=True)

    def __init__(self, *args: Any, correcting: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if correcting:
            self.order_fields(["what_was_wrong", "text"])
        else:
            del self.fields["what_was_wrong"]


class MinutesApproveForm(forms.Form):
    """Where the minutes were approved."""

    at = forms.ChoiceField(label=_("Approved at the session of"), required=False)

    def __init__(self, *args: Any, sessions: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at"].choices = [("", _("not at a session")), *sessions]  # type: ignore[attr-defined]
