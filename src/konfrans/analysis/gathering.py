"""What an estimate asks a file for, and the sums that it gets: by sampling unit, domain and calibration cell. Sums of two files add up.

`summing` writes the query.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np

from konfrans.analysis.coding import Column, coded, combined
from konfrans.analysis.design import Design
from konfrans.analysis.engine import Source
from konfrans.analysis.faults import AnalysisError, nearest
from konfrans.analysis.trimming import fraction


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


def shifted(want: Wanted, by: float) -> Wanted:
    """A variable counted from another point than zero."""
    return replace(want, name=f"{want.name} less {by!r}", values=lambda of: (want.values(of)[0] - fraction(by),))


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


def check_answered(source: Source, request: Request, found: Sums) -> None:
    """Refuse a column of numbers without any: what kind such a column is of, a file may say or not. Codes that mean "no answer" are some."""
    for want in request.wanted:
        for column in want.needs if not found.values[f"n:{want.key}"].any() else ():
            value = recoded(source, Design(), column)
            if not source.rows(source.table.select(value=value).filter(ibis._["value"].notnull()).limit(1))[
                "value"
            ].size:
                raise AnalysisError("column_empty", key="--items", column=column, file=source.name)


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
