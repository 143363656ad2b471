"""Addresses of the register of members."""

from django.urls import path

from konfrans.membership import views

urlpatterns = [
    path("desk/members/", views.membership, name="membership"),
    path("desk/members/categories/", views.categories_desk, name="categories_desk"),
    path("desk/members/categories/add/", views.category_create, name="category_create"),
    path("desk/members/admit/", views.member_admit, name="member_admit"),
    path("desk/members/import/", views.members_import, name="members_import"),
    path("desk/members/import/members.csv", views.members_sheet, name="members_sheet"),
    path("desk/members/bodies/", views.charter_bodies, name="charter_bodies"),
    path("desk/members/<int:pk>/leave/", views.member_leave, name="member_leave"),
    path("desk/members/<int:pk>/suspend/", views.vote_suspend, name="vote_suspend"),
    path("desk/members/<int:pk>/restore/", views.vote_restore, name="vote_restore"),
]
