"""The letters of one call, for who runs it: previewed in the recipient's language, let go, looked after."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from konfrans.committees import selectors
from konfrans.committees.selectors.mail import call_letter, call_letters
from konfrans.kernel import letters as kernel
from konfrans.kernel.answers import told
from konfrans.people.selectors.letters import letter_read

ACTS: dict[str, Any] = {
    "hold": kernel.letter_hold, "again": kernel.letter_again, "settle": kernel.letter_settle, "close": kernel.letter_close,
    "withdraw": kernel.letter_withdraw,
}  # fmt: skip


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
    asked = [int(one) for one in request.POST.getlist("letter") if one.isascii() and one.isdigit() and len(one) < 18]
    held = call_letters(running.call).held_rows
    chosen = held if "all" in request.POST else [one for one in held if one.pk in asked]
    released = kernel.letters_release(actor=running.actor, letters=chosen)
    if released:
        words = ngettext("%(n)s letter is released.", "%(n)s letters are released.", released) % {"n": released}
        messages.success(request, words)
    else:
        messages.error(request, _("None of these letters is held any more."))
    return redirect("call_mail", key=key)


@require_POST
def call_letter_decide(request: HttpRequest, key: str, pk: int, what: str) -> HttpResponse:
    """What somebody decides about one letter."""
    running = selectors.access_call(request.user.pk, key)
    found = call_letter(running.call, pk)
    with told(request):
        ACTS[what](actor=running.actor, letter=found)
        messages.success(request, _("Done."))
    return redirect("call_mail", key=key)
