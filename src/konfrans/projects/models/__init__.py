"""Tables of the register of projects."""

from konfrans.projects.models.facts import Fact, FactValue
from konfrans.projects.models.fields import PartialDateField
from konfrans.projects.models.papers import GrantPaper, ProjectFile
from konfrans.projects.models.plan import Activity, Deliverable, Statement, WorkingGroup, WorkPackage
from konfrans.projects.models.register import Partnership, Project, Source

__all__ = [
    "Activity", "Deliverable", "Fact", "FactValue", "GrantPaper", "PartialDateField", "Partnership", "Project", "ProjectFile",
    "Source", "Statement", "WorkPackage", "WorkingGroup",
]  # fmt: skip
