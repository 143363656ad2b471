"""The last part of a page's address, as somebody types it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from konfrans.kernel.refusals import Refused, worded
from konfrans.people.rules.identifiers import MOST_IN_KEY, is_key


class KeyField(forms.CharField):
    """A key; one of another shape is refused in the words of the act that would refuse it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"maxlength": str(MOST_IN_KEY), "spellcheck": "false"}))
        super().__init__(**kwargs)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not is_key(value):
            raise ValidationError(worded(Refused("key_shape", key=value[:80])))
