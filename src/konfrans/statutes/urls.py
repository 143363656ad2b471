"""Addresses of the charter and of drafts."""

from django.urls import path

from konfrans.statutes import views
from konfrans.statutes.views import founding

urlpatterns = [
    path("charter/", views.charter, name="charter"),
    path("charter/charter.toml", views.charter_toml, name="charter_toml"),
    path("charter/found/", founding.charter_found, name="charter_found"),
    path("charter/drafts/", views.drafts, name="drafts"),
    path("charter/drafts/open/", views.draft_open, name="draft_open"),
    path("charter/drafts/<slug:key>/", views.draft, name="draft"),
    path("charter/drafts/<slug:key>/articles/add/", views.draft_article_add, name="draft_article_add"),
    path("charter/drafts/<slug:key>/articles/<int:number>/", views.draft_article, name="draft_article"),
    path(
        "charter/drafts/<slug:key>/articles/<int:number>/remove/",
        views.draft_article_remove,
        name="draft_article_remove",
    ),
    path("charter/drafts/<slug:key>/rule/", views.draft_rule, name="draft_rule"),
    path("charter/drafts/<slug:key>/rule/add/", views.draft_rule_add, name="draft_rule_add"),
    path("charter/drafts/<slug:key>/rule/remove/", views.draft_rule_remove, name="draft_rule_remove"),
    path("charter/drafts/<slug:key>/text/", views.draft_edit, name="draft_edit"),
    path("charter/drafts/<slug:key>/history/", views.draft_history, name="draft_history"),
]
