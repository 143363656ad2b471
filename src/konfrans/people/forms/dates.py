"""A day, entered in the browser's own picker or typed as the language writes it."""

from __future__ import annotations

from typing import Any

from django import forms


class DayField(forms.DateField):
    """A date field that browsers show as a calendar."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(**kwargs)
