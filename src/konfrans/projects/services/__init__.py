"""Acts on the register of projects: one function each."""

from konfrans.projects.services.deliverables import (
    deliverable_add,
    deliverable_change,
    deliverable_status_set,
    deliverable_version_add,
)
from konfrans.projects.services.facts import date_amend, fact_settle, fact_show, fact_source_add
from konfrans.projects.services.importing import Imported, facts_files, facts_import, facts_read
from konfrans.projects.services.papers import evidence_add, evidence_remove, grant_paper_add, grant_paper_file
from konfrans.projects.services.plan import activity_remove, activity_set, work_package_set, working_group_add
from konfrans.projects.services.record import (
    milestone_add,
    milestone_remove,
    objective_add,
    objective_remove,
    result_add,
    result_remove,
)
from konfrans.projects.services.register import (
    partner_change,
    partner_join,
    partner_leave,
    project_change,
    project_create,
)
from konfrans.projects.services.sources import source_add

__all__ = [
    "Imported",
    "activity_remove",
    "activity_set",
    "date_amend",
    "deliverable_add",
    "deliverable_change",
    "deliverable_status_set",
    "deliverable_version_add",
    "evidence_add",
    "evidence_remove",
    "fact_settle",
    "fact_show",
    "fact_source_add",
    "facts_files",
    "facts_import",
    "facts_read",
    "grant_paper_add",
    "grant_paper_file",
    "milestone_add",
    "milestone_remove",
    "objective_add",
    "objective_remove",
    "partner_change",
    "partner_join",
    "partner_leave",
    "project_change",
    "project_create",
    "result_add",
    "result_remove",
    "source_add",
    "work_package_set",
    "working_group_add",
]  # fmt: skip
