"""The one grouped query behind an estimate: sums by sampling unit, domain and calibration cell. Sums of two files add up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np

from konfrans.analysis.coding import Column, coded, combined
from konfrans.analysis.design import Design
from konfrans.analysis.engine import Source
from konfrans.analysis.faults import AnalysisError, nearest


def check_columns(source: Source, wanted: dict[str, Sequence[str]]) -> None:
    """Refuse a column that the file does not have."""
    known = source.table.columns
    for key, columns in wanted.items():
        for column in columns:
            if column not in known:
                raise AnalysisError("column_absent", key=key, column=column, nearest=nearest(column, known))


def numbers(source: Source, columns: Sequence[str], key: str) -> None:
    """Refuse a column of text where numbers are needed."""
    for column in columns:
        if not source.numeric(column):
            found = source.table[[column]].filter(ibis._[column].notnull()).limit(1)
            example = next(iter(source.collect(found)[column]), "")
            raise AnalysisError("column_text", key=key, column=column, example=example)


def recoded(source: Source, design: Design, column: str, *, careful: bool = True) -> ir.Value:
    """A column with the codes that mean "no answer" taken out; with `careful` NaN too."""
    value: Any = source.table[column]
    codes = design.codes(column)
    if source.numeric(column):
        codes = [code for code in codes if not isinstance(code, str)]
        if careful and value.type().is_floating():
            value = ibis.ifelse(value.isnan(), ibis.null(value.type()), value)
    else:
        codes = [str(code) for code in codes]
    return ibis.ifelse(value.isin(codes), ibis.null(value.type()), value) if codes else value


@dataclass(frozen=True, slots=True)
class Wanted:
    """A variable to sum: its values, and the columns that all need a value for a case to count.

    `name` says what the values are, the same for the same values whoever asks: what was summed beforehand is found by it.
    """

    name: str
    values: Any
    needs: tuple[str, ...]

    @property
    def key(self) -> str:
        return self.name if self.needs == (self.name,) else f"{self.name} | {', '.join(sorted(self.needs))}"


def items_of(source: Source, design: Design, items: Sequence[str], key: str = "--items") -> dict[str, Wanted]:
    """Numeric columns as variables to sum."""
    if not items:
        raise AnalysisError("no_items")
    check_columns(source, {key: items})
    numbers(source, items, key)
    return {name: Wanted(name, recoded(source, design, name, careful=False).cast("float64"), (name,)) for name in items}


@dataclass(frozen=True, slots=True)
class Request:
    """What to sum, and by what: the sampling units of the design and `codes`, columns whose values divide the cases."""

    wanted: tuple[Wanted, ...]
    codes: tuple[str, ...]
    plain: bool
    """Sums without weights too, which the errors after raking need."""
    each_case: bool
    replicates: tuple[str, ...]
    """Columns of replicate weights, for which all weighted sums are taken too."""


@dataclass(frozen=True, slots=True)
class Sums:
    """What a query brings: for each combination of `groups` one value of each column of `values`.

    Columns of groups: `key:x` as the file has them (units), `code:x` without the codes that mean "no answer". Columns of values: `all`
    and `weighed` (cases, and those with a weight), `cases`, `weights`, `low` and `high` (least and largest weight), `low:x` and `high:x`
    of a population; of each variable `n:` cases, `w:` weights, `s:` weighted values, `q:` weighted squares, `u:` values, `v:` squares;
    with `@column` behind, by a replicate weight.
    """

    groups: dict[str, Column]
    values: dict[str, Column]

    @property
    def rows(self) -> int:
        return int(self.values["cases"].size)


def sums_of(source: Source, design: Design, request: Request) -> Sums:
    """The sums of a file. NaN in a column of the file counts as no value."""
    found = source.collect(_query(source, design, request, careful=False))
    # A sum is NaN where a value was; most files hold none, and looking at each value costs as much as summing it.
    if any(
        name[:2] in ("s:", "q:") and np.isnan(np.asarray(column, dtype=float)).any() for name, column in found.items()
    ):
        found = source.collect(_query(source, design, request, careful=True))
    groups = {name: column for name, column in found.items() if name.startswith(("key:", "code:"))}
    return Sums(groups, {name: column for name, column in found.items() if name not in groups})


def _query(source: Source, design: Design, request: Request, *, careful: bool) -> ir.Table:
    units = [*([design.strata] if design.strata and not request.replicates else [])]
    units += [] if request.replicates else design.cluster
    sizes = design.population if isinstance(design.population, list) and not request.replicates else []
    columns: dict[str, Any] = {f"key:{name}": source.table[name] for name in units}
    columns |= {f"code:{name}": recoded(source, design, name) for name in request.codes}
    columns |= {f"size:{name}": source.table[name].cast("float64") for name in sizes}
    sure: set[str] = set()
    for want in request.wanted:
        there = reduce(and_, (recoded(source, design, one, careful=careful).notnull() for one in want.needs))
        values = want.values if len(want.needs) == 1 else there.ifelse(want.values, None)
        if careful and values.type().is_floating():
            values = ibis.ifelse(values.isnan(), ibis.null(values.type()), values)
        columns[f"item:{want.key}"] = values
        if all(name in source.whole and not design.codes(name) for name in want.needs):
            sure.add(want.key)
    columns["w"] = source.table[design.weight].cast("float64") if design.weight else ibis.literal(1.0)
    columns |= {f"rep:{name}": source.table[name].cast("float64") for name in request.replicates}
    if request.each_case or not (design.cluster or request.replicates):
        columns["key:"] = ibis.row_number()
    grouped_by = [name for name in columns if name.startswith(("key:", "code:"))]
    sums = _sums(design, request, sizes, sure)
    table = source.table.select(**columns)
    grouped = table.group_by(grouped_by).aggregate(**sums) if grouped_by else table.aggregate(**sums)
    return grouped.order_by("key:") if request.each_case else grouped


def _sums(design: Design, request: Request, sizes: Sequence[str], sure: set[str]) -> dict[str, Any]:
    w: Any = ibis._.w
    zero = design.zero_weights == "allow"
    sums: dict[str, Any] = {
        "all": ibis._.count(),
        "weighed": w.count(),
        "low": w.min(),
        "high": w.max(),
        "weights": w.sum(),
        "cases": (w != 0).sum() if zero else ibis._.count(),
    }
    for name in sizes:
        sums |= {f"low:{name}": ibis._[f"size:{name}"].min(), f"high:{name}": ibis._[f"size:{name}"].max()}
    for name in request.replicates:
        sums[f"weights@{name}"] = ibis._[f"rep:{name}"].sum()
    for want in request.wanted:
        key, y = want.key, ibis._[f"item:{want.key}"]
        there = y.notnull()
        if key not in sure:
            sums[f"n:{key}"] = (there & (w != 0)).sum() if zero else y.count()
            sums[f"w:{key}"] = there.ifelse(w, 0.0).sum()
        sums |= {f"s:{key}": (w * y).sum(), f"q:{key}": (w * y * y).sum()}
        if request.plain:
            sums |= {f"u:{key}": y.sum(), f"v:{key}": (y * y).sum()}
        for name in request.replicates:
            r: Any = ibis._[f"rep:{name}"]
            if key not in sure:
                sums[f"w:{key}@{name}"] = there.ifelse(r, 0.0).sum()
            sums |= {f"s:{key}@{name}": (r * y).sum(), f"q:{key}@{name}": (r * y * y).sum()}
    return sums


def added(all_sums: Iterable[Sums]) -> Sums:
    """Sums of several files, group by group, as if they were one file. Their groups and values have the same names."""
    several = list(all_sums)
    groups = {name: np.concatenate([one.groups[name] for one in several]) for name in several[0].groups}
    values = {name: np.concatenate([one.values[name] for one in several]) for name in several[0].values}
    return reduced(Sums(groups, values), list(groups))


def reduced(sums: Sums, kept: Sequence[str], values: Sequence[str] | None = None) -> Sums:
    """Sums by fewer groups: the columns `kept`."""
    codes = [coded(sums.groups[name]) for name in kept]
    place, first = combined([code for _names, code in codes], [len(names) + 1 for names, _code in codes], sums.rows)
    count = first.size
    groups = {name: sums.groups[name][first] for name in kept}

    def whole(name: str, column: Column) -> Column:
        if name.startswith(("low", "high")):
            extreme = np.full(count, np.inf if name.startswith("low") else -np.inf)
            (np.minimum if name.startswith("low") else np.maximum).at(extreme, place, np.asarray(column, dtype=float))
            return extreme
        return np.bincount(place, weights=np.nan_to_num(np.asarray(column, dtype=float)), minlength=count)

    chosen = sums.values if values is None else {name: sums.values[name] for name in values}
    return Sums(groups, {name: whole(name, column) for name, column in chosen.items()})
