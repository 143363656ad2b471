"""The secretariat's page of letters: what left, what waits, what did not arrive."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from konfrans.kernel.answers import told
from konfrans.people import selectors, services
from konfrans.people.selectors import letters as read
from konfrans.people.views.lists import page_of


@require_safe
def desk_mail(request: HttpRequest) -> HttpResponse:
    """Those that need somebody first; `?list=` shows a whole list, `?topic=` the letters of one matter."""
    selectors.access_secretariat(request.user.pk)
    section, topic = request.GET.get("list", ""), request.GET.get("topic", "")
    if section or topic:
        page = page_of(request, read.letters_listed(section, topic))
        listed = {
            "page": page, "letters": read.letters_shown(page.object_list), "section": section, "topic": topic,
            "heading": read.section_words(section), "base": reverse("desk_mail"),
            "query": urlencode({"list": section, "topic": topic}) + "&",
        }  # fmt: skip
        return render(request, "people/desk_mail_list.html", listed)
    shown = read.mail()
    lists = [(name, read.section_words(name), count, letters) for name, count, letters in shown.lists]
    context: dict[str, Any] = {"mail": shown, "lists": lists, "base": reverse("desk_mail")}
    return render(request, "people/desk_mail.html", context)


@require_safe
def desk_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter as its reader sees it, and what may be decided about it."""
    selectors.access_secretariat(request.user.pk)
    context = {"letter": read.letter_read(pk), "base": reverse("desk_mail")}
    return render(request, "people/desk_letter.html", context)


@require_POST
def letters_release(request: HttpRequest) -> HttpResponse:
    """Let held letters leave: those that the form names as `letter`, or all."""
    standing = selectors.access_secretariat(request.user.pk)
    asked = [
        int(each) for each in request.POST.getlist("letter") if each.isascii() and each.isdigit() and len(each) < 18
    ]
    held = read.letters_held(None if "all" in request.POST else asked)
    released = services.letters_release(actor=standing.actor(), letters=held)
    if released:
        words = ngettext("%(n)s letter is released.", "%(n)s letters are released.", released) % {"n": released}
        messages.success(request, words)
    else:
        messages.error(request, _("None of these letters is held any more."))
    return redirect("desk_mail")


def _decide(request: HttpRequest, pk: int, act: Callable[..., Any], words: str) -> HttpResponse:
    standing = selectors.access_secretariat(request.user.pk)
    found = read.letter(pk)
    with told(request):
        act(actor=standing.actor(), letter=found)
        messages.success(request, words)
    return redirect("desk_mail")


@require_POST
def letter_hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a letter back."""
    return _decide(request, pk, services.letter_hold, _("The letter is held back."))


@require_POST
def letter_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a letter once more."""
    return _decide(request, pk, services.letter_again, _("The letter is sent once more."))


@require_POST
def letter_settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a letter arrived."""
    return _decide(request, pk, services.letter_settle, _("The letter is entered as sent."))


@require_POST
def letter_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a letter that did not arrive is dealt with."""
    return _decide(request, pk, services.letter_close, _("The letter is entered as dealt with."))


@require_POST
def letter_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a letter back before it leaves."""
    return _decide(request, pk, services.letter_withdraw, _("The letter is taken back."))
