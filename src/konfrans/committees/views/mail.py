"""The letters of one call, for who runs it: previewed in the recipient's language, let go, looked after."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from konfrans.committees import selectors
from konfrans.committees.selectors.mail import call_letter, call_letters
from konfrans.people.selectors.letters import letter_read
from konfrans.people.views.letters import chosen, decide, release


def _base(key: str) -> str:
    return reverse("call_mail", args=[key])


@never_cache
@require_safe
def call_mail(request: HttpRequest, key: str) -> HttpResponse:
    """Every letter of the call: those that need somebody, those that wait to be let go, the others."""
    running = selectors.access_call(request.user.pk, key)
    context = {"call": running.call, "mail": call_letters(running.call), "base": _base(key)}
    return render(request, "committees/call_mail.html", context)


@never_cache
@require_safe
def call_letter_page(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """One letter as its reader will see it."""
    running = selectors.access_call(request.user.pk, key)
    found = call_letter(running.call, pk)
    context = {"call": running.call, "letter": letter_read(found.pk), "base": _base(key)}
    return render(request, "committees/call_letter.html", context)


@require_POST
def call_letters_release(request: HttpRequest, key: str) -> HttpResponse:
    """Let held letters of the call leave: those that the form names, or all."""
    running = selectors.access_call(request.user.pk, key)
    held, asked = call_letters(running.call).held_rows, chosen(request)
    release(request, actor=running.actor, letters=held if asked is None else [one for one in held if one.pk in asked])
    return redirect("call_mail", key=key)


@require_POST
def call_letter_decide(request: HttpRequest, key: str, pk: int, what: str) -> HttpResponse:
    """What somebody decides about one letter."""
    running = selectors.access_call(request.user.pk, key)
    decide(request, what, actor=running.actor, letter=call_letter(running.call, pk))
    return redirect("call_mail", key=key)
