"""Forms of one's own account."""

from __future__ import annotations

from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from konfrans.kernel.formats import language_choices


class CodeForm(forms.Form):
    """The six digits of a mail."""

    code = forms.CharField(
        label=_("Code from the mail"), max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )  # fmt: skip


class LanguageForm(forms.Form):
    """In which language letters are written."""

    language = forms.ChoiceField(label=_("Language of letters"), choices=language_choices)


class PasskeyForm(AddWebAuthnForm):
    """A new passkey, under a name that its owner knows it by."""

    name = forms.CharField(label=_("Name of this key"), required=False, help_text=_("Such as: telephone, office."))
