"""Addresses of the charter and of drafts."""

from django.urls import path

from konfrans.statutes import views

urlpatterns = [
    path("charter/", views.charter, name="charter"),
    path("charter/charter.toml", views.charter_toml, name="charter_toml"),
    path("charter/compare/", views.charter_compare, name="charter_compare"),
    path("charter/beside/", views.charter_beside, name="charter_beside"),
    path("charter/agreement/", views.charter_agreement, name="charter_agreement"),
    path("charter/laboratory/", views.laboratory, name="laboratory"),
    path("charter/laboratory/table/", views.laboratory_table, name="laboratory_table"),
    path("charter/laboratory/laboratory.xlsx", views.laboratory_xlsx, name="laboratory_xlsx"),
    path("charter/laboratory/laboratory.pdf", views.laboratory_pdf, name="laboratory_pdf"),
    path("charter/laboratory/laboratory.png", views.laboratory_png, name="laboratory_png"),
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
