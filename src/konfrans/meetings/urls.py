"""Addresses of sessions."""

from django.urls import path

from konfrans.meetings import views

urlpatterns = [
    path("desk/meetings/", views.meetings, name="meetings"),
    path("desk/meetings/create/", views.meeting_create, name="meeting_create"),
    path("desk/meetings/<slug:key>/", views.meeting, name="meeting"),
    path("desk/meetings/<slug:key>/change/", views.meeting_change, name="meeting_change"),
    path("desk/meetings/<slug:key>/attendance/", views.attendance_set, name="attendance_set"),
    path("desk/meetings/<slug:key>/decide/", views.decision_record, name="decision_record"),
    path("desk/decisions/<int:pk>/change/", views.decision_change, name="decision_change"),
    path("desk/decisions/<int:pk>/correct/", views.decision_correct, name="decision_correct"),
]
