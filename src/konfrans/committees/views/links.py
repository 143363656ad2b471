"""The page behind a letter's link. Opening it changes nothing and tells little; a code sent to the address opens the answer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables

from konfrans.committees import selectors
from konfrans.committees.services.links import contact_prove
from konfrans.committees.views.codes import code_asked, code_entered, unknown
from konfrans.kernel.answers import FORM_METHODS
from konfrans.people.selectors import account_by_address


@never_cache
@sensitive_variables("token")
@FORM_METHODS
def call_link(request: HttpRequest, token: str) -> HttpResponse:
    """What the call is and to which masked address the letter went; the button sends the code, or leads to the sign-in."""
    contact = selectors.contact_by_token(token)
    if contact is None:
        return unknown(request)
    call, institution = contact.addressee.call, contact.addressee.institution
    target = reverse("answer", args=[call.key, institution.key])
    account = account_by_address(contact.email)
    context = {
        "contact": contact, "call": call, "institution": institution, "token": token,
        "masked": selectors.mail_masked(contact.email), "sign_in": bool(account),
        "sign_in_address": f"{reverse('account_login')}?{urlencode({'next': target})}",
    }  # fmt: skip
    if account is not None:
        return render(request, "committees/call_link.html", context)
    then = reverse("call_link_code", args=[token])
    return code_asked(request, row=contact, template="committees/call_link.html", context=context, then=then)


@never_cache
@sensitive_variables("token")
@FORM_METHODS
def call_link_code(request: HttpRequest, token: str) -> HttpResponse:
    """Enter the code; then the answer is open in this browser for half a day."""
    contact = selectors.contact_by_token(token)
    if contact is None:
        return unknown(request)
    if account_by_address(contact.email) is not None:
        # An account has its own second factor; a code alone must not go round it.
        return redirect("call_link", token=token)
    then = reverse("answer", args=[contact.addressee.call.key, contact.addressee.institution.key])
    return code_entered(
        request, row=contact, prove=lambda code: contact_prove(contact=contact, code=code), then=then,
        back=reverse("call_link", args=[token]),
    )  # fmt: skip
