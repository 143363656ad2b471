"""The one grouped query behind an estimate: totals by sampling unit, domain and calibration cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt

from konfrans.analysis.calibration import Calibration, Margins, calibrate, fits_of
from konfrans.analysis.design import Design
from konfrans.analysis.engine import Source
from konfrans.analysis.faults import AnalysisError, nearest
from konfrans.analysis.frame import Floats, Frame, Ints, frame_of


@dataclass(frozen=True, slots=True)
class Measure:
    """What was summed of one variable, by gathered row: cases with a value, their weights, weighted values, weighted squares; values and
    squares without weights, which the errors after raking need."""

    cases: Floats
    weights: Floats
    sums: Floats
    squares: Floats
    plain: Floats
    plain_squares: Floats


@dataclass(frozen=True, slots=True)
class Classes:
    """A way to divide the gathered rows: the names of the classes in their order, and for each row its own (-1: in none)."""

    names: list[tuple[Any, ...]]
    of: Ints

    @property
    def count(self) -> int:
        return len(self.names)

    def summed(self, values: Floats) -> Floats:
        """Row values summed to classes."""
        inside = self.of >= 0
        return np.bincount(self.of[inside], weights=values[inside], minlength=self.count).astype(np.float64)


@dataclass(frozen=True, slots=True)
class Gathered:
    """The gathered rows: for each its leaf of the frame, its domain and its level, and what was summed in it."""

    frame: Frame
    by: tuple[str, ...]
    domains: Classes
    levels: Classes
    cases: Floats
    weights: Floats
    measures: dict[str, Measure]
    calibration: Calibration | None

    @property
    def outside(self) -> int:
        """Cases that are in no domain."""
        return int(self.cases[self.domains.of < 0].sum())

    def leaves(self, values: Floats, classes: Classes) -> Floats:
        """Row values summed to (leaves x classes)."""
        leaves, count = self.frame.leaves, classes.count
        inside = classes.of >= 0
        place = self.frame.leaf[inside] * count + classes.of[inside]
        flat = np.bincount(place, weights=values[inside], minlength=leaves * count)
        return np.asarray(flat, dtype=np.float64).reshape(leaves, count)

    def linearised(self, weighted: Floats, plain: Floats, classes: Classes | None = None) -> Floats:
        """Linearised values by leaf (leaves x classes), freed of what calibration explains.

        `weighted` and `plain`: the linearised variable summed over the cases of each row, with and without their weights.
        """
        classes = classes or self.domains
        totals = self.leaves(np.nan_to_num(weighted), classes)
        if self.calibration is None:
            return totals
        return self.calibration.residual(
            totals, np.nan_to_num(weighted), np.nan_to_num(plain), classes.of, classes.count
        )

    def mean(self, one: Measure) -> tuple[Floats, Floats]:
        """The mean of a variable in each domain, and its linearised values (leaves x domains)."""
        weight = self.domains.summed(one.weights)
        with np.errstate(divide="ignore", invalid="ignore"):
            mean = self.domains.summed(one.sums) / weight
            of, scale = mean[self.domains.of], weight[self.domains.of]
            z = self.linearised((one.sums - of * one.weights) / scale, (one.plain - of * one.cases) / scale)
        return mean, z

    def covariance(self, centred: Floats, cases: Floats) -> Floats:
        """Of several estimates over the whole sample: `centred` are their linearised variables, which cases of a row share (rows x estimates);
        `cases` are those that count."""
        weighted, plain = centred * self.weights[:, None], centred * self.cases[:, None]
        z = np.column_stack([self.linearised(weighted[:, at], plain[:, at]) for at in range(centred.shape[1])])
        there = self.leaves(cases, self.domains) > 0
        return self.frame.covariance(z, np.repeat(there, centred.shape[1], axis=1))

    def degrees(self) -> list[int]:
        """Degrees of freedom of each domain: all clusters where nothing is divided, else those that have cases in it (R's `degf`)."""
        there = self.cases > 0
        if not self.by:
            return [self.frame.degrees(there)]
        return [self.frame.degrees(there & (self.domains.of == at)) for at in range(self.domains.count)]


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


def recoded(source: Source, design: Design, column: str) -> ir.Value:
    """A column with the codes that mean "no answer" taken out."""
    value: Any = source.table[column]
    codes = design.codes(column)
    if source.numeric(column):
        codes = [code for code in codes if not isinstance(code, str)]
        if value.type().is_floating():
            value = ibis.ifelse(value.isnan(), ibis.null(value.type()), value)
    else:
        codes = [str(code) for code in codes]
    return ibis.ifelse(value.isin(codes), ibis.null(value.type()), value) if codes else value


@dataclass(frozen=True, slots=True)
class Wanted:
    """A variable to sum: its values, and the columns that all need a value for a case to count."""

    values: Any
    needs: tuple[str, ...]


def items_of(source: Source, design: Design, items: Sequence[str], key: str = "--items") -> dict[str, Wanted]:
    """Numeric columns as variables to sum."""
    if not items:
        raise AnalysisError("no_items")
    check_columns(source, {key: items})
    numbers(source, items, key)
    return {name: Wanted(recoded(source, design, name).cast("float64"), (name,)) for name in items}


def gather(
    source: Source,
    design: Design,
    wanted: dict[str, Wanted],
    by: Sequence[str] = (),
    levels: Sequence[str] = (),
    margins: Margins | None = None,
    each_case: bool = False,
) -> Gathered:
    """Totals of variables by sampling unit, domain, level and calibration cell, in one grouped query.

    With `each_case` a row is a case, in the order of the file.
    """
    fits = fits_of(design, margins)
    cells = list(dict.fromkeys(name for fit in fits for name in fit.columns))
    check_columns(source, {**design.columns(), "--by": by, "--margins": cells})
    if design.weight:
        numbers(source, [design.weight], "weight")
    units = [*([design.strata] if design.strata else []), *design.cluster]
    sizes = design.population if isinstance(design.population, list) else []
    numbers(source, sizes, "population")
    columns: dict[str, Any] = {f"key_{name}": source.table[name] for name in units}
    columns |= {f"by_{name}": recoded(source, design, name) for name in by}
    columns |= {f"level_{name}": recoded(source, design, name) for name in levels}
    columns |= {f"cell_{name}": recoded(source, design, name) for name in cells}
    columns |= {f"size_{name}": source.table[name].cast("float64") for name in sizes}
    for name, want in wanted.items():
        there = reduce(and_, (recoded(source, design, one).notnull() for one in want.needs))
        columns[f"item_{name}"] = want.values if len(want.needs) == 1 else there.ifelse(want.values, None)
    columns["w"] = source.table[design.weight].cast("float64") if design.weight else ibis.literal(1.0)
    if each_case or not design.cluster:
        columns["key___row"] = source.row()
    table = source.table.select(**columns)
    w: Any = ibis._.w
    sums: dict[str, Any] = {
        "all": ibis._.count(),
        "weighed": w.count(),
        "low": w.min(),
        "high": w.max(),
        "weights": w.sum(),
    }
    sums["cases"] = (w != 0).sum() if design.zero_weights == "allow" else ibis._.count()
    for name in sizes:
        sums |= {f"low_{name}": ibis._[f"size_{name}"].min(), f"high_{name}": ibis._[f"size_{name}"].max()}
    for name in wanted:
        y: Any = ibis._[f"item_{name}"]
        there = y.notnull() & (w != 0) if design.zero_weights == "allow" else y.notnull()
        sums |= {
            f"n_{name}": there.sum(),
            f"w_{name}": there.ifelse(w, 0.0).sum(),
            f"s_{name}": (w * y).sum(),
            f"q_{name}": (w * y * y).sum(),
        }
        if cells or each_case:
            sums |= {f"u_{name}": there.ifelse(y, 0.0).sum(), f"v_{name}": there.ifelse(y * y, 0.0).sum()}
    groups = [name for name in columns if name.startswith(("key_", "by_", "level_", "cell_"))]
    grouped = table.group_by(groups).aggregate(**sums) if groups else table.aggregate(**sums)
    found = source.collect(grouped.order_by("key___row") if each_case else grouped)
    rows = found["cases"].size
    if not rows or not found["all"].sum():
        raise AnalysisError("file_empty", file=source.name)
    _weights(design, found)
    keys = {name: found[f"key_{name}"] for name in (*units, *([] if design.cluster else ["__row"]))}
    for name in units:
        _whole(keys[name], found["all"], name, "strata" if name == design.strata else "cluster")
    keys |= {f"__{end}_{name}": found[f"{end}_{name}"] for name in sizes for end in ("low", "high")}
    frame = frame_of(design, keys, rows)
    cases, weights = _filled(found["cases"]), _filled(found["weights"])
    scale = _from_population(design, frame) if not design.weight else np.ones(rows)
    calibration = None
    if fits:
        values = {name: found[f"cell_{name}"] for name in cells}
        calibration = calibrate(fits, values, cases, weights * scale, frame.leaf, frame.leaves)
        scale = scale * calibration.factor
    measures = {
        name: Measure(
            _filled(found[f"n_{name}"]),
            _filled(found[f"w_{name}"]) * scale,
            _filled(found[f"s_{name}"]) * scale,
            _filled(found[f"q_{name}"]) * scale,
            _filled(found[f"u_{name}"]) if cells or each_case else np.zeros(rows),
            _filled(found[f"v_{name}"]) if cells or each_case else np.zeros(rows),
        )
        for name in wanted
    }
    domains = _classes([found[f"by_{name}"] for name in by], rows)
    divided = _classes([found[f"level_{name}"] for name in levels], rows)
    return Gathered(frame, tuple(by), domains, divided, cases, weights * scale, measures, calibration)


def _filled(values: npt.NDArray[Any]) -> Floats:
    return np.nan_to_num(np.asarray(values, dtype=np.float64), nan=0.0, posinf=np.inf, neginf=-np.inf)


def _weights(design: Design, found: dict[str, npt.NDArray[Any]]) -> None:
    """Refuse weights that are absent, infinite, zero or negative, unless the design allows them by name."""
    column = design.weight or ""
    if absent := int((found["all"] - found["weighed"]).sum()):
        raise AnalysisError("weight_missing", number=absent, column=column)
    low, high = _filled(found["low"]), _filled(found["high"])
    if not (np.isfinite(low).all() and np.isfinite(high).all()):
        raise AnalysisError("weight_infinite", number=int((~np.isfinite(high)).sum()), column=column)
    if design.zero_weights == "refuse" and (low == 0).any():
        raise AnalysisError("weight_zero", number=int((low == 0).sum()), column=column)
    if design.negative_weights == "refuse" and (low < 0).any():
        raise AnalysisError("weight_negative", number=int((low < 0).sum()), column=column)


def _whole(values: npt.NDArray[Any], cases: npt.NDArray[Any], column: str, key: str) -> None:
    absent = np.array([each is None or each != each for each in values.tolist()])  # NaN differs from itself
    if absent.any():
        raise AnalysisError("unit_missing", number=int(cases[absent].sum()), column=column, key=key)


def _from_population(design: Design, frame: Frame) -> Floats:
    """Weights as the sampling fractions give them, for each gathered row; ones where no population is given."""
    weight = np.ones(frame.leaf.size)
    if design.population is None:
        return weight
    node = frame.leaf
    for stage in reversed(frame.stages):
        node_here = stage.node[node]
        stratum = stage.stratum[node_here]
        weight = weight * (stage.population / stage.sampled)[stratum]
        node = node_here
    return weight


def _classes(columns: Sequence[npt.NDArray[Any]], rows: int) -> Classes:
    """The combinations of some columns, sorted; a row without a value in one of them is in no class."""
    if not columns:
        return Classes([()], np.zeros(rows, dtype=np.int64))
    tuples = list(zip(*(column.tolist() for column in columns), strict=True))
    whole = [all(each is not None and each == each for each in one) for one in tuples]
    known = sorted({one for one, ok in zip(tuples, whole, strict=True) if ok})
    place = {one: at for at, one in enumerate(known)}
    of = np.array([place[one] if ok else -1 for one, ok in zip(tuples, whole, strict=True)], dtype=np.int64)
    return Classes([tuple(_plain(each) for each in one) for one in known], of)


def _plain(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value
