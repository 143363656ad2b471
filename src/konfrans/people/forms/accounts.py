"""Forms of one's own account."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class CodeForm(forms.Form):
    """The six digits of a mail."""

    code = forms.CharField(
        label=_("Code from the mail"), max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )  # fmt: skip


class LanguageForm(forms.Form):
    """In which language letters are written."""

    language = forms.ChoiceField(label=_("Language of letters"), choices=settings.LANGUAGES)
