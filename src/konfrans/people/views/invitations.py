"""The page behind an invitation's link. Opening it changes nothing; a button sends a code, the code opens the account."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables

from konfrans.kernel.answers import FORM_METHODS, refuse, status_of
from konfrans.kernel.refusals import Refused, worded
from konfrans.people import selectors, services
from konfrans.people.adapters import try_counted
from konfrans.people.forms import CodeForm


def _context(token: str) -> dict[str, object] | None:
    invitation = selectors.invitation_by_token(token)
    if invitation is None:
        return None
    local, _at, domain = invitation.email.partition("@")
    return {
        "invitation": invitation, "state": selectors.state_of(invitation).value, "office": invitation.office,
        "place": selectors.place_of(invitation.office), "token": token, "masked": f"{local[:1]}•••@{domain}",
    }  # fmt: skip


def _closed(request: HttpRequest, context: dict[str, object] | None) -> HttpResponse | None:
    """The page that says why the link opens nothing, where it does not."""
    if context is None:
        return render(request, "people/invitation.html", {"state": "unknown"}, status=404)
    if context["state"] != "open":
        return render(request, "people/invitation.html", context, status=410)
    return None


@never_cache
@sensitive_variables("token")
@FORM_METHODS
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What the invitation is to; the button sends the code."""
    context = _context(token)
    closed = _closed(request, context)
    if closed is not None or context is None:
        return closed or HttpResponse(status=404)
    if request.method == "POST":
        one: Any = context["invitation"]
        try:
            # The pause first: who presses twice has not used up one of the few codes that an address may ask for.
            services.code_pause(row=one)
            try_counted(request, action="request_login_code", key=one.email)
            services.invitation_code_send(invitation=one)
        except Refused as refused:
            return render(
                request, "people/invitation.html", context | {"refusal": worded(refused)}, status=refused.status
            )
        return redirect("invitation_accept", token=token)
    return render(request, "people/invitation.html", context)


@never_cache
@sensitive_variables("token")
@FORM_METHODS
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    """Enter the code; then the account is open and the person signed in, with the second factor where the account has one."""
    context = _context(token)
    closed = _closed(request, context)
    if closed is not None or context is None:
        return closed or HttpResponse(status=404)
    form = CodeForm(request.POST or None)
    status = 0
    if form.is_bound and form.is_valid():
        try:
            try_counted(request, action="login")
            account = services.invitation_accept(invitation=context["invitation"], **form.cleaned_data)  # type: ignore[arg-type]
        except Refused as refused:
            refuse(form, refused)
            status = 429 if refused.code == "tries_too_many" else 0
        else:
            messages.success(request, _("The account is yours. Here you choose how you sign in."))
            record_authentication(request, account, method="code", email=account.email)
            return perform_login(request, Login(user=account, email=account.email, redirect_url=reverse("account")))
    return render(request, "people/invitation_accept.html", context | {"form": form}, status=status or status_of(form))
