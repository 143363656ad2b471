"""What a table tells about numbers of cases: cross-sections, and how each kind of result shows them.

A cross-section is a set of conditions: `("university", "a")` takes the cases of one level, `("q01", None)` all that answered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from konfrans.analysis.design import Design
from konfrans.analysis.engine import Source
from konfrans.analysis.faults import AnalysisError
from konfrans.analysis.results import Result, Row
from konfrans.analysis.sample import gather

Section = frozenset[tuple[str, str | None]]
MOST_LEVELS = 30
"""An item with more levels is a number; what lies beneath it is not listed."""


@dataclass(frozen=True, slots=True)
class Table:
    """Counts of cases from anywhere: conditions with their number; None for a number that is withheld.

    `complete`: every variable is listed with all its levels. `items`: the variables that are answers, not groups. `survey` and `state` as
    in `Leaving`.
    """

    name: str
    counts: tuple[tuple[Mapping[str, Any], int | None], ...]
    survey: str = ""
    state: str = ""
    complete: bool = True
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Leaving:
    """A result that shall leave, with what it does not say of itself.

    `where`: the filter that its file had passed. `survey`: whose cases they are; one ledger is of one survey unless this tells them apart.
    `state`: the file's fingerprint; a survey that grows has several. `beneath`: counts that are not shown, but on which the result rests
    (`counts_beneath`); without them some rows cannot be vouched for, and are withheld.
    """

    result: Result
    name: str = ""
    where: Mapping[str, Any] = field(default_factory=dict)
    survey: str = ""
    state: str = ""
    beneath: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """What a mean or its like tells beyond its count: the sums of an item and of its squares over a cross-section.

    `linear` False: something of the item's answers that is no sum (a quantile, alpha), or whose sums are unknown.
    """

    section: Section
    item: str
    linear: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: the cross-sections it shows, and what it tells of answers. `fault`: why it cannot be shown whatever the rest."""

    rests: tuple[Section, ...]
    moments: tuple[Moment, ...] = ()
    fault: str = ""


@dataclass(slots=True)
class Sheet:
    """A table as an attacker reads it."""

    name: str
    survey: str
    state: str
    counts: dict[Section, int] = field(default_factory=dict)
    """What is shown, and what follows from it by a division."""
    beneath: dict[Section, int] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    whole: set[str] = field(default_factory=set)
    """Variables of which every level is listed."""
    items: set[str] = field(default_factory=set)
    parts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """A name for "answered all of these", with the items meant."""
    full: set[Section] = field(default_factory=set)
    """Cross-sections that would tell the answer of everyone in a small group."""


