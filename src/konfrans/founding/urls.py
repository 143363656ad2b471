"""The pages of the founding: addresses only as long as there is no conference."""

from django.urls import path

from konfrans.founding import views

urlpatterns = [
    path("start/", views.closed, name="founding"),
    path("start/<str:token>/", views.place, name="founding_place"),
    path("start/<str:token>/conference/", views.names, name="founding_names"),
    path("start/<str:token>/charter/", views.charter, name="founding_charter"),
    path("start/<str:token>/members/", views.members, name="founding_members"),
    path("start/<str:token>/members.csv", views.sheet, name="founding_sheet"),
    path("start/<str:token>/look/", views.look, name="founding_look"),
]
