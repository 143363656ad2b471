"""Forms of spreadsheets: the file, and what was looked at, sent back to be entered."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from konfrans.kernel.formats import number_text
from konfrans.kernel.sheets import LARGEST

KINDS = (".xlsx", ".csv")


class SheetForm(forms.Form):
    """A spreadsheet; one that is too large is refused by its size, before it is read."""

    file = forms.FileField(
        label=_("Spreadsheet"), allow_empty_file=True, widget=forms.FileInput(attrs={"accept": ",".join(KINDS)}),
        help_text=_("XLSX (the first sheet), or CSV in UTF-8; at most two megabytes and a thousand rows."),
    )  # fmt: skip

    def clean_file(self) -> Any:
        found = self.cleaned_data["file"]
        if found.size > LARGEST:
            megabytes = number_text(-(-found.size // 1_000_000))
            raise ValidationError(
                _("“%(name)s” has %(size)s MB; at most %(most)s MB are read. Save the sheet with the people alone.")
                % {"name": found.name, "size": megabytes, "most": LARGEST // 1_000_000}
            )
        return found


class SealedForm(forms.Form):
    """The cells that were looked at, with their seal."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=4_000_000, strip=False)
