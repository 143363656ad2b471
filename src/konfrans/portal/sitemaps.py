"""The map of the site for search engines: every public address with its other languages."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from konfrans.kernel.localised import languages
from konfrans.portal import selectors


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Addresses in the language asked for, each with its alternates."""
    here, codes = get_language() or settings.LANGUAGE_CODE, languages()
    base = settings.KONFRANS_URL
    rows = [
        (f"{base}/{here}/{path}", [(code, f"{base}/{code}/{path}") for code in codes]) for path in selectors.paths()
    ]
    return render(request, "portal/sitemap.xml", {"rows": rows}, content_type="application/xml; charset=utf-8")
