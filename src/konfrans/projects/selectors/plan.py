"""The work plan as rows on a grid of months."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from konfrans.kernel.localised import Localised
from konfrans.projects.models import Project, Statement, WorkPackage
from konfrans.projects.rules.dates import PartialDate
from konfrans.projects.rules.gantt import BAR, Bar, Grid, Tick, grid_for


@dataclass(frozen=True, slots=True)
class Mark:
    """A reported event on a row: where it stands, when it was."""

    x: str
    date: PartialDate


@dataclass(frozen=True, slots=True)
class Row:
    """A work package, an activity, the extension or the project as a whole; `kind` says which."""

    kind: str
    number: str
    title: Localised
    note: Localised
    package_kind: str = ""
    lead: Localised | None = None
    begins: PartialDate | None = None
    ends: PartialDate | None = None
    months: str = ""
    bar: Bar | None = None
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The rows of the work plan and their grid; `sample` where any bar is an invented schedule."""

    grid: Grid | None
    rows: tuple[Row, ...]
    hidden_titles: int
    sample: bool

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """The lines of the grid."""
        return self.grid.ticks() if self.grid else ()

    @property
    def first(self) -> PartialDate | None:
        """The first month of the grid."""
        return self.grid.start if self.grid else None

    @property
    def last(self) -> PartialDate | None:
        """The last month of the grid."""
        return self.grid.end if self.grid else None


@dataclass(slots=True)
class PackageRow:
    """A work package with its activities, as one query gives them."""

    number: int
    kind: str
    title: Localised
    note: Localised
    lead: Localised | None
    begins: PartialDate | None
    ends: PartialDate | None
    months: str
    activities: list[tuple[str, Localised, PartialDate | None, PartialDate | None, str]] = field(default_factory=list)


def packages_of(project: Project) -> list[PackageRow]:
    """Every work package with its activities, in one query."""
    names = (
        "pk", "number", "kind", "title", "note", "lead__name", "begins", "ends", "months", "activities__number",
        "activities__title", "activities__begins", "activities__ends", "activities__months",
    )  # fmt: skip
    rows = WorkPackage.objects.filter(project=project).order_by("number", "activities__pk").values_list(*names)
    found: dict[int, PackageRow] = {}
    for pk, number, kind, title, note, lead, begins, ends, months, *activity in rows:
        package = found.setdefault(pk, PackageRow(number, kind, title, note, lead or None, begins, ends, months))
        if activity[0]:
            package.activities.append((activity[0], activity[1], activity[2], activity[3], activity[4]))
    return list(found.values())


def plan_of(
    packages: Sequence[PackageRow], milestones: Iterable[Statement], start: PartialDate | None, end: PartialDate | None,
    extended_from: PartialDate | None,
) -> Plan:  # fmt: skip
    """The rows of the plan: packages, each followed by its activities, then what belongs to no package."""
    milestones = list(milestones)
    known = [d for p in packages for d in (p.begins, p.ends) if d]
    known += [d for p in packages for a in p.activities for d in a[2:4] if d]
    known += [m.date for m in milestones if m.date and m.date.precision != "year"]
    grid = grid_for(start, end, tuple(known))

    def marks(of: int | None) -> tuple[Mark, ...]:
        mine = [m for m in milestones if (of in m.packages if of is not None else not m.packages)]
        placed = [(grid.point(m.date), m.date) for m in mine if grid and m.date]
        return tuple(Mark(x, date) for x, date in placed if x is not None)

    def bar(begins: PartialDate | None, ends: PartialDate | None, months: str) -> Bar | None:
        return grid.bar(begins, ends, BAR[months]) if grid and begins and ends else None

    rows: list[Row] = []
    for p in packages:
        rows.append(
            Row(
                "package", f"{p.number}", p.title, p.note, p.kind, p.lead, p.begins, p.ends, p.months,
                bar(p.begins, p.ends, p.months), marks(p.number),
            )
        )  # fmt: skip
        for number, title, begins, ends, months in p.activities:
            rows.append(
                Row("activity", number, title, Localised(), "", None, begins, ends, months, bar(begins, ends, months))
            )
    rest = marks(None)
    if extended_from and end:
        extension = grid.bar(extended_from, end, BAR["extension"]) if grid else None
        rows.append(
            Row("extension", "", Localised(), Localised(), begins=extended_from, ends=end, bar=extension, marks=rest)
        )
    elif rest and packages:
        rows.append(Row("whole", "", Localised(), Localised(), marks=rest))
    hidden = sum(1 for p in packages if not p.title)
    sample = any(row.months == "sample" and row.bar for row in rows)
    return Plan(grid, tuple(rows), hidden, sample)
