"""The grouped query behind an estimate, and what follows from its answer without being asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial, reduce
from math import prod
from operator import add, and_, mul
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np

from konfrans.analysis.coding import Column
from konfrans.analysis.design import Design
from konfrans.analysis.engine import Source
from konfrans.analysis.faults import AnalysisError
from konfrans.analysis.gathering import SUMMED, Request, Sums, recoded
from konfrans.analysis.trimming import weight_of

Span = tuple[float, float]
OWN = ("n:", "w:", "s:", "q:", "u:", "v:")
"""What is of a variable, and not of the cases."""


def sums_of(source: Source, design: Design, request: Request) -> Sums:
    """The sums of a file. NaN in a column of the file counts as no value."""
    gaps = {together: _with_gaps(source, design, needs) for together, needs in request.together.items()}
    gaps = {together: names for together, names in gaps.items() if names}
    units = bool(design.cluster or request.replicates) and not request.each_case
    if not (units and len(gaps) == 1 and all(want.together in gaps for want in request.wanted)):
        return _asked(source, design, request, ())
    # Cases that lack one of the answers count as cases and no more: asked apart, they cost the sums nothing.
    (answered,) = gaps.values()
    return _beside(_asked(source, design, replace(request, wanted=()), ()), _asked(source, design, request, answered))


def _with_gaps(source: Source, design: Design, names: Sequence[str]) -> tuple[str, ...]:
    """The columns that may lack an answer."""
    return tuple(name for name in names if name not in source.whole or design.codes(name))


def _beside(cases: Sums, answered: Sums) -> Sums:
    """The numbers of all cases, and in rows of their own the sums of those that answered."""

    def joined(name: str, column: Column) -> Column:
        if name.startswith(OWN):
            return np.concatenate([np.zeros(cases.rows), column])
        nothing = np.inf if name.startswith("low") else -np.inf if name.startswith("high") else 0.0
        return np.concatenate([cases.values[name], np.full(answered.rows, nothing)])

    groups = {name: np.concatenate([column, answered.groups[name]]) for name, column in cases.groups.items()}
    return Sums(groups, {name: joined(name, column) for name, column in answered.values.items()})


def _asked(source: Source, design: Design, request: Request, answered: tuple[str, ...]) -> Sums:
    """The sums of the cases that have a value in each column of `answered`."""
    packing = _packing(source, design, request)

    def found(*, careful: bool) -> dict[str, Column]:
        def query() -> ir.Table:
            return _query(source, design, request, answered, packing, careful=careful)

        return source.collect((design.model_dump_json(), request.shape(), answered, careful), query, SUMMED)

    columns = found(careful=False)
    # A sum is NaN where a value was; most files hold none, and looking at each value costs as much as summing it.
    if any(name.startswith(SUMMED) and _nan(column) for name, column in columns.items()):
        columns = found(careful=True)
    sound = np.isfinite(np.asarray(columns["weights"], dtype=np.float64)).all()  # else the weights are told of first
    for name, column in columns.items() if sound else ():
        if name.startswith(SUMMED) and np.isinf(column).any():
            raise AnalysisError("value_infinite", column=name[2:].partition("@")[0], file=source.name)
    return _complete(request, packing.unpacked(columns), span_of(source, design))


def _nan(column: Column) -> bool:
    return column.dtype.kind == "f" and bool(np.isnan(column).any())


def span_of(source: Source, design: Design) -> Span | None:
    """The least and the largest weight, where the file itself says them and none is zero or below; NaN and infinity show in the sums."""
    if not design.weight:
        return 1.0, 1.0
    if design.trim is not None:
        return None
    span = source.spans.get(design.weight)
    return span if span and span[0] > 0 else None


def _complete(request: Request, columns: dict[str, Column], span: Span | None) -> Sums:
    """What the query left out because it follows from the rest: the least and largest weight; cases and weights of a variable that has a
    value in every case, or, of several columns, in those rows where all of them have one."""
    groups = {name: column for name, column in columns.items() if name.startswith(("key:", "code:"))}
    values = {name: column for name, column in columns.items() if name not in groups and not name.startswith("all:")}
    if span is not None:
        values |= {"weighed": values["all"]}
        values |= {name: np.full(values["all"].size, end) for name, end in zip(("low", "high"), span, strict=True)}
    values.setdefault("cases", values["all"])
    behinds = ("", *(f"@{name}" for name in request.replicates))
    for want in request.wanted:
        values.setdefault(f"n:{want.key}", values["cases"])
        for behind in behinds:
            values.setdefault(f"w:{want.key}{behind}", values[f"weights{behind}"])
        if f"all:{want.together}" in columns:
            there = columns[f"all:{want.together}"].astype(bool)
            own = (f"{kind}{want.key}{behind}" for kind in OWN for behind in behinds)
            values |= {name: np.where(there, values[name], 0.0) for name in own if name in values}
    return Sums(groups, values)


PACKED = "packed"
MOST_PACKED, MOST_NARROW = 2**53, 2**31


@dataclass(frozen=True, slots=True)
class Packing:
    """Groups of whole numbers without gaps, grouped by as one number, which costs less than several: of each its name, its least value,
    and how many values it may have."""

    columns: tuple[tuple[str, int, int], ...] = ()

    def packed(self, table: Any) -> dict[str, Any]:
        """What a query groups by in place of the columns."""
        if not self.columns:
            return {}
        largest = max(abs(low) + size for _name, low, size in self.columns)
        narrow = max(largest, prod(size for _name, _low, size in self.columns)) < MOST_NARROW
        kind = "int32" if narrow else "int64"
        steps, step = [], 1
        for name, low, size in self.columns:
            steps.append((table[name].cast(kind) - ibis.literal(low, kind)) * ibis.literal(step, kind))
            step *= size
        return {PACKED: reduce(add, steps)}

    def unpacked(self, columns: dict[str, Column]) -> dict[str, Column]:
        """The columns of an answer, with those that were packed."""
        rest = columns.pop(PACKED, np.zeros(0)).astype(np.int64)
        for name, low, size in self.columns:
            rest, digit = np.divmod(rest, size)
            columns[name] = digit + low
        return columns


def _packing(source: Source, design: Design, request: Request) -> Packing:
    found: list[tuple[str, int, int]] = []
    if not request.each_case:
        named = [*((f"key:{name}", name) for name in _units(design, request))]
        named += [(f"code:{name}", name) for name in request.codes if not design.codes(name)]
        for key, name in named:
            if name in source.whole and name in source.spans:
                low, high = source.spans[name]
                room = MOST_PACKED / prod(size for _key, _low, size in found)
                if max(-low, high, high - low + 1) < room:
                    found.append((key, int(low), int(high - low) + 1))
    return Packing(tuple(found) if len(found) > 1 else ())


def _units(design: Design, request: Request) -> list[str]:
    return [] if request.replicates else [*([design.strata] if design.strata else []), *design.cluster]


def _query(
    source: Source, design: Design, request: Request, answered: tuple[str, ...], packing: Packing, *, careful: bool
) -> ir.Table:
    sizes = design.population if isinstance(design.population, list) and not request.replicates else []
    columns: dict[str, Any] = {f"key:{name}": source.table[name] for name in _units(design, request)}
    # NaN may stay here: a group of that name is one of cases without a value.
    columns |= {f"code:{name}": recoded(source, design, name, careful=False) for name in request.codes}
    columns |= {f"size:{name}": source.table[name].cast("float64") for name in sizes}
    needed = dict.fromkeys(name for want in request.wanted for name in want.needs)
    columns |= {f"y:{name}": recoded(source, design, name, careful=careful).cast("float64") for name in needed}
    columns["w"] = weight_of(source, design)
    columns |= {f"rep:{name}": source.table[name].cast("float64") for name in request.replicates}
    if request.each_case or not (design.cluster or request.replicates):
        columns["key:"] = source.row()
    # Of the columns of the file itself, so that an engine may pass over what it need not read.
    there = [recoded(source, design, name, careful=careful).notnull() for name in answered]
    table = (source.table.filter(there) if there else source.table).select(**columns)
    for want in request.wanted:
        if want.shared:
            table = table.mutate(**{f"y:{want.name}": want.values(partial(_answer, table))[0]})
    taken = {name for name, _low, _size in packing.columns}
    by: dict[str, Any] = {
        name: table[name] for name in columns if name.startswith(("key:", "code:")) and name not in taken
    }
    by |= packing.packed(table)
    # A sum has a value where all that it is made of have one: asking it is cheaper than asking each.
    sums_of_needs = {want.together: want.name for want in request.wanted if want.shared}
    for together, needs in request.together.items() if not answered else ():
        if _with_gaps(source, design, needs):
            asked = [sums_of_needs[together]] if together in sums_of_needs else needs
            by[f"all:{together}"] = reduce(and_, (_answer(table, name).notnull() for name in asked))
    sure = {*needed} - {*_with_gaps(source, design, tuple(needed))}
    sums = _sums(table, design, request, sizes, sure, span_of(source, design))
    grouped = table.group_by(**by).aggregate(**sums) if by else table.aggregate(**sums)
    return grouped.order_by("key:") if request.each_case else grouped


def _sums(
    table: Any, design: Design, request: Request, sizes: Sequence[str], sure: set[str], span: Span | None
) -> dict[str, Any]:
    w = table.w
    zero = design.zero_weights == "allow"
    sums: dict[str, Any] = {
        "all": table.count(),
        "weights": w.sum(),
    }
    if span is None:
        sums |= {"weighed": w.count(), "low": w.min(), "high": w.max()}
    if zero:
        sums["cases"] = (w != 0).sum()
    for name in sizes:
        sums |= {f"low:{name}": table[f"size:{name}"].min(), f"high:{name}": table[f"size:{name}"].max()}
    weights = {"": w, **{f"@{name}": table[f"rep:{name}"] for name in request.replicates}}
    sums |= {f"weights{behind}": r.sum() for behind, r in weights.items() if behind}
    for want in request.wanted:
        key = want.key
        factors = (_answer(table, want.name),) if want.shared else want.values(partial(_answer, table))
        y = reduce(mul, factors)
        counted = len(want.needs) == 1 and want.needs[0] not in sure
        if counted:
            sums[f"n:{key}"] = (y.notnull() & (w != 0)).sum() if zero else y.count()
        for behind, r in weights.items():
            if counted:
                # A product costs half of what a choice does; no weight is infinite or NaN (`check_weights`).
                sums[f"w:{key}{behind}"] = (r * y.notnull().cast("int8")).sum()
            # From the left, so that the engine finds the products which several sums begin with.
            sums[f"s:{key}{behind}"] = reduce(mul, factors, r).sum()
            if want.squared and request.squares:
                sums[f"q:{key}{behind}"] = reduce(mul, factors + factors, r).sum()
        if request.plain:
            sums |= {f"u:{key}": y.sum(), f"v:{key}": (y * y).sum()}
    return sums


def _answer(table: Any, name: str) -> Any:
    return table[f"y:{name}"]
