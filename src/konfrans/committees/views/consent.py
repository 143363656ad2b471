"""The nominee's own page: what the nomination is, and the buttons that consent or decline."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables

from konfrans.committees import selectors
from konfrans.committees.forms import ConsentForm
from konfrans.committees.forms.nominations import CV_KINDS
from konfrans.committees.services.links import nominee_prove
from konfrans.committees.services.nominations import appointment_public_set, consent_decline, consent_give
from konfrans.committees.services.seating import seat_resign
from konfrans.committees.views.codes import code_asked, code_entered, unknown
from konfrans.committees.views.passes import passes_of
from konfrans.kernel.answers import FORM_METHODS, refuse, status_of, told
from konfrans.kernel.files import file_store
from konfrans.kernel.refusals import Refused


@never_cache
@sensitive_variables("token")
@FORM_METHODS
def nominee(request: HttpRequest, token: str) -> HttpResponse:
    """Before the code: to which masked address the letter went, and whom to ask. After it: the nomination and the two buttons."""
    found = selectors.nominee_by_token(token)
    if found is None:
        return unknown(request)
    if selectors.proved(passes_of(request), selectors.nominee_pass(found)):
        return _shown(request, token, ConsentForm(initial={"public": found.public, "interests": found.interests}))
    context = {"masked": selectors.mail_masked(found.email), "token": token}
    then = reverse("nominee_code", args=[token])
    return code_asked(request, row=found, template="committees/nominee_link.html", context=context, then=then)


def _shown(request: HttpRequest, token: str, form: ConsentForm) -> HttpResponse:
    found = selectors.access_nominee(passes_of(request), token)
    context = {
        "nomination": found, "form": form, "token": token, "call": found.addressee.call, "committee": found.committee,
        "seat": selectors.seat_words(found.seat, found.committee.organ), "open": found.state in ("named", "asked"),
        "verdict": selectors.nomination_shown(found),
    }  # fmt: skip
    return render(request, "committees/nominee.html", context, status=status_of(form))


@never_cache
@sensitive_variables("token")
@FORM_METHODS
def nominee_code(request: HttpRequest, token: str) -> HttpResponse:
    """Enter the code that was sent to the address."""
    found = selectors.nominee_by_token(token)
    if found is None:
        return unknown(request)
    own = reverse("nominee", args=[token])
    return code_entered(
        request, row=found, prove=lambda code: nominee_prove(nomination=found, code=code), then=own, back=own
    )


@never_cache
@sensitive_variables("token")
@FORM_METHODS
def nominee_answer(request: HttpRequest, token: str) -> HttpResponse:
    """Consent or decline, by a button."""
    if request.method != "POST":
        return redirect("nominee", token=token)
    found = selectors.access_nominee(passes_of(request), token)
    if found.state == "confirmed":
        with told(request):
            if "resign" in request.POST:
                seat_resign(nomination=found)
                messages.success(request, _("You have laid the seat down."))
            else:
                appointment_public_set(nomination=found, public="public" in request.POST)
                messages.success(request, _("Saved."))
        return redirect("nominee", token=token)
    form = ConsentForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            if "decline" in request.POST:
                consent_decline(nomination=found)
                messages.success(request, _("You have declined. The university that named you will see it."))
            else:
                upload = form.cleaned_data["cv"]
                cv = file_store(stream=upload, name=upload.name, public=False, accept=CV_KINDS) if upload else None
                consent_give(
                    nomination=found,
                    public=form.cleaned_data["public"],
                    interests=form.cleaned_data["interests"],
                    cv=cv,
                )
                messages.success(
                    request, _("You have consented. Until the nomination is confirmed you may still decline.")
                )
            return redirect("nominee", token=token)
        except Refused as refused:
            refuse(form, refused, file="cv")
    return _shown(request, token, form)
