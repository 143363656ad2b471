"""Addresses of sessions."""

from django.urls import path

from konfrans.meetings import views

urlpatterns = [
    path("desk/meetings/", views.meetings, name="meetings"),
    path("desk/meetings/create/", views.meeting_create, name="meeting_create"),
    path("desk/meetings/<slug:key>/", views.meeting, name="meeting"),
    path("desk/meetings/<slug:key>/change/", views.meeting_change, name="meeting_change"),
    path("desk/meetings/<slug:key>/attendance/", views.attendance_set, name="attendance_set"),
    path("desk/meetings/<slug:key>/persons/", views.person_attendance_set, name="person_attendance_set"),
    path("desk/meetings/<slug:key>/agenda/", views.agenda, name="agenda"),
    path("desk/meetings/<slug:key>/agenda/add/", views.agenda_item_add, name="agenda_item_add"),
    path("desk/meetings/<slug:key>/agenda/<int:order>/change/", views.agenda_item_change, name="agenda_item_change"),
    path("desk/meetings/<slug:key>/agenda/<int:order>/remove/", views.agenda_item_remove, name="agenda_item_remove"),
    path("desk/meetings/<slug:key>/papers/add/", views.paper_add, name="paper_add"),
    path("desk/meetings/<slug:key>/papers/<int:number>/add/", views.paper_version_add, name="paper_version_add"),
    path("desk/meetings/<slug:key>/papers/<int:number>/publish/", views.paper_publish, name="paper_publish"),
    path("desk/meetings/<slug:key>/papers/<int:number>/withdraw/", views.paper_withdraw, name="paper_withdraw"),
    path("desk/meetings/<slug:key>/minutes/", views.minutes, name="minutes"),
    path("desk/meetings/<slug:key>/minutes/write/", views.minutes_write, name="minutes_write"),
    path("desk/meetings/<slug:key>/minutes/<int:version>/minutes.pdf", views.minutes_pdf, name="minutes_pdf"),
    path("desk/meetings/<slug:key>/minutes/<int:version>/send/", views.minutes_send, name="minutes_send"),
    path("desk/meetings/<slug:key>/minutes/<int:version>/approve/", views.minutes_approve, name="minutes_approve"),
    path("desk/meetings/<slug:key>/decide/", views.decision_record, name="decision_record"),
    path("desk/decisions/<int:pk>/change/", views.decision_change, name="decision_change"),
    path("desk/decisions/<int:pk>/correct/", views.decision_correct, name="decision_correct"),
]
