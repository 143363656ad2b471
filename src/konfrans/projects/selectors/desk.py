"""What waits in the projects of a person who may change them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from konfrans.kernel import clock
from konfrans.people.selectors import Standing
from konfrans.projects.models import Deliverable, FactValue, GrantPaper, Project
from konfrans.projects.rules.conflicts import Sourced, state_of
from konfrans.projects.rules.deliverables import is_late
from konfrans.projects.rules.grants import filing


@dataclass(frozen=True, slots=True)
class Late:
    """One thing that is late or will be: `code` is `deliverable_late` or `grant_paper_due`."""

    code: str
    project: str
    acronym: str
    what: object
    institution_name: str
    due: date


def projects_of(standing: Standing) -> list[Project]:
    """The projects this person may change: all for the secretariat, else those whose team they coordinate."""
    rows = Project.objects.select_related("team").order_by("sort_key")
    if standing.is_secretariat:
        return list(rows)
    teams = [held.body for held in standing.offices if held.kind == "coordinator" and held.body]
    return list(rows.filter(team__key__in=teams)) if teams else []


@dataclass(frozen=True, slots=True)
class Disagreeing:
    """How many facts of a project its sources disagree on, and nobody has settled."""

    project: str
    acronym: str
    number: int


def disagreeing(mine: list[Project]) -> list[Disagreeing]:
    """Those of these projects in which sources disagree. One query."""
    values: dict[str, dict[str, list[FactValue]]] = {project.key: {} for project in mine}
    if mine:
        for value in FactValue.objects.filter(fact__project__in=mine).select_related("fact__project", "source"):
            values[value.fact.project.key].setdefault(value.fact.kind, []).append(value)
    counted = ((project, sum(map(_open, values[project.key].items()))) for project in mine)
    return [Disagreeing(project.key, project.acronym, number) for project, number in counted if number]


def _open(found: tuple[str, list[FactValue]]) -> bool:
    kind, values = found
    sourced = [Sourced(value.value, value.source.address, value.shown) for value in values]
    return state_of(kind, sourced, settled=values[0].fact.settled_on is not None).in_conflict


def desk_waiting(mine: list[Project]) -> list[Late]:
    """Overdue deliverables, and papers of a grant from the tenth day after signing, in these projects."""
    if not mine:
        return []
    today = clock.today()
    deliverables = Deliverable.objects.filter(project__in=mine, due__isnull=False).select_related("project")
    found = [
        Late("deliverable_late", row.project.key, row.project.acronym, row.title, "", row.due.last)
        for row in deliverables
        if row.due and is_late(row.status, row.due, today)
    ]
    papers = GrantPaper.objects.filter(partnership__project__in=mine, filed=None)
    for paper in papers.select_related("partnership__project", "partnership__institution"):
        state = filing(paper.signed, None, today)
        if state.code in ("due_soon", "late"):
            project, name = paper.partnership.project, paper.partnership.institution.name.given()
            found.append(Late("grant_paper_due", project.key, project.acronym, paper.kind, name, state.last_day))
    return found
