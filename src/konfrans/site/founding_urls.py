"""The addresses of an installation without a conference: those of the founding, and behind them the usual ones, which its pages name."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from konfrans.site.urls import urlpatterns as usual

urlpatterns: list[URLPattern | URLResolver] = [
    *i18n_patterns(path("", include("konfrans.founding.urls")), prefix_default_language=True), *usual,
]  # fmt: skip

handler404 = "konfrans.founding.views.absent"
handler500 = "konfrans.site.views.failed"
handler403 = "konfrans.site.views.forbidden"
handler400 = "konfrans.site.views.bad_request"
