"""Answers that belong to the whole site: search, the statements on privacy and accessibility."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from konfrans.kernel.conference import conference
from konfrans.kernel.documents import card_png
from konfrans.portal import selectors


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What is found for the words asked, by kind."""
    query = " ".join(request.GET.get("q", "").replace("\0", "").split())[:200]
    groups, more = selectors.found(query) if query else ([], False)
    number = sum(len(group.hits) for group in groups)
    context = {"query": query, "groups": groups, "number": number, "more": more}
    return render(request, "portal/search.html", context)


@require_safe
def card(request: HttpRequest) -> HttpResponse:
    """The picture that a message shows beside a link to a page."""
    here, language = conference(), get_language() or "en"
    return HttpResponse(card_png(language, "", here.name.given(), lead=here.lead.given()), content_type="image/png")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept of persons, for how long, and why."""
    return render(request, "portal/privacy.html", {"kept": selectors.kept()})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What has been tested, and what does not work yet."""
    return render(request, "portal/accessibility.html")
