"""The one grouped query behind an estimate: totals by sampling unit, domain and calibration cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt

from konfrans.analysis.design import Design
from konfrans.analysis.engine import Source
from konfrans.analysis.faults import Fault, nearest
from konfrans.analysis.frame import Floats, Frame, Ints, frame_of


@dataclass(frozen=True, slots=True)
class Measure:
    """What was summed of one variable, by gathered row: cases with a value, their weights, weighted values, weighted squares."""

    cases: Floats
    weights: Floats
    sums: Floats
    squares: Floats


@dataclass(frozen=True, slots=True)
class Gathered:
    """The gathered rows: for each its leaf of the frame and its domain (-1: in none), and what was summed in it."""

    frame: Frame
    by: tuple[str, ...]
    domains: list[tuple[Any, ...]]
    domain: Ints
    cases: Floats
    measures: dict[str, Measure]
    without_domain: int

    def by_leaf(self, values: Floats) -> Floats:
        """Row values (any sign) summed to (leaves x domains)."""
        leaves, count = self.frame.leaves, len(self.domains)
        inside = self.domain >= 0
        place = self.frame.leaf[inside] * count + self.domain[inside]
        flat = np.bincount(place, weights=values[inside], minlength=leaves * count)
        return np.asarray(flat, dtype=np.float64).reshape(leaves, count)

    def by_domain(self, values: Floats) -> Floats:
        """Row values summed to domains."""
        inside = self.domain >= 0
        return np.bincount(self.domain[inside], weights=values[inside], minlength=len(self.domains)).astype(np.float64)

    def degrees(self, at: int) -> int:
        """Degrees of freedom of a domain: all clusters where nothing is divided, else those that have cases in it (R's `degf`)."""
        return (
            self.frame.degrees((self.domain == at) & (self.cases > 0))
            if self.by
            else self.frame.degrees(self.cases > 0)
        )


def check_columns(source: Source, wanted: dict[str, Sequence[str]]) -> None:
    """Refuse a column that the file does not have."""
    known = source.table.columns
    for key, columns in wanted.items():
        for column in columns:
            if column not in known:
                raise Fault("column_absent", key=key, column=column, nearest=nearest(column, known))


def numbers(source: Source, columns: Sequence[str], key: str) -> None:
    """Refuse a column of text where numbers are needed."""
    for column in columns:
        if not source.numeric(column):
            found = source.table[[column]].filter(ibis._[column].notnull()).limit(1)
            example = next(iter(source.collect(found)[column]), "")
            raise Fault("column_text", key=key, column=column, example=example)


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


def gather(
    source: Source, design: Design, items: Sequence[str], by: Sequence[str] = (), key: str = "--items"
) -> Gathered:
    """Totals of numeric items by sampling unit and domain."""
    check_columns(source, {**design.columns(), key: items, "--by": by})
    numbers(source, items, key)
    if design.weight:
        numbers(source, [design.weight], "weight")
    units = [*([design.strata] if design.strata else []), *design.cluster]
    sizes = design.population if isinstance(design.population, list) else []
    numbers(source, sizes, "population")
    columns: dict[str, Any] = {f"key_{name}": source.table[name] for name in units}
    columns |= {f"by_{name}": recoded(source, design, name) for name in by}
    columns |= {f"size_{name}": source.table[name].cast("float64") for name in sizes}
    columns |= {f"item_{name}": recoded(source, design, name).cast("float64") for name in items}
    columns["w"] = source.table[design.weight].cast("float64") if design.weight else ibis.literal(1.0)
    if not design.cluster:
        columns["key___row"] = ibis.row_number()
    table = source.table.select(**columns)
    w: Any = ibis._.w
    sums: dict[str, Any] = {"cases": ibis._.count(), "weighed": w.count(), "low": w.min(), "high": w.max()}
    if design.zero_weights == "allow":
        sums["cases"] = (w != 0).sum()
    for name in sizes:
        sums |= {f"low_{name}": ibis._[f"size_{name}"].min(), f"high_{name}": ibis._[f"size_{name}"].max()}
    for name in items:
        y: Any = ibis._[f"item_{name}"]
        there = y.notnull() & (w != 0) if design.zero_weights == "allow" else y.notnull()
        sums |= {
            f"n_{name}": there.sum(),
            f"w_{name}": there.ifelse(w, 0.0).sum(),
            f"s_{name}": (w * y).sum(),
            f"q_{name}": (w * y * y).sum(),
        }
    groups = [name for name in columns if name.startswith(("key_", "by_"))]
    found = source.collect(table.group_by(groups).aggregate(**sums) if groups else table.aggregate(**sums))
    rows = found["cases"].size
    if not rows or not found["cases"].sum():
        raise Fault("file_empty", file=source.name)
    _weights(design, found)
    keys = {name: found[f"key_{name}"] for name in (*units, *([] if design.cluster else ["__row"]))}
    for name in units:
        _whole(keys[name], found["cases"], name, "strata" if name == design.strata else "cluster")
    keys |= {f"__low_{name}": found[f"low_{name}"] for name in sizes} | {
        f"__high_{name}": found[f"high_{name}"] for name in sizes
    }
    frame = frame_of(design, keys, rows)
    scale = _from_population(design, frame) if not design.weight else np.ones(rows)
    domains, domain = _domains(found, by, rows)
    measures = {
        name: Measure(
            _filled(found[f"n_{name}"]),
            _filled(found[f"w_{name}"]) * scale,
            _filled(found[f"s_{name}"]) * scale,
            _filled(found[f"q_{name}"]) * scale,
        )
        for name in items
    }
    cases = _filled(found["cases"])
    return Gathered(frame, tuple(by), domains, domain, cases, measures, int(cases[domain < 0].sum()))


def _filled(values: npt.NDArray[Any]) -> Floats:
    return np.nan_to_num(np.asarray(values, dtype=np.float64), nan=0.0, posinf=np.inf, neginf=-np.inf)


def _weights(design: Design, found: dict[str, npt.NDArray[Any]]) -> None:
    """Refuse weights that are absent, infinite, zero or negative, unless the design allows them by name."""
    column = design.weight or ""
    if design.zero_weights == "refuse" and (absent := int((found["cases"] - found["weighed"]).sum())):
        raise Fault("weight_missing", number=absent, column=column)
    low, high = _filled(found["low"]), _filled(found["high"])
    if not (np.isfinite(low).all() and np.isfinite(high).all()):
        raise Fault("weight_infinite", number=int((~np.isfinite(high)).sum()), column=column)
    if design.zero_weights == "refuse" and (low == 0).any():
        raise Fault("weight_zero", number=int((low == 0).sum()), column=column)
    if design.negative_weights == "refuse" and (low < 0).any():
        raise Fault("weight_negative", number=int((low < 0).sum()), column=column)


def _whole(values: npt.NDArray[Any], cases: npt.NDArray[Any], column: str, key: str) -> None:
    absent = np.array([each is None or each != each for each in values.tolist()])  # NaN differs from itself
    if absent.any():
        raise Fault("unit_missing", number=int(cases[absent].sum()), column=column, key=key)


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


def _domains(found: dict[str, npt.NDArray[Any]], by: Sequence[str], rows: int) -> tuple[list[tuple[Any, ...]], Ints]:
    """The domains in their order, and for each row its own; a row without a value of a variable is in none."""
    if not by:
        return [()], np.zeros(rows, dtype=np.int64)
    tuples = list(zip(*(found[f"by_{name}"].tolist() for name in by), strict=True))
    whole = [all(each is not None and each == each for each in one) for one in tuples]
    known = sorted({one for one, ok in zip(tuples, whole, strict=True) if ok})
    tidy = {one: place for place, one in enumerate(known)}
    domain = np.array([tidy[one] if ok else -1 for one, ok in zip(tuples, whole, strict=True)], dtype=np.int64)
    return [tuple(_plain(each) for each in one) for one in known], domain


def _plain(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value
