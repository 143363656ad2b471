"""What the pages of coordinator and secretariat show beside each act."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from konfrans.kernel import clock
from konfrans.kernel.localised import by_name
from konfrans.projects.models import GrantPaper, Partnership, Project, ProjectFile, Statement, WorkingGroup, WorkPackage
from konfrans.projects.rules.grants import Filing, filing
from konfrans.projects.selectors.page import DeliverableLine, FactLine, deliverables_of, facts_of


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A signed paper of the grant with where its registration stands today."""

    row: GrantPaper
    filing: Filing

    @property
    def look(self) -> str:
        """The state a page draws it in."""
        return {"filed": "yes", "filed_late": "due", "due_soon": "due", "late": "no"}.get(self.filing.code, "none")


def partners_for_edit(project: Project) -> list[Partnership]:
    """Every stay by the name of the institution, those that are over last."""
    rows = project.partnerships.select_related("institution", "source")
    return sorted(by_name(rows, lambda row: row.institution.name), key=lambda row: row.ends is not None)


def facts_for_edit(project: Project) -> dict[str, FactLine]:
    """Every kind of fact with its values."""
    return facts_of(project)


def packages_for_edit(project: Project) -> QuerySet[WorkPackage]:
    """Work packages with their activities."""
    return project.work_packages.select_related("lead").prefetch_related("activities")


def groups_for_edit(project: Project) -> QuerySet[WorkingGroup]:
    """Working groups with their bodies."""
    return project.working_groups.select_related("body")


def record_for_edit(project: Project) -> dict[str, list[Statement]]:
    """Objectives, milestones and results."""
    found: dict[str, list[Statement]] = {"objective": [], "milestone": [], "result": []}
    for row in project.statements.select_related("source"):
        found[row.kind].append(row)
    found["objective"].sort(key=lambda s: s.pk)
    return found


def deliverables_for_edit(project: Project) -> tuple[DeliverableLine, ...]:
    """Deliverables with versions, whoever may open them."""
    return deliverables_of(project, clock.today())[0]


def files_for_edit(project: Project) -> list[ProjectFile]:
    """Files that are evidence, public or not."""
    return list(project.files.filter(deliverable=None).select_related("file"))


def grant_papers(project: Project) -> list[PaperLine]:
    """Papers of the grant, newest first, each with its days."""
    rows = GrantPaper.objects.filter(partnership__project=project).select_related("partnership__institution")
    today = clock.today()
    return [PaperLine(row, filing(row.signed, row.filed, today)) for row in rows.order_by("-signed", "-pk")]
