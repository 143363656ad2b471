"""Addresses of the charter."""

from django.urls import path

from konfrans.statutes import views

urlpatterns = [
    path("charter/", views.charter, name="charter"),
    path("charter/charter.toml", views.charter_toml, name="charter_toml"),
]
