"""Addresses of decisions."""

from django.urls import path

from konfrans.decisions import views

urlpatterns = [
    path("decisions/", views.decisions, name="decisions"),
    path("decisions/<int:year>/<int:number>/", views.decision, name="decision"),
    path("decisions/<int:year>/<int:number>/evidence.json", views.decision_evidence, name="decision_evidence"),
    path("decisions/<int:year>/<int:number>/decision.pdf", views.decision_pdf, name="decision_pdf"),
    path("decisions/<int:year>/<int:number>/card.png", views.decision_card, name="decision_card"),
    path("desk/decisions/<int:pk>/", views.decision_draft, name="decision_draft"),
    path("desk/decisions/<int:pk>/publish/", views.decision_publish, name="decision_publish"),
    path("desk/decisions/<int:pk>/discard/", views.decision_discard, name="decision_discard"),
]
