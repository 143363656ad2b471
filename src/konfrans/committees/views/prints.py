"""Letters of appointment: for who runs the call, and for the person appointed."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_safe

from konfrans.committees import selectors
from konfrans.committees.selectors.prints import appointment_pdf
from konfrans.committees.views.passes import passes_of
from konfrans.kernel.refusals import Refused


@never_cache
@require_safe
def appointment_letter(request: HttpRequest, key: str, nomination: str, lang: str) -> HttpResponse:
    """The letter of somebody who was appointed, for who runs the call."""
    _running, found = selectors.access_nomination(request.user.pk, key, nomination)
    return _pdf(found, lang)


@never_cache
@sensitive_variables("token")
@require_safe
def nominee_letter(request: HttpRequest, token: str, lang: str) -> HttpResponse:
    """The own letter, for whoever has proved the address."""
    return _pdf(selectors.access_nominee(passes_of(request), token), lang)


def _pdf(found: Any, lang: str) -> HttpResponse:
    if lang not in dict(settings.LANGUAGES):
        raise Refused("not_found", status=404)
    response = HttpResponse(appointment_pdf(found, lang), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="appointment-{found.committee.body.key}-{lang}.pdf"'
    return response
