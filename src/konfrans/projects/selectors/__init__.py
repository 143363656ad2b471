"""Reading the register of projects."""

from konfrans.projects.selectors.desk import Disagreeing, Late, desk_waiting, disagreeing, projects_of
from konfrans.projects.selectors.editing import (
    deliverables_for_edit,
    facts_for_edit,
    files_for_edit,
    grant_papers,
    groups_for_edit,
    packages_for_edit,
    partners_for_edit,
    record_for_edit,
)
from konfrans.projects.selectors.history import history, history_lines, history_rows
from konfrans.projects.selectors.listing import Listed, projects_listed
from konfrans.projects.selectors.page import ProjectPage, project_page
from konfrans.projects.selectors.register import (
    Editing,
    access_project_create,
    access_project_edit,
    activity_of,
    deliverable_of,
    evidence_of,
    file_open_to,
    grant_paper_of,
    package_choices,
    package_of,
    partner_choices,
    partnership_of,
    project_by_key,
    statement_of,
    value_of,
)
from konfrans.projects.selectors.search import project_entries

__all__ = [
    "Disagreeing", "Editing", "Late", "Listed", "ProjectPage", "access_project_create", "access_project_edit", "activity_of",
    "deliverable_of", "deliverables_for_edit", "desk_waiting", "disagreeing", "evidence_of", "facts_for_edit", "file_open_to",
    "files_for_edit", "grant_paper_of", "grant_papers", "groups_for_edit", "history", "history_lines", "history_rows", "package_choices",
    "package_of", "packages_for_edit", "partner_choices", "partners_for_edit", "partnership_of", "project_by_key",
    "project_entries", "project_page", "projects_listed", "projects_of", "record_for_edit", "statement_of",
    "value_of",
]  # fmt: skip
