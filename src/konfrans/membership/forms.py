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


class CategoryForm(forms.Form):
    """A category of members as the charter founds it."""

    key = forms.RegexField(
        r"^[a-z0-9]+(?:-[a-z0-9]+)*$", label=_("Key"), max_length=40,
        help_text=_("For good: small Latin letters, digits, hyphens, such as full."),
    )  # fmt: skip
    name = LocalisedFormField(label=_("Name"), max_length=200)
    votes = forms.TypedChoiceField(
        label=_("Vote"), coerce=lambda value: value == "yes", widget=forms.RadioSelect, initial="yes",
        choices=[("yes", _("its members vote")), ("no", _("its members have no vote"))],
    )  # fmt: skip
    article = forms.CharField(
        label=_("Paragraph of the charter"), max_length=12, help_text=_("The one that founds it, as 6.1.")
    )

    def __init__(self, *args: Any, articles: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if articles:
            self.fields["article"] = forms.ChoiceField(
                label=_("Paragraph of the charter"), choices=[("", _("choose")), *articles],
                help_text=_("The one that founds it."),
            )  # fmt: skip


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


class MembersImportForm(forms.Form):
    """Members from a spreadsheet: the file, the day, whether their heads get a letter."""

    file = forms.FileField(
        label=_("Spreadsheet"), allow_empty_file=True, help_text=_("CSV in UTF-8, or XLSX: the first sheet.")
    )
    since = _day(_("First day"))
    invite = forms.BooleanField(
        label=_("Invite the heads by mail"), required=False,
        help_text=_("Each head that is named with an address gets the letter of invitation to the office of rector."),
    )  # fmt: skip


class MembersEnterForm(forms.Form):
    """The rows that were looked at, sent back to be entered."""

    rows = forms.CharField(widget=forms.HiddenInput, max_length=2_000_000, strip=False)
    since = forms.DateField(input_formats=DATE_FORMATS, widget=forms.HiddenInput)
    invite = forms.BooleanField(required=False, widget=forms.HiddenInput)
