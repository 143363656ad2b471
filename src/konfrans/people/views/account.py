"""One's own account: name, offices, ways of signing in, language of letters."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from konfrans.kernel.answers import FORM_METHODS, refuse, status_of
from konfrans.kernel.refusals import Refused, no_access, worded
from konfrans.people import selectors, services
from konfrans.people.forms import LanguageForm
from konfrans.people.rules.offices import OWN_TO_LEAVE


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """What is known of the signed-in person, and what may be changed."""
    standing = selectors.access_signed_in(request.user.pk)
    own = selectors.account_of(standing.user_id)
    offices = selectors.offices_of(standing.person) if standing.person else []
    means = Authenticator.objects.filter(user_id=standing.user_id)
    context = {
        "own": own, "offices": offices, "may_leave": OWN_TO_LEAVE,
        "form": LanguageForm(initial={"language": (own.language if own else "") or get_language()}),
        "addresses": EmailAddress.objects.filter(user_id=standing.user_id).order_by("-primary", "email"),
        "passkeys": means.filter(type=Authenticator.Type.WEBAUTHN).count(),
        "app": means.filter(type=Authenticator.Type.TOTP).exists(),
        "recovery": means.filter(type=Authenticator.Type.RECOVERY_CODES).exists(),
    }  # fmt: skip
    return render(request, "people/account.html", context)


@require_POST
def account_language_change(request: HttpRequest) -> HttpResponse:
    """Choose the language of letters."""
    standing = selectors.access_signed_in(request.user.pk)
    own = selectors.account_of(standing.user_id)
    if own is None:
        raise no_access("sign_in")
    form = LanguageForm(request.POST)
    if form.is_valid():
        try:
            services.account_language_change(actor=standing.actor(), account=own, **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("account")
    return render(request, "people/account_language_change.html", {"form": form}, status=status_of(form))


@FORM_METHODS
def office_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Lay down an own office; asked once before it is done."""
    standing = selectors.access_signed_in(request.user.pk)
    office = selectors.office(standing.person or "-", pk)
    if request.method == "POST":
        try:
            services.office_leave(actor=standing.actor(), office=office)
        except Refused as refused:
            if refused.status == 403:
                raise
            messages.error(request, worded(refused))
        else:
            messages.success(request, _("You have laid down the office. Today is its last day."))
        return redirect("account")
    return render(request, "people/office_leave.html", {"office": office, "place": selectors.place_of(office)})
