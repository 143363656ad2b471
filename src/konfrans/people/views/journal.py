"""The journal for the secretariat."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from konfrans.people import selectors
from konfrans.people.selectors.entries import PAGE


@require_safe
def journal(request: HttpRequest) -> HttpResponse:
    """Entries, the newest first; `?before=` goes further back."""
    selectors.access_secretariat(request.user.pk)
    asked = request.GET.get("before", "")
    before = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 18 else None
    entries = selectors.entries_before(before)
    older = entries[-1].number if len(entries) == PAGE and entries[-1].number > 1 else None
    return render(request, "people/journal.html", {"entries": entries, "before": before, "older": older})
