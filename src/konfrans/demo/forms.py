"""The form that moves the demonstration's day."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

FIRST, LAST = date(2020, 1, 1), date(2035, 12, 31)


class DayForm(forms.Form):
    """A date and a time on the conference's wall clock."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    time = forms.TimeField(label=_("Time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))

    def clean_day(self) -> date:
        """The day itself; the demonstration knows charters, offices and projects of these years alone."""
        day: date = self.cleaned_data["day"]
        if not FIRST <= day <= LAST:
            raise forms.ValidationError(
                _("The demonstration's day can be moved from %(first)s to %(last)s."),
                params={"first": FIRST.year, "last": LAST.year},
            )
        return day
