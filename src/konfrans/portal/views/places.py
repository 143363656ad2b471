"""Public pages: the first page, the conference, members and partners, committees."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from konfrans.portal import selectors
from konfrans.publications.selectors import page as page_text

PER_PAGE = 120


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page."""
    conference = selectors.conference()
    context = {"section": "home", "conference": conference, "home": selectors.home(conference)}
    return render(request, "portal/home.html", context)


@require_safe
def conference(request: HttpRequest) -> HttpResponse:
    """What the conference is, its organs, who holds office today."""
    here = selectors.conference()
    context = {
        "section": "home", "conference": here, "shown": selectors.conference_page(),
        "linked_data": selectors.conference_data(here),
    }  # fmt: skip
    return render(request, "portal/conference.html", context)


@require_safe
def page(request: HttpRequest, key: str) -> HttpResponse:
    """One of the conference's own pages."""
    if key == "about":
        return redirect("conference", permanent=True)
    return render(request, "portal/page.html", {"section": "home", "page": page_text(key)})


@require_safe
def members(request: HttpRequest) -> HttpResponse:
    """Members and partners: where they are, and their list by name, narrowed where asked."""
    here = selectors.conference()
    directory = selectors.directory(here.country)
    chosen = {name: request.GET.get(name, "") for name in ("standing", "kind", "country")}
    rows = selectors.narrowed(directory.rows, **chosen)
    query = urlencode({name: value for name, value in chosen.items() if value})
    context = {
        "section": "members", "conference": here, "directory": directory, "atlas": selectors.atlas(directory.countries),
        "chosen": chosen, "narrowed": bool(query), "query": f"{query}&" if query else "",
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
    }  # fmt: skip
    return render(request, "portal/members.html", context)


@require_safe
def member(request: HttpRequest, key: str) -> HttpResponse:
    """An institution: a member or a partner."""
    shown = selectors.institution_page(key)
    return render(request, "portal/member.html", {"section": "members", "shown": shown, "one": shown.institution})


@require_safe
def committees(request: HttpRequest) -> HttpResponse:
    """The committees, the working groups, and what has ended."""
    shown = selectors.committees_listed()
    context = {"section": "committees", "shown": shown, "rows": shown.rows, "told": selectors.told(shown.rows)}
    return render(request, "portal/committees.html", context)


@require_safe
def committee(request: HttpRequest, key: str) -> HttpResponse:
    """One committee or group, with the work programme of the year that is asked for."""
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else None
    shown = selectors.committee_page(key, year)
    context = {"section": "committees", "shown": shown, "row": shown.row, "committee": shown.row.committee}
    return render(request, "portal/committee.html", context)
