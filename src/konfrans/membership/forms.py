"""Forms of the register of members: shape only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from konfrans.kernel.localised import LocalisedFormField

DATE_FORMATS = ["%Y-%m-%d", "%d.%m.%Y"]
Choices = Iterable[tuple[str, str]]


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label, input_formats=DATE_FORMATS, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class MemberAdmitForm(forms.Form):
    """An institution becomes a member."""

    institution = forms.ChoiceField(label=_("Institution"))
    category = forms.ChoiceField(label=_("Category"))
    since = _day(_("First day"))
    admitted_by = forms.ChoiceField(
        label=_("Decision that admits it"), required=False, help_text=_("Only decisions that were adopted are listed.")
    )

    def __init__(
        self, *args: Any, institutions: Choices, categories: Choices, decisions: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["institution"].choices = [("", _("choose")), *institutions]  # type: ignore[attr-defined]
        self.fields["category"].choices = list(categories)  # type: ignore[attr-defined]
        self.fields["admitted_by"].choices = [("", _("none: it was a member before the register began")), *decisions]  # type: ignore[attr-defined]


class MemberLeaveForm(forms.Form):
    """A membership ends."""

    until = _day(_("Last day"))
    why = LocalisedFormField(label=_("Why it ends"), required=False, max_length=300)


class VoteSuspendForm(forms.Form):
    """A member's vote rests."""

    since = _day(_("First day without a vote"))
    article = forms.ChoiceField(label=_("Paragraph of the charter"))
    reason = LocalisedFormField(label=_("Reason"), max_length=300)

    def __init__(self, *args: Any, articles: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["article"].choices = [("", _("choose")), *articles]  # type: ignore[attr-defined]


class VoteRestoreForm(forms.Form):
    """A member votes again."""

    since = _day(_("First day with a vote again"))
