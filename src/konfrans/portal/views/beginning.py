"""The steps by which a conference begins."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from konfrans.portal.selectors import beginning


@require_safe
@never_cache
def start(request: HttpRequest) -> HttpResponse:
    """What is done, what is next, and the page for each step."""
    beginning.access_beginning(request.user.pk)
    steps = beginning.steps()
    return render(
        request, "portal/start.html", {"steps": steps, "left": sum(not one.done for one in steps), "all": len(steps)}
    )
