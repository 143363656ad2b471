"""Addresses of the register of projects."""

from django.urls import path

from konfrans.projects import views

DESK = "desk/projects/<slug:key>/"

urlpatterns = [
    path("projects/", views.projects, name="projects"),
    path("projects/<slug:key>/", views.project, name="project"),
    path("projects/<slug:key>/history/", views.project_history, name="project_history"),
    path("desk/projects/", views.projects_desk, name="projects_desk"),
    path("desk/projects/new/", views.project_create, name="project_create"),
    path("desk/projects/facts/", views.facts_import, name="facts_import"),
    path(DESK, views.project_desk, name="project_desk"),
    path(f"{DESK}change/", views.project_change, name="project_change"),
    path(f"{DESK}partners/", views.project_partners, name="project_partners"),
    path(f"{DESK}partners/join/", views.partner_join, name="partner_join"),
    path(f"{DESK}partners/<slug:institution>/change/", views.partner_change, name="partner_change"),
    path(f"{DESK}partners/<slug:institution>/leave/", views.partner_leave, name="partner_leave"),
    path(f"{DESK}facts/", views.project_facts, name="project_facts"),
    path(f"{DESK}facts/add/", views.fact_source_add, name="fact_source_add"),
    path(f"{DESK}facts/<int:value>/show/", views.fact_show, name="fact_show"),
    path(f"{DESK}facts/<int:value>/settle/", views.fact_settle, name="fact_settle"),
    path(f"{DESK}dates/amend/", views.date_amend, name="date_amend"),
    path(f"{DESK}plan/", views.project_plan, name="project_plan"),
    path(f"{DESK}plan/package/", views.work_package_set, name="work_package_set"),
    path(f"{DESK}plan/<int:package>/activity/", views.activity_set, name="activity_set"),
    path(f"{DESK}plan/<int:package>/activity/<str:number>/remove/", views.activity_remove, name="activity_remove"),
    path(f"{DESK}plan/groups/add/", views.working_group_add, name="working_group_add"),
    path(f"{DESK}record/", views.project_record, name="project_record"),
    path(f"{DESK}record/objectives/add/", views.objective_add, name="objective_add"),
    path(f"{DESK}record/objectives/<int:statement>/remove/", views.objective_remove, name="objective_remove"),
    path(f"{DESK}record/milestones/add/", views.milestone_add, name="milestone_add"),
    path(f"{DESK}record/milestones/<int:statement>/remove/", views.milestone_remove, name="milestone_remove"),
    path(f"{DESK}record/results/add/", views.result_add, name="result_add"),
    path(f"{DESK}record/results/<int:statement>/remove/", views.result_remove, name="result_remove"),
    path(f"{DESK}deliverables/", views.project_deliverables, name="project_deliverables"),
    path(f"{DESK}deliverables/add/", views.deliverable_add, name="deliverable_add"),
    path(f"{DESK}deliverables/<slug:deliverable>/change/", views.deliverable_change, name="deliverable_change"),
    path(f"{DESK}deliverables/<slug:deliverable>/status/", views.deliverable_status_set, name="deliverable_status_set"),
    path(
        f"{DESK}deliverables/<slug:deliverable>/version/", views.deliverable_version_add, name="deliverable_version_add"
    ),
    path(f"{DESK}files/", views.project_files, name="project_files"),
    path(f"{DESK}files/add/", views.evidence_add, name="evidence_add"),
    path(f"{DESK}files/<int:evidence>/remove/", views.evidence_remove, name="evidence_remove"),
    path(f"{DESK}grants/", views.project_grants, name="project_grants"),
    path(f"{DESK}grants/add/", views.grant_paper_add, name="grant_paper_add"),
    path(f"{DESK}grants/<int:paper>/file/", views.grant_paper_file, name="grant_paper_file"),
]
