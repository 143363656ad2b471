"""The desk of a signed-in person."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from konfrans.people.selectors import access_signed_in
from konfrans.portal import selectors


@require_safe
@never_cache
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for this person, in their offices, by urgency."""
    standing = access_signed_in(request.user.pk)
    shown = selectors.desk(standing)
    context = {"standing": standing, "desk": shown, "conference": shown.conference}
    return render(request, "portal/desk.html", context)
