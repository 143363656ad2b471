"""The few answers that belong to no domain."""

from __future__ import annotations

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import RequestDataTooBig
from django.db import connection
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from konfrans.site import answers


@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """`/` leads to the conference's first language."""
    return HttpResponseRedirect(f"/{settings.KONFRANS_FIRST_LANGUAGE}/")


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 when the database answers: for a proxy or a supervisor."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"ok": True})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may read: the public pages. A demonstration asks not to be indexed."""
    rules = "Disallow: /" if settings.KONFRANS_DEMO else "Disallow: /*/desk/\nDisallow: /*/accounts/"
    lines = f"User-agent: *\n{rules}\nSitemap: {settings.KONFRANS_URL}/{settings.KONFRANS_FIRST_LANGUAGE}/sitemap.xml\n"
    return HttpResponse(lines, content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(max_age=86400, public=True)
def favicon(request: HttpRequest) -> FileResponse:
    """The emblem."""
    found = finders.find("konfrans/favicon.svg")
    if not isinstance(found, str):
        raise Http404
    return FileResponse(open(found, "rb"), content_type="image/svg+xml")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404 with the frame and a way on."""
    return render(request, "404.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """500: words only, no query, for the database may be what failed."""
    return render(request, "500.html", {}, status=500)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return render(request, "403.html", status=403)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose token is missing or old: load the page again."""
    return render(request, "403.html", status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400; 413 where a form has more text than is taken."""
    if isinstance(exception, RequestDataTooBig):
        most = f"{settings.DATA_UPLOAD_MAX_MEMORY_SIZE >> 20} MB"
        headers = {
            b"referer": request.headers.get("Referer", "").encode(),
            b"host": request.headers.get("Host", "").encode(),
        }
        page = answers.page(413, answers.TEXT_TOO_LONG, back=answers.came_from(headers), most=most)
        return HttpResponse(page, status=413)
    return render(request, "400.html", {}, status=400)
