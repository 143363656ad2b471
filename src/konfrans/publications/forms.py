"""Forms of the secretariat: news, documents, pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from konfrans.kernel.files import ACCEPTED, MAX_SIZE
from konfrans.kernel.localised import LocalisedFormField
from konfrans.publications import selectors

SYNTAX = _(
    "Plain text. A blank line begins a paragraph, “## ” a subheading, “- ” an item of a list. "
    "A link: [words](https://…) or, inside this site, [words](members/bbu/)."
)


class DayInput(forms.DateInput):
    """The browser's own choice of a day."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class NewsForm(forms.Form):
    """A piece of news. The address is written once, with the draft."""

    slug = forms.CharField(
        label=_("Address"),
        max_length=80,
        help_text=_("The last part of the address, such as session-of-18-december. It is never changed."),
    )
    on = forms.DateField(label=_("Date"), widget=DayInput())
    title = LocalisedFormField(label=_("Title"), max_length=200, required=False)
    lead = LocalisedFormField(
        label=_("First sentence"),
        max_length=400,
        required=False,
        help_text=_("Stands in lists, in the feed and in what others show of the page."),
    )
    text = LocalisedFormField(label=_("Text"), long=True, required=False, help_text=SYNTAX)

    def __init__(self, *args: Any, new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not new:
            del self.fields["slug"]


class DocumentForm(forms.Form):
    """A document to hand out."""

    title = LocalisedFormField(label=_("Title"), max_length=200)
    about = LocalisedFormField(label=_("What it is"), max_length=400, required=False)
    key = forms.CharField(
        label=_("Address"),
        max_length=80,
        help_text=_("A short name for links, such as charter-2026. It is never changed."),
    )
    on = forms.DateField(label=_("Date of the document"), widget=DayInput())
    language = forms.ChoiceField(label=_("Language of the document"), choices=selectors.document_languages)
    public = forms.TypedChoiceField(
        label=_("Who may open it"), coerce=lambda value: value == "yes", widget=forms.RadioSelect, initial="yes",
        choices=[("yes", _("everyone")), ("no", _("those who hold an office in the Conference"))],
    )  # fmt: skip
    file = forms.FileField(label=_("File"), widget=forms.FileInput(attrs={"accept": ",".join(ACCEPTED)}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        help_text = _("PDF, Word, Excel, PowerPoint, text, CSV, PNG or JPEG, at most %(most)s MB.")
        self.fields["file"].help_text = str(help_text) % {"most": MAX_SIZE >> 20}


class PageForm(forms.Form):
    """One of the conference's pages."""

    title = LocalisedFormField(
        label=_("Title"), max_length=200, required=False, help_text=_("Left empty, the page keeps its usual title.")
    )
    text = LocalisedFormField(label=_("Text"), long=True, required=False, help_text=SYNTAX)
