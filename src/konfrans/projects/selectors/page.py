"""The public page of a project: everything it shows, as values, in a fixed number of queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from konfrans.kernel import clock
from konfrans.kernel.localised import by_name
from konfrans.projects.models import (
    Deliverable,
    FactValue,
    Partnership,
    Project,
    ProjectFile,
    Source,
    Statement,
    WorkingGroup,
)
from konfrans.projects.rules.conflicts import KINDS, Sourced, State, state_of
from konfrans.projects.rules.dates import PartialDate
from konfrans.projects.rules.deliverables import is_late, look
from konfrans.projects.rules.partners import GROUPS, Stay, group_of, joined_later
from konfrans.projects.selectors.plan import Plan, packages_of, plan_of
from konfrans.projects.selectors.register import project_by_key


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact with its values, the state of it, and what a page needs to say about it."""

    kind: str
    state: State
    values: tuple[FactValue, ...]

    @property
    def shown(self) -> FactValue | None:
        """The value that the page shows."""
        shown = self.state.shown
        return next(
            (v for v in self.values if shown and v.value == shown.value and v.source.address == shown.source), None
        )

    @property
    def date(self) -> PartialDate | None:
        """The shown value of a fact whose values are dates."""
        return PartialDate.parse(self.shown.value) if self.shown else None

    @property
    def fact(self) -> object:
        """The row itself: closing words, who settled it."""
        return self.values[0].fact if self.values else None

    @property
    def seen(self) -> PartialDate | None:
        """When its sources were last seen."""
        days = [v.source.seen for v in self.values if v.source.seen]
        return max(days) if days else None


@dataclass(frozen=True, slots=True)
class PartnerLine:
    """An institution on the page; `joined` where it came after the project had begun."""

    row: Partnership
    group: str
    joined: PartialDate | None

    @property
    def gone(self) -> bool:
        """Whether it has left."""
        return self.row.ends is not None


@dataclass(frozen=True, slots=True)
class PartnerGroup:
    """A list of institutions under one heading; `number` counts who is in now."""

    code: str
    lines: tuple[PartnerLine, ...]
    number: int


@dataclass(frozen=True, slots=True)
class DeliverableLine:
    """A deliverable with its versions and how it is drawn today. One that a project left unfinished says since when that is
    known: `reported` by its source, or `seen` there."""

    row: Deliverable
    versions: tuple[ProjectFile, ...]
    late: bool
    look: str
    ended: bool = False

    @property
    def reported(self) -> PartialDate | None:
        """The month or year in which its source said so."""
        day = self.row.source.published if self._unfinished and self.row.source else None
        return PartialDate(day.year, day.month) if day else None

    @property
    def seen(self) -> PartialDate | None:
        """When its source was last seen to say so."""
        return self.row.source.seen if self._unfinished and self.row.source else None

    @property
    def _unfinished(self) -> bool:
        return self.ended and self.row.status == "in_preparation" and not self.late


@dataclass(frozen=True, slots=True)
class ProjectPage:
    """All that the page of a project shows."""

    project: Project
    facts: dict[str, FactLine]
    groups: tuple[PartnerGroup, ...]
    founding: int
    joined: int
    listed_by: tuple[Source, ...]
    plan: Plan
    milestones: tuple[Statement, ...]
    results: tuple[tuple[int, tuple[Statement, ...]], ...]
    objectives: tuple[Statement, ...]
    deliverables: tuple[DeliverableLine, ...]
    working_groups: tuple[WorkingGroup, ...]
    evidence: tuple[ProjectFile, ...]
    history: tuple[FactValue, ...]
    sources: tuple[Source, ...] = field(default=())

    @property
    def disputed(self) -> tuple[FactLine, ...]:
        """Facts on which sources disagree, settled or not, in the order of their kinds."""
        return tuple(line for line in self.facts.values() if line.state.different > 1)

    @property
    def coordinator(self) -> PartnerLine | None:
        """Who coordinates the project now."""
        group = next((g for g in self.groups if g.code == "coordinator"), None)
        return next((line for line in group.lines if not line.gone), None) if group else None

    @property
    def home(self) -> str:
        """The country of the coordinator; empty where nobody coordinates."""
        return self.coordinator.row.institution.country if self.coordinator else ""

    @property
    def late(self) -> int:
        """How many deliverables are overdue today."""
        return sum(line.late for line in self.deliverables)


