"""The secretariat's page of letters: what left, what waits, what did not arrive."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from konfrans.people import selectors
from konfrans.people.selectors import letters as read
from konfrans.people.views.letters import chosen, decide, release
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
    release(request, actor=standing.actor(), letters=read.letters_held(chosen(request)))
    return redirect("desk_mail")


@require_POST
def letter_decide(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """What somebody decides about one letter."""
    standing = selectors.access_secretariat(request.user.pk)
    decide(request, what, actor=standing.actor(), letter=read.letter(pk))
    return redirect("desk_mail")
