"""Acts on the record of a project: objectives, milestones, results."""

from __future__ import annotations

from collections.abc import Sequence

from konfrans.kernel.acts import Actor, act, record
from konfrans.kernel.localised import Localised
from konfrans.kernel.refusals import Refused
from konfrans.projects.models import Statement
from konfrans.projects.rules.dates import PartialDate
from konfrans.projects.selectors.register import package_of, project_by_key, statement_of
from konfrans.projects.services.plan import in_order
from konfrans.projects.services.searching import index
from konfrans.projects.services.sources import source_for

YEARS = range(1990, 2101)


@act
def objective_add(*, actor: Actor, project: str, code: str, text: Localised, source: str = "") -> Statement:
    """Add a specific objective under its own code. Refused: the code is taken."""
    found = project_by_key(project)
    if found.statements.filter(kind="objective", code=code).exists():
        raise Refused("objective_exists", field="code", objective=code, project=found.acronym)
    page = source_for(actor=actor, given=source) if source else None
    added = found.statements.create(kind="objective", code=code, text=text, source=page)
    record(
        "objective_add", actor=actor, of="project", key=project, code=code, text=text, source=page.key if page else None
    )
    index(found)
    return added


@act
def milestone_add(
    *, actor: Actor, project: str, date: PartialDate, text: Localised, source: str, until: PartialDate | None = None,
    packages: Sequence[int] = (),
) -> Statement:  # fmt: skip
    """Enter what happened, with its source. Refused: it ends before it began, or a work package that is not there."""
    found = project_by_key(project)
    in_order(date, until, "until")
    for number in packages:
        package_of(project, number, field="packages")
    page = source_for(actor=actor, given=source)
    row = found.statements.create(
        kind="milestone", date=date, until=until, text=text, packages=sorted(set(packages)), source=page
    )
    record(
        "milestone_add", actor=actor, of="project", key=project, date=date, until=until, text=text, packages=row.packages,
        source=page.key,
    )  # fmt: skip
    index(found)
    return row


@act
def result_add(*, actor: Actor, project: str, year: int, text: Localised, source: str) -> Statement:
    """Enter what a year brought, with its source. Refused: not a year of four digits in living memory."""
    found = project_by_key(project)
    if year not in YEARS:
        raise Refused("year_wrong", field="year", year=year)
    page = source_for(actor=actor, given=source)
    row = found.statements.create(kind="result", date=PartialDate(year), text=text, source=page)
    record("result_add", actor=actor, of="project", key=project, year=year, text=text, source=page.key)
    index(found)
    return row


def _remove(actor: Actor, project: str, kind: str, pk: int) -> None:
    row = statement_of(project, kind, pk)
    record(
        f"{kind}_remove", actor=actor, of="project", key=project, code=row.code or None, date=row.date, text=row.text
    )
    row.delete()
    index(row.project)


@act
def objective_remove(*, actor: Actor, project: str, objective: int) -> None:
    """Take an objective off the page; the journal keeps that it stood there."""
    _remove(actor, project, "objective", objective)


@act
def milestone_remove(*, actor: Actor, project: str, milestone: int) -> None:
    """Take a milestone off the page; the journal keeps that it stood there."""
    _remove(actor, project, "milestone", milestone)


@act
def result_remove(*, actor: Actor, project: str, result: int) -> None:
    """Take a result off the page; the journal keeps that it stood there."""
    _remove(actor, project, "result", result)
