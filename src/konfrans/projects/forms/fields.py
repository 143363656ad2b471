"""Fields that several forms share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from konfrans.kernel.files import ACCEPTED, MAX_SIZE
from konfrans.kernel.formats import language_choices
from konfrans.kernel.localised import Localised
from konfrans.projects.rules.dates import PartialDate

if TYPE_CHECKING:
    from konfrans.projects.models import Project

_DOTTED = re.compile(r"(?:(?:(\d{1,2})\.)?(\d{1,2})\.)?(\d{4})")
DATE_HELP = _("As exactly as it is known: 14.09.2023, 09.2023 or 2023.")


class PartialDateFormField(forms.CharField):
    """A date as exactly as it is known: `2023-09-14`, `14.09.2023`, `09.2023`, `2023`."""

    default_error_messages = {
        "date": _("“%(value)s” is not a date. Write a day, a month or a year: 14.09.2023, 09.2023 or 2023.")
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", DATE_HELP)
        super().__init__(max_length=10, **kwargs)

    def clean(self, value: Any) -> Any:
        """The `PartialDate`, or None where nothing was written."""
        written = str(super().clean(value)).strip()
        if not written:
            return None
        dotted = _DOTTED.fullmatch(written)
        if dotted:
            written = "-".join(part.zfill(2) for part in (dotted[3], dotted[2], dotted[1]) if part)
        try:
            return PartialDate.parse(written)
        except ValueError:
            raise ValidationError(self.error_messages["date"], code="date", params={"value": value}) from None


class DayInput(forms.DateInput):
    """The browser's own choice of a day."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def choices(words: Mapping[str, Any], empty: Any = None) -> list[tuple[str, Any]]:
    """Choices of a closed list, with an empty one first where nothing may be chosen."""
    return ([("", empty)] if empty is not None else []) + list(words.items())


def source_field(*, required: bool = True) -> forms.CharField:
    """Where it was read: a web address or the name of a paper."""
    return forms.CharField(
        label=_("Source"), max_length=300, required=required,
        help_text=_("The address of the page, such as example.org/project, or the name of the paper."),
    )  # fmt: skip


def translated_field() -> forms.MultipleChoiceField:
    """Which of the texts are translations made for this register."""
    return forms.MultipleChoiceField(
        label=_("Translations"), required=False, choices=language_choices, widget=forms.CheckboxSelectMultiple,
        help_text=_("Mark the languages whose text is a translation; the page says so."),
    )  # fmt: skip


class WebsiteField(forms.CharField):
    """A web address as it is kept: host and path, without the scheme that every page puts before it."""

    default_error_messages = {
        "address": _("“%(value)s” is no web address. Write host and path, such as example.org/project.")
    }

    def clean(self, value: Any) -> str:
        """The address without its scheme; empty where nothing was written."""
        written = str(super().clean(value))
        bare = re.sub(r"^https?://", "", written).rstrip("/")
        if written:
            try:
                URLValidator(schemes=["https"])(f"https://{bare}")
            except ValidationError:
                raise ValidationError(
                    self.error_messages["address"], code="address", params={"value": written}
                ) from None
        return bare


def upload_field(*, required: bool = True) -> forms.FileField:
    """A file, checked by content and size when it is stored."""
    help_text = _("PDF, Word, Excel, PowerPoint, text, CSV, PNG or JPEG, at most %(most)s MB.")
    field = forms.FileField(
        label=_("File"), required=required, widget=forms.FileInput(attrs={"accept": ",".join(ACCEPTED)})
    )
    field.help_text = lazy(lambda: str(help_text) % {"most": MAX_SIZE >> 20}, str)()
    return field


def public_field() -> forms.TypedChoiceField:
    """Who may open a file."""
    return forms.TypedChoiceField(
        label=_("Who may open it"), coerce=lambda value: value == "yes", widget=forms.RadioSelect, initial="yes",
        choices=[("yes", _("everyone")), ("no", _("the coordinator and the secretariat"))],
    )  # fmt: skip


class ActForm(forms.Form):
    """A form about a project. `values` is what its service takes."""

    translatable: tuple[str, ...] = ()

    def __init__(self, *args: Any, project: Project | None = None, **kwargs: Any) -> None:
        self.project = project
        super().__init__(*args, **kwargs)

    def values(self) -> dict[str, Any]:
        """The cleaned data, texts marked as translations where that was ticked."""
        values = dict(self.cleaned_data)
        marked = values.pop("translated", [])
        for name in self.translatable:
            text = values.get(name)
            if isinstance(text, Localised):
                values[name] = Localised(text.texts, frozenset(code for code in marked if text.texts.get(code)))
        return values
