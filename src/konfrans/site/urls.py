"""Addresses: the language first, then English words, each ending in a slash."""

from __future__ import annotations

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from konfrans.committees.views.room_post import calendar_feed
from konfrans.site import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.root, name="root"),
    path("health/", views.health, name="health"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("calendars/<str:token>.ics", calendar_feed, name="calendar_feed"),
]

urlpatterns += i18n_patterns(
    path("accounts/", include("allauth.urls")),
    path("", include("konfrans.people.urls")),
    path("", include("konfrans.publications.urls")),
    path("", include("konfrans.projects.urls")),
    path("", include("konfrans.decisions.urls")),
    path("", include("konfrans.statutes.urls")),
    path("", include("konfrans.membership.urls")),
    path("", include("konfrans.meetings.urls")),
    path("", include("konfrans.committees.urls")),
    *([path("", include("konfrans.demo.urls"))] if settings.KONFRANS_DEMO else []),
    path("", include("konfrans.portal.urls")),
    prefix_default_language=True,
)

handler404 = "konfrans.site.views.not_found"
handler500 = "konfrans.site.views.failed"
handler403 = "konfrans.site.views.forbidden"
handler400 = "konfrans.site.views.bad_request"