def text(value: Any) -> str:
    """A level by its name, so that 1 and 1.0 and "1" are one."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def section(where: Mapping[str, Any]) -> Section:
    """Conditions as a cross-section; None takes all that have a value."""
    return frozenset((name, None if value is None else text(value)) for name, value in where.items())


def without(one: Section, variable: str) -> Section:
    """A cross-section without its condition on a variable."""
    return frozenset(part for part in one if part[0] != variable)


def levels_of(counts: Mapping[Section, int], domain: Section, item: str) -> dict[str, int]:
    """The known numbers of the levels of an item inside a domain."""
    found: dict[str, int] = {}
    for one, number in counts.items():
        if len(one) == len(domain) + 1 and domain < one:
            ((name, level),) = one - domain
            if name == item and level is not None:
                found[level] = number
    return found


def counts_beneath(source: Source, design: Design, result: Result, columns: Sequence[str] = ()) -> tuple[Table, ...]:
    """The counts on which a result rests, for `Leaving.beneath`: the levels of its items in its groups.

    `columns`: those of a regression's formula, whose whole cross-classification counts.
    """
    if columns:
        found = gather(source, design, {}, (), columns)
        sums = found.levels.summed(found.cases)
        cells = [
            (dict(zip(columns, name, strict=True)), int(number))
            for name, number in zip(found.levels.names, sums, strict=True)
        ]
        return (Table("beneath", tuple(cells)),)
    if result.kind == "regress":
        return ()  # the outcome alone would vouch for a model of any terms
    by = result.by
    items = {part.strip() for row in result.rows for part in str(row.keys["item"]).replace("/", ",").split(",")}
    tables = []
    for item in sorted(items & set(source.table.columns)):
        cells = []
        found = gather(source, design, {}, by, [item])
        for at, domain in enumerate(found.domains.names):
            inside = (found.domains.of == at) & (found.levels.of >= 0)
            sums = found.levels.summed(found.cases * inside)
            group = dict(zip(by, domain, strict=True))
            cells.append(({**group, item: None}, int(sums.sum())))
            if found.levels.count <= MOST_LEVELS:
                cells += [
                    ({**group, item: level}, int(number))
                    for (level,), number in zip(found.levels.names, sums, strict=True)
                ]
        tables.append(Table(item, tuple(cells)))
    return tuple(tables)


def sheet_of(given: Result | Table | Leaving, crowd: int, k: int) -> Sheet:
    """How a table reads. A kind of result that is not known here is refused: nobody has said what it gives away."""
    if isinstance(given, Table):
        return _of_table(given)
    leaving = given if isinstance(given, Leaving) else Leaving(given)
    result = leaving.result
    # Labels of one row, taken as a column's name, would be read as another cross-section.
    taken = {"item", "level", "row", "column", "at", "against", "term"} & {*result.by, *leaving.where}
    if result.kind not in KINDS or taken:
        raise AnalysisError("disclosure_kind", kind=result.kind, table=name_of(given), known=sorted(KINDS))
    sheet = Sheet(name_of(given), leaving.survey, leaving.state)
    where = dict(leaving.where)
    for table in leaving.beneath:
        for conditions, number in table.counts:
            if number is not None:
                sheet.beneath[section({**where, **conditions})] = number
    KINDS[result.kind](sheet, leaving, crowd, k)
    return sheet


def name_of(given: Result | Table | Leaving) -> str:
    """What a table is called in a ledger and in a refusal."""
    if isinstance(given, Table):
        return given.name
    leaving = given if isinstance(given, Leaving) else Leaving(given)
    if leaving.name:
        return leaving.name
    result = leaving.result
    items = list(dict.fromkeys(str(row.keys.get("item", "")) for row in result.rows))
    of = ", ".join(items[:3]) + (", …" if len(items) > 3 else "")
    return f"{result.kind} {of}" + (f" by {', '.join(result.by)}" if result.by else "") + f" ({result.data})"


def _of_table(table: Table) -> Sheet:
    sheet = Sheet(table.name, table.survey, table.state, items=set(table.items))
    for conditions, number in table.counts:
        if number is None:
            raise AnalysisError("disclosure_kind", kind="null", table=table.name, known=["0, 1, 2, …"])
        one = section(conditions)
        sheet.counts[one] = number
        sheet.lines.append(Line((one,)))
        if table.complete:
            sheet.whole |= {name for name, value in one if value is not None}
        sheet.items |= {name for name, value in one if value is None}
    return sheet


def _domain(leaving: Leaving, row: Row) -> dict[str, Any]:
    return {**leaving.where, **{name: row.keys[name] for name in leaving.result.by}}


def _proportions(sheet: Sheet, leaving: Leaving, crowd: int, k: int) -> None:
    whole: dict[Section, int] = {}
    for row in leaving.result.rows:
        domain, item = _domain(leaving, row), row.keys["item"]
        own, all_of = section({**domain, item: row.keys["level"]}), section({**domain, item: None})
        sheet.counts[own] = _n(row)
        whole[all_of] = whole.get(all_of, 0) + _n(row)
        sheet.lines.append(Line((own, all_of)))
        sheet.items.add(item)
        sheet.whole |= {item, *leaving.result.by}
    sheet.counts |= whole
    for line in sheet.lines:
        own, all_of = line.rests
        if 0 < sheet.counts[own] == whole[all_of] < crowd:
            ((item, _level),) = own - all_of
            sheet.full |= {other.rests[0] for other in sheet.lines if other.rests[1] == all_of}


def _crosstab(sheet: Sheet, leaving: Leaving, crowd: int, k: int) -> None:
    names = str(leaving.result.rows[0].keys["item"]).split(" x ") if leaving.result.rows else ["", ""]
    if len(names) != 2:
        raise AnalysisError("disclosure_kind", kind=" x ".join(names), table=sheet.name, known=["a x b"])
    rows, columns = names
    sheet.items, sheet.whole = {rows, columns}, {rows, columns}
    for row in leaving.result.rows:
        along = {**leaving.where, rows: row.keys["row"], columns: None}
        down = {**leaving.where, rows: None, columns: row.keys["column"]}
        own = section({**along, columns: row.keys["column"]})
        margins = (section(along), section(down), section({**leaving.where, rows: None, columns: None}))
        sheet.counts[own] = _n(row)
        for margin in margins:
            sheet.counts[margin] = sheet.counts.get(margin, 0) + _n(row)
        sheet.lines.append(Line((own, *margins)))
    for line in sheet.lines:
        for margin in line.rests[1:3]:
            if 0 < sheet.counts[line.rests[0]] == sheet.counts[margin] < crowd:
                sheet.full |= {other.rests[0] for other in sheet.lines if margin in other.rests[1:3]}


def _means(sheet: Sheet, leaving: Leaving, crowd: int, k: int) -> None:
    every: dict[str, set[str]] = {}
    for name, level in {each for one in sheet.beneath for each in one}:
        if level is not None:
            every.setdefault(name, set()).add(level)
    for row in leaving.result.rows:
        item, number = str(row.keys["item"]), _n(row)
        own = section({**_domain(leaving, row), item: None})
        sheet.counts[own] = number
        sheet.items.add(item)
        sheet.whole |= set(leaving.result.by)
        of_item = every.get(item, set())
        domain = without(own, item)
        levels = {level: sheet.beneath.get(domain | {(item, level)}, 0) for level in of_item}
        moments = (Moment(own, item),)
        if own in sheet.beneath:
            there = [level for level, count in levels.items() if count]
            if levels and sum(levels.values()) == number:
                sheet.whole.add(item)
            if len(there) == 1 and 0 < number < crowd:
                sheet.full.add(own)
            rests: tuple[Section, ...] = (own,)
            if 0 < len(of_item) <= 2:  # the mean of two values is the share of one
                shares = tuple(section({**dict(own), item: level}) for level in sorted(of_item))
                sheet.counts |= {share: sheet.beneath.get(share, 0) for share in shares}
                sheet.whole.add(item)
                rests = (own, *shares)
            sheet.lines.append(Line(rests, moments))
            continue
        alike = not row.se > 0
        if alike and 0 < number < crowd:
            sheet.full.add(own)
        unknown = number > 0 and (leaving.result.kind != "means" or 0 <= row.estimate <= 1)
        sheet.lines.append(Line((own,), moments, "unknown" if unknown else ""))


def _quantiles(sheet: Sheet, leaving: Leaving, crowd: int, k: int) -> None:
    for row in leaving.result.rows:
        item, at, number = str(row.keys["item"]), float(row.keys["at"]), _n(row)
        own = section({**_domain(leaving, row), item: None})
        sheet.counts[own] = number
        sheet.items.add(item)
        sheet.whole |= set(leaving.result.by)
        tail = number * min(at, 1 - at) < k
        sheet.lines.append(Line((own,), (Moment(own, item, linear=False),), "tail" if tail and number else ""))


def _several(sheet: Sheet, leaving: Leaving, crowd: int, k: int) -> None:
    """Ratios and scales: a row counts the cases that answered all its items."""
    mark = "/" if leaving.result.kind == "ratios" else ","
    for row in leaving.result.rows:
        name, domain = str(row.keys["item"]), _domain(leaving, row)
        parts = tuple(part.strip() for part in name.split(mark))
        own = section({**domain, name: None})
        sheet.counts[own] = _n(row)
        sheet.items |= {name, *parts}
        sheet.parts[name] = parts
        sheet.whole |= set(leaving.result.by)
        if not row.se > 0 and 0 < _n(row) < crowd:
            sheet.full.add(own)
        moments = tuple(Moment(section({**domain, part: None}), part, linear=False) for part in parts)
        sheet.lines.append(Line((own,), moments))


def _compared(sheet: Sheet, leaving: Leaving, crowd: int, k: int) -> None:
    """A difference of two groups shows both: whoever knows one mean knows the other."""
    (by,) = leaving.result.by
    for row in leaving.result.rows:
        item = str(row.keys["item"])
        groups = [section({**leaving.where, by: row.keys[key], item: None}) for key in (by, "against")]
        known = all(group in sheet.beneath for group in groups)
        if known:
            sheet.counts |= {group: sheet.beneath[group] for group in groups}
            for group in groups:
                levels = levels_of(sheet.beneath, without(group, item), item)
                if sum(count > 0 for count in levels.values()) == 1 and sheet.beneath[group] < crowd:
                    sheet.full.add(group)
        sheet.items.add(item)
        sheet.whole.add(by)
        moments = tuple(Moment(group, item, linear=False) for group in groups)
        sheet.lines.append(Line(tuple(groups) if known else (), moments, "" if known else "unknown"))


def _model(sheet: Sheet, leaving: Leaving, crowd: int, k: int) -> None:
    """A model shows every cell of its columns: with enough terms its coefficients are the means of the cells."""
    cells = {one: number for one, number in sheet.beneath.items() if number}
    names = sorted({name for one in cells for name, _level in one})
    levels = {name: sorted({level or "" for one in cells for each, level in one if each == name}) for name in names}
    few = [name for name in names if len(levels[name]) <= MOST_LEVELS]
    shown: dict[Section, int] = {}
    for one, number in cells.items():
        kept = frozenset((name, level if name in few else None) for name, level in one)
        shown[kept] = shown.get(kept, 0) + number
    small = any(number < k for number in shown.values())
    rests = () if small else tuple(sorted(shown, key=sorted_key))
    sheet.counts |= {one: shown[one] for one in rests}
    sheet.items |= set(names)
    moments = tuple(Moment(frozenset([(name, None)]), name, linear=False) for name in names)
    for _row in leaving.result.rows:
        sheet.lines.append(Line(rests, moments, "" if rests else "small" if small else "unknown"))


def sorted_key(one: Section) -> list[tuple[str, str]]:
    """An order of cross-sections that does not change from run to run."""
    return sorted((name, "" if level is None else f"={level}") for name, level in one)


def _n(row: Row) -> int:
    if row.n is None:
        raise AnalysisError("disclosure_kind", kind="null", table=str(row.keys), known=["0, 1, 2, …"])
    return row.n


KINDS = {
    "proportions": _proportions,
    "crosstab": _crosstab,
    "means": _means,
    "totals": _means,
    "quantiles": _quantiles,
    "ratios": _several,
    "alpha": _several,
    "omega": _several,
    "compare": _compared,
    "trend": _compared,
    "regress": _model,
}
"""What each kind of result gives away."""
