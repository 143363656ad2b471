"""Forms of decisions."""

from __future__ import annotations

from django import forms

from konfrans.decisions.selectors import Filter


class FilterForm(forms.Form):
    """What the register is narrowed to; what is not understood is as if it were not asked."""

    year = forms.IntegerField(required=False, min_value=1900, max_value=2999)
    kind = forms.RegexField(r"^[a-z_]{1,60}$", required=False)
    outcome = forms.RegexField(r"^[a-z_]{1,20}$", required=False)

    def chosen(self) -> Filter:
        """The narrowing asked for."""
        self.is_valid()
        data = self.cleaned_data
        return Filter(data.get("year"), data.get("kind") or None, data.get("outcome") or None)
