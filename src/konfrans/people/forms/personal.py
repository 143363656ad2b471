"""Forms of what is held of somebody: which address, and that the person asked for the erasure."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class AddressForm(forms.Form):
    """An address behind which perhaps nobody of the register stands."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)


class EraseForm(forms.Form):
    """The person asked for it."""

    asked = forms.BooleanField(
        label=_("The person asked for it"), help_text=_("I have made sure that it was this person who asked. What is erased does not come back."),
    )  # fmt: skip


class AddressEraseForm(EraseForm):
    """The same, for an address."""

    email = forms.EmailField(widget=forms.HiddenInput, max_length=254)
    sure = forms.CharField(widget=forms.HiddenInput, initial="1", max_length=1)