def facts_of(project: Project) -> dict[str, FactLine]:
    """Every kind of fact with its values, in one query; a kind without a value is not public."""
    rows = FactValue.objects.filter(fact__project=project).select_related("fact", "source", "paper", "fact__paper")
    by_kind: dict[str, list[FactValue]] = {kind: [] for kind in KINDS}
    for row in rows.order_by("pk"):
        by_kind[row.fact.kind].append(row)
    return {kind: _fact_line(kind, values) for kind, values in by_kind.items()}


def _fact_line(kind: str, values: list[FactValue]) -> FactLine:
    sourced = [Sourced(v.value, v.source.address, v.shown) for v in values]
    return FactLine(kind, state_of(kind, sourced, settled=bool(values and values[0].fact.settled_on)), tuple(values))


def history_of(facts: Iterable[FactLine]) -> tuple[FactValue, ...]:
    """The steps of the first and the last day, oldest first."""
    steps = [v for line in facts for v in line.values if v.amends]
    return tuple(sorted(steps, key=lambda v: (v.fact.kind != "start", v.pk)))


def partners_of(project: Project, start: PartialDate | None) -> tuple[PartnerGroup, ...]:
    """Institutions by role and country, in one query; a group without anybody is left out."""
    rows = by_name(project.partnerships.select_related("institution", "source"), lambda row: row.institution.name)
    home = next((r.institution.country for r in rows if r.role == "coordinator" and r.ends is None), "")
    lists: dict[str, list[PartnerLine]] = {code: [] for code in GROUPS}
    for row in rows:
        stay = Stay(row.institution.key, row.role, row.begins, row.by, row.ends, row.listed)
        group = group_of(stay, row.institution.country, home)
        lists[group].append(PartnerLine(row, group, row.begins if joined_later(stay, start) else None))
    return tuple(
        PartnerGroup(
            code, tuple(sorted(lines, key=lambda line: line.joined is not None)), sum(not one.gone for one in lines)
        )
        for code, lines in lists.items()
        if lines
    )


def deliverables_of(project: Project, today: date) -> tuple[tuple[DeliverableLine, ...], tuple[ProjectFile, ...]]:
    """Deliverables with their versions, and the files that are evidence: two queries."""
    rows = list(project.deliverables.select_related("package", "responsible", "source"))
    files = list(project.files.select_related("file"))
    versions: dict[int, list[ProjectFile]] = {}
    for each in files:
        if each.deliverable_id is not None:
            versions.setdefault(each.deliverable_id, []).append(each)
    ended = project.status == Project.Status.ENDED
    lines = []
    for row in rows:
        late = is_late(row.status, row.due, today)
        lines.append(DeliverableLine(row, tuple(versions.get(row.pk, ())), late, look(row.status, late), ended))
    return tuple(lines), tuple(each for each in files if each.deliverable_id is None)


def project_page(key: str) -> ProjectPage:
    """Everything of one project; 404 where there is none. Nine queries, whatever its size."""
    project = project_by_key(key)
    facts = facts_of(project)
    start, end = facts["start"].date, facts["end"].date
    history = history_of(facts.values())
    groups = partners_of(project, start)
    statements: dict[str, list[Statement]] = {"objective": [], "milestone": [], "result": []}
    for statement in project.statements.select_related("source"):
        statements[statement.kind].append(statement)
    deliverables, evidence = deliverables_of(project, clock.today())
    years: dict[int, list[Statement]] = {}
    for result in statements["result"]:
        if result.date:
            years.setdefault(result.date.year, []).append(result)
    extended = next((v.old for v in reversed(history) if v.fact.kind == "end" and v.old and end and v.old < end), None)
    lines = [line for group in groups if group.code != "named" for line in group.lines]
    listed_by = Counter(line.row.source for line in lines if line.joined is None and line.row.source)
    return ProjectPage(
        project=project,
        facts=facts,
        groups=groups,
        founding=sum(1 for line in lines if line.joined is None),
        joined=sum(1 for line in lines if line.joined is not None),
        listed_by=tuple(source for source, _number in listed_by.most_common()),
        plan=plan_of(packages_of(project), statements["milestone"], start, end, extended),
        milestones=tuple(statements["milestone"]),
        results=tuple((year, tuple(rows)) for year, rows in sorted(years.items())),
        objectives=tuple(sorted(statements["objective"], key=lambda s: s.pk)),
        deliverables=deliverables,
        working_groups=tuple(project.working_groups.select_related("body", "source")),
        evidence=tuple(each for each in evidence if each.file is None or each.file.public),
        history=history,
    )
