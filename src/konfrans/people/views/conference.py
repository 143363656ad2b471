"""The secretariat's page of the conference itself."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from konfrans.kernel.answers import FORM_METHODS, refuse, status_of
from konfrans.kernel.conference import CHANGEABLE, conference
from konfrans.kernel.conference import conference_change as change
from konfrans.kernel.refusals import Refused
from konfrans.people import selectors
from konfrans.people.forms import ConferenceForm


@FORM_METHODS
def conference_change(request: HttpRequest) -> HttpResponse:
    """Change what the pages say of the conference."""
    standing = selectors.access_secretariat(request.user.pk)
    there = conference()
    form = ConferenceForm(request.POST or None, initial={field: getattr(there, field) for field in CHANGEABLE})
    if form.is_bound and form.is_valid():
        try:
            change(actor=standing.actor(), **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("conference_change")
    return render(request, "people/conference_change.html", {"form": form}, status=status_of(form))
