"""The one grouped query behind an estimate: sums by sampling unit, domain and calibration cell. Sums of two files add up."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from operator import and_, mul
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np

from konfrans.analysis.coding import Column, coded, combined
from konfrans.analysis.design import Design
from konfrans.analysis.engine import Source
from konfrans.analysis.faults import AnalysisError, nearest
from konfrans.analysis.trimming import weight_of


def check_columns(source: Source, wanted: dict[str, Sequence[str]]) -> None:
    """Refuse a column that the file does not have."""
    known = source.table.columns
    for key, columns in wanted.items():
        for column in columns:
            if column not in known:
                raise AnalysisError("column_absent", key=key, column=column, nearest=nearest(column, known))
            if source.table.schema()[column].is_nested():
                raise AnalysisError("column_nested", key=key, column=column)


def numbers(source: Source, columns: Sequence[str], key: str) -> None:
    """Refuse a column of text where numbers are needed."""
    for column in columns:
        if not source.numeric(column):
            example = next(iter(source.collect(("example", column), partial(_example, source, column))[column]), None)
            if example is None:
                raise AnalysisError("column_empty", key=key, column=column, file=source.name)
            if _COMMA.fullmatch(str(example)):
                raise AnalysisError("column_comma", key=key, column=column, example=example)
            raise AnalysisError("column_text", key=key, column=column, example=example)


def _example(source: Source, column: str) -> ir.Table:
    return source.table[[column]].filter(ibis._[column].notnull()).limit(1)


def recoded(source: Source, design: Design, column: str, *, careful: bool = True) -> ir.Value:
    """A column with the codes that mean "no answer" taken out; with `careful` NaN too."""
    value: Any = source.table[column]
    codes = design.codes(column)
    if source.numeric(column):
        codes = [number for code in codes if (number := _number(code)) is not None]
        if careful and value.type().is_floating():
            # Asked whether it is NaN, DuckDB says no of Parquet whose statistics pass over it; as text it says so.
            value = ibis.ifelse(value.cast("string").isin(["nan", "NaN"]), ibis.null(value.type()), value)
    else:
        codes = [str(_number(code) if isinstance(code, float) else code).strip() for code in codes]
    return ibis.ifelse(value.isin(codes), ibis.null(value.type()), value) if codes else value


_COMMA = re.compile(r"\s*-?[\d. ]*,\d+\s*")
SUMMED = ("w:", "s:", "q:", "u:", "v:")
"""What begins so is a sum: zero where there is nothing to sum."""
Values = Callable[[Callable[[str], Any]], tuple[Any, ...]]
"""Of a function that gives the answers to a column, the factors whose product is a variable."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A variable to sum: its values, and the columns that all need a value for a case to count.

    `name` says what the values are, the same for the same values whoever asks: what was summed beforehand is found by it. Without
    `squared` its squares are not summed.
    """

    name: str
    values: Values
    needs: tuple[str, ...]
    squared: bool = True
    shared: bool = False
    """Others are made of it, by its name: it is computed once."""

    @property
    def key(self) -> str:
        return self.name if self.needs == (self.name,) else f"{self.name} | {self.together}"

    @property
    def together(self) -> str:
        return ", ".join(sorted(self.needs))


def answers(name: str) -> Values:
    """The answers to a column as they are."""
    return lambda of: (of(name),)


def items_of(source: Source, items: Sequence[str], key: str = "--items") -> dict[str, Wanted]:
    """Numeric columns as variables to sum."""
    if not items:
        raise AnalysisError("no_items")
    check_columns(source, {key: items})
    numbers(source, items, key)
    return {name: Wanted(name, answers(name), (name,)) for name in items}


def _number(code: Any) -> int | float | None:
    """A code as a number, also where it is written as text; None where it is none."""
    try:
        number = float(code)
    except ValueError:
        return None
    return int(number) if number.is_integer() else number


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
    squares: bool = True
    """Squares too, where a variable has them."""

    @property
    def together(self) -> dict[str, tuple[str, ...]]:
        """The columns that variables of several columns need: whether all have a value divides the cases."""
        return {want.together: want.needs for want in self.wanted if len(want.needs) > 1}

    def shape(self) -> tuple[Any, ...]:
        """What makes two requests the same query."""
        wanted = tuple((want.key, want.squared) for want in self.wanted)
        return wanted, self.codes, self.plain, self.each_case, self.replicates, self.squares


@dataclass(frozen=True, slots=True)
class Sums:
    """What a query brings: for each combination of `groups` one value of each column of `values`.

    Columns of groups: `key:x` as the file has them (units), `code:x` without the codes that mean "no answer"; a combination may stand in
    several rows. Columns of values: `all` and `weighed` (cases, and those with a weight), `cases`, `weights`, `low` and
    `high` (least and largest weight), `low:x` and `high:x` of a population; of each variable `n:` cases, `w:` weights, `s:` weighted
    values, `q:` weighted squares, `u:` values, `v:` squares; with `@column` behind, by a replicate weight. `n:` and `w:` are left out
    where every case of a group has a value, or none.
    """

    groups: dict[str, Column]
    values: dict[str, Column]

    @property
    def rows(self) -> int:
        return int(self.values["all"].size)


def sums_of(source: Source, design: Design, request: Request) -> Sums:
    """The sums of a file. NaN in a column of the file counts as no value."""

    def found(*, careful: bool) -> dict[str, Column]:
        shape = (design.model_dump_json(), request.shape(), careful)
        return source.collect(shape, lambda: _query(source, design, request, careful=careful), SUMMED)

    columns = found(careful=False)
    # A sum is NaN where a value was; most files hold none, and looking at each value costs as much as summing it.
    if any(name.startswith(SUMMED) and _nan(column) for name, column in columns.items()):
        columns = found(careful=True)
    sound = np.isfinite(np.asarray(columns["weights"], dtype=np.float64)).all()  # else the weights are told of first
    for name, column in columns.items() if sound else ():
        if name.startswith(SUMMED) and np.isinf(column).any():
            raise AnalysisError("value_infinite", column=name[2:].partition("@")[0], file=source.name)
    return _complete(request, columns, span_of(source, design))


Span = tuple[float, float]


def span_of(source: Source, design: Design) -> Span | None:
    """The least and the largest weight, where the file itself says them and none is zero or below; NaN and infinity show in the sums."""
    if design.trim is not None or not design.weight:
        return None if design.weight else (1.0, 1.0)
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
        if len(want.needs) > 1:
            there = columns[f"all:{want.together}"].astype(bool)
            own = (f"{kind}:{want.key}{behind}" for kind in "nwsquv" for behind in behinds)
            values |= {name: np.where(there, values[name], 0.0) for name in own if name in values}
    return Sums(groups, values)


def _nan(column: Column) -> bool:
    return column.dtype.kind == "f" and bool(np.isnan(column).any())


def _query(source: Source, design: Design, request: Request, *, careful: bool) -> ir.Table:
    units = [] if request.replicates else [*([design.strata] if design.strata else []), *design.cluster]
    sizes = design.population if isinstance(design.population, list) and not request.replicates else []
    columns: dict[str, Any] = {f"key:{name}": source.table[name] for name in units}
    # NaN may stay here: a group of that name is one of cases without a value.
    columns |= {f"code:{name}": recoded(source, design, name, careful=False) for name in request.codes}
    columns |= {f"size:{name}": source.table[name].cast("float64") for name in sizes}
    needed = dict.fromkeys(name for want in request.wanted for name in want.needs)
    columns |= {f"y:{name}": recoded(source, design, name, careful=careful).cast("float64") for name in needed}
    columns["w"] = weight_of(source, design)
    columns |= {f"rep:{name}": source.table[name].cast("float64") for name in request.replicates}
    if request.each_case or not (design.cluster or request.replicates):
        columns["key:"] = source.row()
    table = source.table.select(**columns)
    for want in request.wanted:
        if want.shared:
            table = table.mutate(**{f"y:{want.name}": want.values(partial(_answer, table))[0]})
    by: dict[str, Any] = {name: table[name] for name in columns if name.startswith(("key:", "code:"))}
    # A sum has a value where all that it is made of have one: asking it is cheaper than asking each.
    sums_of_needs = {want.together: want.name for want in request.wanted if want.shared}
    for together, needs in request.together.items():
        asked = [sums_of_needs[together]] if together in sums_of_needs else needs
        by[f"all:{together}"] = reduce(and_, (_answer(table, name).notnull() for name in asked))
    sure = {name for name in needed if name in source.whole and not design.codes(name)}
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
