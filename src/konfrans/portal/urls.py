"""Addresses of the public pages and of the desk."""

from django.urls import path

from konfrans.portal import sitemaps
from konfrans.portal.views import beginning, desk, places, site

urlpatterns = [
    path("", places.home, name="home"),
    path("conference/", places.conference, name="conference"),
    path("conference/<slug:key>/", places.page, name="page"),
    path("members/", places.members, name="members"),
    path("members/<slug:key>/", places.member, name="member"),
    path("committees/", places.committees, name="committees"),
    path("committees/<slug:key>/", places.committee, name="committee"),
    path("card.png", site.card, name="card"),
    path("search/", site.search, name="search"),
    path("privacy/", site.privacy, name="privacy"),
    path("accessibility/", site.accessibility, name="accessibility"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("desk/", desk.desk, name="desk"),
    path("desk/start/", beginning.start, name="start"),
]
