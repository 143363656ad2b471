"""The charter's page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from konfrans.kernel import clock
from konfrans.statutes import selectors


@require_safe
def charter(request: HttpRequest) -> HttpResponse:
    """The text in force, or the version asked for, with the rule in words beside each paragraph."""
    named = request.GET.get("v", "")
    version = selectors.version_named(named) if named else selectors.version_on(clock.today())
    if version is None:
        return render(request, "statutes/no_charter.html", {"section": "charter", "coming": selectors.versions()})
    page = selectors.charter_page(version, both="both" in request.GET)
    asked = f"v={page.charter.version}&" if request.GET.get("v") else ""
    return render(request, "statutes/charter.html", {"section": "charter", "page": page, "asked": asked})


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
