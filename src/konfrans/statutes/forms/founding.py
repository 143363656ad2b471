"""What is sent when a conference begins with a charter."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LARGEST = 1_000_000


class CharterFoundForm(forms.Form):
    """A model or a file, and the day."""

    begins = forms.ChoiceField(
        label=_("Begins from"), required=False,
        help_text=_("A model gets the key, the time zone and the authentic language of the Conference; its text stays as it is."),
    )  # fmt: skip
    file = forms.FileField(
        label=_("Or your own charter"), required=False, allow_empty_file=True,
        help_text=_("A charter document, TOML. It goes before the choice above."),
    )  # fmt: skip
    from_date = forms.DateField(
        label=_("In force from"), input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The day of the founding. Sessions before it cannot be judged."),
    )  # fmt: skip

    def __init__(self, *args: Any, models: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["begins"].choices = [("", _("choose")), *models]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        if file is not None and file.size > LARGEST:
            self.add_error("file", _("The file is larger than one megabyte."))
        if not file and not cleaned.get("begins"):
            self.add_error("begins", _("Choose a model, or give a file."))
        return cleaned
