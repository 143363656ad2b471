"""The page on which a conference gets its first charter."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from konfrans.charter import Charter, CharterError, load_charter
from konfrans.decisions.selectors import words
from konfrans.kernel import clock
from konfrans.kernel.answers import FORM_METHODS, refuse, status_of
from konfrans.kernel.refusals import Refused
from konfrans.statutes.forms.founding import CharterFoundForm
from konfrans.statutes.selectors import founding
from konfrans.statutes.services.founding import charter_found as found


@FORM_METHODS
def charter_found(request: HttpRequest) -> HttpResponse:
    """Put the founding text in force: a model made the conference's own, or a file."""
    standing = founding.access_founding(request.user.pk)
    there = founding.founded_with()
    posted = request.method == "POST"
    form = CharterFoundForm(
        request.POST if posted else None, request.FILES if posted else None, models=founding.founding_choices(),
        initial={"from_date": clock.today()},
    )  # fmt: skip
    faults: list[tuple[str, str]] = []
    if posted and form.is_valid():
        try:
            version = found(actor=standing.actor(), charter=_charter(form), from_date=form.cleaned_data["from_date"])
        except CharterError as error:
            faults = [words().fault(fault) for fault in error.faults[:50]]
            form.add_error("file", _("This document is no charter that can be read. Nothing was entered."))
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("The charter is entered: %(document)s.") % {"document": version.document})
            return redirect("start")
    context = {"form": form, "faults": faults, "there": there}
    return render(request, "statutes/charter_found.html", context, status=status_of(form))


def _charter(form: CharterFoundForm) -> Charter:
    file = form.cleaned_data["file"]
    return load_charter(file.read()) if file else founding.founding_charter(form.cleaned_data["begins"])
