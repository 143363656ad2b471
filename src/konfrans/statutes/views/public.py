"""The charter's page."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import DateField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from konfrans.kernel import clock
from konfrans.statutes import selectors
from konfrans.statutes.forms.remarks import DATE_FORMATS


@require_safe
def charter(request: HttpRequest) -> HttpResponse:
    """The text in force, or the version asked for, with the rule in words beside each paragraph."""
    named, day = request.GET.get("v", ""), request.GET.get("on", "").strip()
    on = _day(day) if day and not named else None
    if day and not named and on is None:
        return _none(request, status=400, wrong_day=True)
    version = selectors.version_named(named) if named else selectors.version_on(on or clock.today())
    if version is None:
        return _none(request, on=on)
    page = selectors.charter_page(version, both="both" in request.GET, on=on)
    asked = f"v={page.charter.version}&" if request.GET.get("v") or on else ""
    return render(request, "statutes/charter.html", {"section": "charter", "page": page, "asked": asked})


def _none(request: HttpRequest, *, status: int = 200, **more: Any) -> HttpResponse:
    """No charter in force: today, or on the day asked about."""
    context = {"section": "charter", "coming": selectors.spells(selectors.versions()), **more}
    return render(request, "statutes/no_charter.html", context, status=status)


def _day(written: str) -> date | None:
    """A day as a browser sends it, or as people here write it; None where it is none."""
    with suppress(ValidationError):
        return DateField(input_formats=DATE_FORMATS).clean(written)
    return None


@require_safe
def charter_toml(request: HttpRequest) -> HttpResponse:
    """The document itself, exactly what is hashed."""
    version = (
        selectors.version_named(request.GET["v"]) if request.GET.get("v") else selectors.charter_on(clock.today())[0]
    )
    document = selectors.document_of(version)
    response = HttpResponse(document, content_type="application/toml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{version.document.key}-{version.pk}.toml"'
    return response
