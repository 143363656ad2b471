"""What is sent as a comment, a suggestion, a consultation, a synthesis: shape only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from konfrans.kernel.localised import LocalisedFormField, without_controls
from konfrans.statutes.forms.drafts import LONGEST
from konfrans.statutes.rules import LONGEST_NAME, LONGEST_REMARK

DATE_FORMATS = ["%Y-%m-%d", "%d.%m.%Y"]
LONGEST_PUBLIC = 3_000


class _Words(forms.CharField):
    """Lines of text without control characters."""

    def to_python(self, value: Any) -> str:
        return without_controls(super().to_python(value) or "")


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class RemarkForm(forms.Form):
    """A comment, or what is added to one."""

    text = _Words(label=_("Your comment"), max_length=LONGEST_REMARK, widget=_area(5))

    def __init__(self, *args: Any, help_text: Any = "", **kwargs: Any) -> None:
        kwargs["prefix"] = "remark"
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = help_text


class PublicRemarkForm(forms.Form):
    """A comment of somebody without an account. `website` is seen by programs alone."""

    name = _Words(
        label=_("Your name"),
        max_length=LONGEST_NAME,
        help_text=_("It is shown beside the comment. No address is asked."),
    )
    text = _Words(
        label=_("Your comment"), max_length=LONGEST_PUBLIC, widget=_area(6),
        help_text=_("It is shown when the working group has let it through."),
    )  # fmt: skip
    website = forms.CharField(required=False, max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "name"

    @property
    def is_trapped(self) -> bool:
        """Whether a program filled in what no person sees."""
        return bool(self.data.get("website"))


class AnswerForm(forms.Form):
    """What was done with a comment, and why."""

    answer = _Words(label=_("Words to those who commented"), required=False, max_length=LONGEST_REMARK, widget=_area(3))
    revision = forms.IntegerField(label=_("Taken up in state"), required=False, min_value=1, max_value=99_999_999)


def _day(label: Any, **more: Any) -> forms.DateField:
    day = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, input_formats=DATE_FORMATS, widget=day, **more)


class ConsultationForm(forms.Form):
    """A consultation: what is asked, from when to when, of whom."""

    question = LocalisedFormField(label=_("What is asked"), long=True, max_length=2_000)
    opens = _day(_("First day"))
    closes = _day(_("Last day"), help_text=_("The day itself counts. Later comments are refused, with this day."))
    public = forms.BooleanField(
        label=_("Everyone may send a comment"), required=False,
        help_text=_(
            "Without an account, under a name; the working group lets each one through. What the group and the readers write until the last day is then shown to everyone too."
        ),
    )  # fmt: skip


class SynthesisForm(forms.Form):
    """The synthesis in every language of the conference."""

    synthesis = LocalisedFormField(
        label=_("Synthesis"), long=True, max_length=LONGEST,
        help_text=_("## begins a heading, - an item of a list. It is published when you say so, not before."),
    )  # fmt: skip


class DraftRenameForm(forms.Form):
    """What a draft is called, and which version it becomes."""

    name = LocalisedFormField(label=_("Name of the draft"), max_length=80)
    version = forms.CharField(
        label=_("Version that it becomes when it is adopted"), max_length=40, required=False,
        help_text=_("Each adopted version has its own, such as 2."),
    )  # fmt: skip


def suggested_texts(data: Mapping[str, str], was: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The words that are suggested, by language; where nothing was sent, as they are."""
    return {
        code: without_controls(data[f"text-{code}"]).replace("\r\n", "\n").strip()[:LONGEST]
        if f"text-{code}" in data
        else words
        for code, words in was
    }
