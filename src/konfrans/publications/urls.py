"""Addresses of news, documents and pages."""

from django.urls import path

from konfrans.publications import feeds, views

urlpatterns = [
    path("news/", views.news, name="news"),
    path("news/feed.xml", feeds.news_feed, name="news_feed"),
    path("news/<slug:slug>/", views.news_item, name="news_item"),
    path("documents/", views.documents, name="documents"),
    path("desk/news/", views.news_desk, name="news_desk"),
    path("desk/news/new/", views.news_draft, name="news_draft"),
    path("desk/news/<slug:slug>/", views.news_preview, name="news_preview"),
    path("desk/news/<slug:slug>/change/", views.news_change, name="news_change"),
    path("desk/news/<slug:slug>/publish/", views.news_publish, name="news_publish"),
    path("desk/news/<slug:slug>/withdraw/", views.news_withdraw, name="news_withdraw"),
    path("desk/documents/", views.documents_desk, name="documents_desk"),
    path("desk/documents/new/", views.document_add, name="document_add"),
    path("desk/documents/<slug:key>/withdraw/", views.document_withdraw, name="document_withdraw"),
    path("desk/pages/", views.pages_desk, name="pages_desk"),
    path("desk/pages/<slug:key>/", views.page_change, name="page_change"),
]
