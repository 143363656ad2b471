"""What waits in the projects of a person who may change them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, TextField, Value
from django.db.models.functions import Cast

from konfrans.kernel import clock
from konfrans.kernel.localised import Localised
from konfrans.people.selectors import Standing
from konfrans.projects.models import Deliverable, FactValue, GrantPaper, Project
from konfrans.projects.rules.conflicts import Sourced, state_of
from konfrans.projects.rules.dates import PartialDate
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


def _mine(standing: Standing, path: str = "") -> Q:
    """The projects this person may change, as a condition on rows that lead to one by `path`."""
    if standing.is_secretariat:
        return Q()
    teams = [held.body for held in standing.offices if held.kind == "coordinator" and held.body]
    return Q(**{f"{path}team__key__in": teams})


def projects_of(standing: Standing) -> list[Project]:
    """The projects this person may change: all for the secretariat, else those whose team they coordinate."""
    return list(Project.objects.select_related("team").filter(_mine(standing)).order_by("sort_key"))


@dataclass(frozen=True, slots=True)
class Disagreeing:
    """How many facts of a project its sources disagree on, and nobody has settled."""

    project: str
    acronym: str
    number: int


def disagreeing(standing: Standing) -> list[Disagreeing]:
    """The projects this person may change in which sources disagree. One query."""
    values: dict[Project, dict[str, list[FactValue]]] = {}
    rows = FactValue.objects.filter(_mine(standing, "fact__project__")).select_related("fact__project", "source")
    for value in rows.order_by("fact__project__sort_key", "pk"):
        values.setdefault(value.fact.project, {}).setdefault(value.fact.kind, []).append(value)
    counted = ((project, sum(map(_open, kinds.items()))) for project, kinds in values.items())
    return [Disagreeing(project.key, project.acronym, number) for project, number in counted if number]


def _open(found: tuple[str, list[FactValue]]) -> bool:
    kind, values = found
    sourced = [Sourced(value.value, value.source.address, value.shown) for value in values]
    return state_of(kind, sourced, settled=values[0].fact.settled_on is not None).in_conflict


def desk_waiting(standing: Standing) -> list[Late]:
    """Overdue deliverables, and papers of a grant from the tenth day after signing, in the projects this person may change.
    One query."""
    deliverables = Deliverable.objects.filter(_mine(standing, "project__"), due__isnull=False).values_list(
        Value("deliverable"), "project__key", "project__acronym", _text("title"), _text("due"), "status"
    )
    papers = GrantPaper.objects.filter(_mine(standing, "partnership__project__"), filed=None).values_list(
        _text("kind"), "partnership__project__key", "partnership__project__acronym",
        _text("partnership__institution__name"), _text("signed"), Value(""),
    )  # fmt: skip
    today, found = clock.today(), []
    for code, project, acronym, name, day, status in deliverables.order_by().union(papers.order_by(), all=True):
        words = Localised.from_json(json.loads(name))
        if code == "deliverable":
            due = PartialDate.parse(day)
            if is_late(status, due, today):
                found.append(Late("deliverable_late", project, acronym, words, "", due.last))
        else:
            state = filing(date.fromisoformat(day), None, today)
            if state.code in ("due_soon", "late"):
                found.append(Late("grant_paper_due", project, acronym, code, words.given(), state.last_day))
    return found


def _text(path: str) -> Cast:
    """A column as text, so that rows of two tables stand in one answer."""
    return Cast(path, TextField())
