"""The page behind a letter's link. Opening it changes nothing and tells little; a code sent to the address opens the answer."""

from __future__ import annotations

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables

from konfrans.committees import selectors
from konfrans.committees.services.links import contact_prove, link_code_send
from konfrans.committees.views.passes import pass_keep
from konfrans.kernel.answers import FORM_METHODS, refuse, status_of
from konfrans.kernel.refusals import Refused, worded
from konfrans.people.forms import CodeForm
from konfrans.people.selectors import account_by_address


def _unknown(request: HttpRequest) -> HttpResponse:
    return render(request, "committees/link_unknown.html", status=404)


@never_cache
@sensitive_variables("token")
@FORM_METHODS
def call_link(request: HttpRequest, token: str) -> HttpResponse:
    """What the call is and to which masked address the letter went; the button sends the code, or leads to the sign-in."""
    contact = selectors.contact_by_token(token)
    if contact is None:
        return _unknown(request)
    call, institution = contact.addressee.call, contact.addressee.institution
    target = reverse("answer", args=[call.key, institution.key])
    account = account_by_address(contact.email)
    context = {
        "contact": contact, "call": call, "institution": institution, "token": token,
        "masked": selectors.mail_masked(contact.email), "sign_in": bool(account),
        "sign_in_address": f"{reverse('account_login')}?{urlencode({'next': target})}",
    }  # fmt: skip
    if request.method == "POST" and account is None:
        limited = ratelimit.consume_or_429(request, action="request_login_code", key=contact.email)
        if limited is not None:
            return limited
        try:
            link_code_send(row=contact)
        except Refused as refused:
            return render(
                request, "committees/call_link.html", context | {"refusal": worded(refused)}, status=refused.status
            )
        return redirect("call_link_code", token=token)
    return render(request, "committees/call_link.html", context)


@never_cache
@sensitive_variables("token")
@FORM_METHODS
def call_link_code(request: HttpRequest, token: str) -> HttpResponse:
    """Enter the code; then the answer is open in this browser for half a day."""
    contact = selectors.contact_by_token(token)
    if contact is None:
        return _unknown(request)
    if account_by_address(contact.email) is not None:
        # An account has its own second factor; a code alone must not go round it.
        return redirect("call_link", token=token)
    form = CodeForm(request.POST or None)
    if form.is_bound:
        limited = ratelimit.consume_or_429(request, action="login")
        if limited is not None:
            return limited
    if form.is_bound and form.is_valid():
        try:
            name = contact_prove(contact=contact, code=form.cleaned_data["code"])
        except Refused as refused:
            refuse(form, refused)
        else:
            pass_keep(request, name)
            return redirect("answer", call=contact.addressee.call.key, institution=contact.addressee.institution.key)
    context = {"form": form, "masked": selectors.mail_masked(contact.email), "back": reverse("call_link", args=[token])}
    return render(request, "committees/link_code.html", context, status=status_of(form))
