"""Pages of the register: for everyone, and for coordinator and secretariat."""

from konfrans.projects.views.acts import (
    date_amend,
    evidence_add,
    evidence_remove,
    fact_settle,
    fact_show,
    fact_source_add,
    grant_paper_add,
    grant_paper_file,
    partner_change,
    partner_join,
    partner_leave,
    project_change,
)
from konfrans.projects.views.desk import (
    facts_import,
    project_create,
    project_deliverables,
    project_desk,
    project_facts,
    project_files,
    project_grants,
    project_partners,
    project_plan,
    project_record,
    projects_desk,
)
from konfrans.projects.views.plan import (
    activity_remove,
    activity_set,
    deliverable_add,
    deliverable_change,
    deliverable_status_set,
    deliverable_version_add,
    milestone_add,
    milestone_remove,
    objective_add,
    objective_remove,
    result_add,
    result_remove,
    work_package_set,
    working_group_add,
)
from konfrans.projects.views.public import project, project_history, projects

__all__ = [
    "activity_remove", "activity_set", "date_amend", "deliverable_add", "deliverable_change", "deliverable_status_set",
    "deliverable_version_add", "evidence_add", "evidence_remove", "fact_settle", "fact_show", "fact_source_add", "facts_import",
    "grant_paper_add", "grant_paper_file", "milestone_add", "milestone_remove", "objective_add", "objective_remove",
    "partner_change", "partner_join", "partner_leave", "project", "project_change", "project_create", "project_deliverables",
    "project_desk", "project_facts", "project_files", "project_grants", "project_history", "project_partners", "project_plan",
    "project_record", "projects", "projects_desk", "result_add", "result_remove", "work_package_set", "working_group_add",
]  # fmt: skip
