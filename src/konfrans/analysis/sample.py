"""The gathered sample: sums placed by sampling unit, domain and level, and the variances that the design gives to what is made of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from konfrans.analysis.calibration import NO_RAKING, Calibration, Raking, calibrate, fits_of
from konfrans.analysis.coding import Column, coded, combined
from konfrans.analysis.design import Design
from konfrans.analysis.engine import Source
from konfrans.analysis.faults import AnalysisError
from konfrans.analysis.frame import Floats, Frame, Ints, alone, firsts, frame_of, summed
from konfrans.analysis.gathering import Request, Sums, Wanted, check_columns, numbers, shifted
from konfrans.analysis.replicates import Replicated, check_gaps, columns_of, replicated

Estimator = Callable[["Gathered"], Floats]
"""Of a gathered sample, the estimates of all domains."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What was summed of one variable, by gathered row: cases with a value, their weights, weighted values, weighted squares; values and
    squares without weights, which the errors after raking need. Values are counted from `shift`."""

    cases: Floats
    weights: Floats
    sums: Floats
    squares: Floats
    plain: Floats
    plain_squares: Floats
    shift: float = 0.0

    @property
    def totals(self) -> Floats:
        """Weighted values counted from zero."""
        return self.sums + self.shift * self.weights if self.shift else self.sums

    @property
    def plain_totals(self) -> Floats:
        """Values without weights, counted from zero."""
        return self.plain + self.shift * self.cases if self.shift else self.plain


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
    replicates: Replicated[Gathered] | None = None
    """The same with each of the replicate weights, where the design has them."""
    units: dict[str, Column] = field(default_factory=dict)
    """The keys of the sampling units, row by row."""
    counted: list[int] = field(default_factory=list)
    """The degrees of freedom of the domains, once they were counted."""

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

    def mean(self, name: str) -> Floats:
        """The mean of a variable in each domain."""
        return self.centred(name) + self.measures[name].shift

    def centred(self, name: str) -> Floats:
        """The same counted from the shift of the variable, as its sums are: of means that lie close together all digits are kept."""
        one = self.measures[name]
        with np.errstate(divide="ignore", invalid="ignore"):
            return self.domains.summed(one.sums) / self.domains.summed(one.weights)

    def mean_linearised(self, name: str) -> Floats:
        """The linearised values of `mean` by leaf (leaves x domains)."""
        one, of = self.measures[name], self.domains.of
        with np.errstate(divide="ignore", invalid="ignore"):
            scale = self.domains.summed(one.weights)
            mean = self.domains.summed(one.sums) / scale
            return self.linearised(
                (one.sums - mean[of] * one.weights) / scale[of], (one.plain - mean[of] * one.cases) / scale[of]
            )

    def variances(self, estimator: Estimator, linearised: Callable[[], Floats], cases: Floats) -> Floats:
        """Of the estimates of all domains, as the design says: by replicates, or from `linearised` values by leaf (leaves x domains).

        `cases`: those of each row that count. A domain without any has no variance.
        """
        there = self.leaves(cases, self.domains) > 0
        if self.replicates:
            variance = np.diag(self.replicates.covariance(estimator, self)).copy()
        else:
            variance = self.frame.variances(linearised(), there)
        variance[~there.any(axis=0)] = np.nan
        return variance

    def covariance(
        self, estimator: Estimator, linearised: Callable[[], Floats], there: npt.NDArray[np.bool_]
    ) -> Floats:
        """As `variances`, with what the estimates share; `there` (leaves x estimates) says which leaves have cases of an estimate."""
        if self.replicates:
            return self.replicates.covariance(estimator, self)
        return self.frame.covariance(linearised(), there)

    def covariance_of_cases(self, estimator: Estimator, centred: Floats, cases: Floats) -> Floats:
        """Of several estimates over the whole sample: `centred` are their linearised variables, which cases of a row share (rows x
        estimates); `cases` are those that count."""

        def linearised() -> Floats:
            weighted, plain = centred * self.weights[:, None], centred * self.cases[:, None]
            if self.calibration is None and not self.by:
                return summed(np.nan_to_num(weighted), self.frame.leaf, self.frame.leaves)
            return np.column_stack([self.linearised(weighted[:, at], plain[:, at]) for at in range(centred.shape[1])])

        there = self.leaves(cases, self.domains) > 0
        return self.covariance(estimator, linearised, np.repeat(there, centred.shape[1], axis=1))

    def degrees(self) -> list[int]:
        """Degrees of freedom of each domain: all clusters where nothing is divided, else those that have cases in it (R's `degf`)."""
        if not self.counted:
            self.counted.extend(self._degrees())
        return self.counted

    def _degrees(self) -> list[int]:
        if self.replicates:
            return [self.replicates.degrees(self.by, name) for name in self.domains.names]
        there = self.cases > 0
        if not self.by:
            return [self.frame.degrees(there)]
        return [self.frame.degrees(there & (self.domains.of == at)) for at in range(self.domains.count)]

    def degrees_answered(self, rows: npt.NDArray[np.bool_]) -> int:
        """Degrees of freedom of the clusters that `rows` come from; of replicates those of all (as R counts in its models)."""
        return self.replicates.degrees((), ()) if self.replicates else self.frame.degrees(rows)


def gather(
    source: Source,
    design: Design,
    wanted: dict[str, Wanted],
    by: Sequence[str] = (),
    levels: Sequence[str] = (),
    raking: Raking = NO_RAKING,
    each_case: bool = False,
    squares: bool = True,
) -> Gathered:
    """Sums of variables by sampling unit, domain, level and calibration cell.

    With `each_case` a row is a case, in the order of the file; without `squares` no variable has its squares summed.
    """
    fits = fits_of(design, raking.margins)
    cells = list(dict.fromkeys(name for fit in fits for name in fit.columns))
    check_columns(source, {**design.columns(), "--by": by, "--items": levels, "--margins": cells})
    if design.weight:
        numbers(source, [design.weight], "weight")
    numbers(source, design.population if isinstance(design.population, list) else [], "population")
    repeated = columns_of(source, design)
    check_gaps(source, repeated)
    codes = tuple(dict.fromkeys([*by, *levels, *cells]))
    request = Request(tuple(wanted.values()), codes, bool(cells) or each_case, each_case, repeated, squares)
    sums = source.sums(design, request)
    shifts = _shifts(wanted, sums) if source.has_rows and not each_case else {}
    if shifts:
        wanted = {name: shifted(want, shifts[name]) if name in shifts else want for name, want in wanted.items()}
        sums = source.sums(design, replace(request, wanted=tuple(wanted.values())))
    if not sums.values["all"].sum():
        raise AnalysisError("file_empty", file=source.name)
    check_weights(design, sums.values)
    frame = alone(sums.rows) if repeated else _frame(design, sums)
    scale = np.ones(sums.rows) if design.weight else _from_population(design, frame)
    shared = (
        classes_of([sums.groups[f"code:{name}"] for name in by], sums.rows),
        classes_of([sums.groups[f"code:{name}"] for name in levels], sums.rows),
    )
    values = {name: sums.groups[f"code:{name}"] for name in cells}
    cases = _filled(sums.values["cases"])

    def placed(replicate: str = "") -> Gathered:
        """With the weights of the design, or with those of a replicate."""
        behind = f"@{replicate}" if replicate else ""
        weights, factor, calibration = _filled(sums.values[f"weights{behind}"]), scale, None
        if fits:
            calibration = calibrate(
                fits, values, cases, weights * scale, frame.leaf, frame.leaves, raking.rounds, raking.bounds
            )
            factor = scale * calibration.factor
        measures = {
            name: _measure(sums, want.key, behind, factor, shifts.get(name, 0.0)) for name, want in wanted.items()
        }
        units = {name: column for name, column in sums.groups.items() if name.startswith("key:")}
        return Gathered(frame, tuple(by), *shared, cases, weights * factor, measures, calibration, units=units)

    whole = placed()
    if not repeated:
        return whole

    def fitted(samples: list[Gathered]) -> tuple[tuple[str, ...], dict[tuple[Any, ...], Floats]]:
        if not fits:
            return (), {}
        place = classes_of([values[name] for name in cells], sums.rows)
        first = firsts(place.of, place.count)
        factors = np.stack([one.calibration.factor[first] for one in samples if one.calibration], axis=1)
        return tuple(cells), dict(zip(place.names, factors, strict=True))

    return replace(whole, replicates=replicated(source, design, repeated, placed, fitted))


CLOSE = 1e-6
"""Where values vary less than by the root of this part of their mean, squares of them would keep too few digits of how they vary."""


def _shifts(wanted: Mapping[str, Wanted], sums: Sums) -> dict[str, float]:
    """From where to count the variables that lie close together far from zero (R subtracts the mean first)."""
    found = {}
    for name, want in wanted.items():
        if want.needs != (want.name,) or f"q:{want.key}" not in sums.values:
            continue
        weight, whole, squares = (float(_filled(sums.values[f"{kind}:{want.key}"]).sum()) for kind in "wsq")
        if weight > 0 and whole != 0:
            mean = whole / weight
            if squares / weight - mean**2 < CLOSE * mean**2:
                found[name] = float(np.round(mean)) if abs(mean) >= 1 else mean
    return found


def _measure(sums: Sums, key: str, behind: str, factor: Floats, shift: float) -> Measure:
    def of(name: str) -> Floats:
        return _filled(sums.values[name]) if name in sums.values else np.zeros(sums.rows)

    return Measure(
        of(f"n:{key}"),
        of(f"w:{key}{behind}") * factor,
        of(f"s:{key}{behind}") * factor,
        of(f"q:{key}{behind}") * factor,
        of(f"u:{key}"),
        of(f"v:{key}"),
        shift,
    )


def _frame(design: Design, sums: Sums) -> Frame:
    units = [*([design.strata] if design.strata else []), *design.cluster]
    keys = {name: sums.groups[f"key:{name}"] for name in (*units, *([] if design.cluster else [""]))}
    for name in units:
        absent = coded(keys[name])[1] < 0
        if absent.any():
            key = "strata" if name == design.strata else "cluster"
            raise AnalysisError("unit_missing", number=int(sums.values["all"][absent].sum()), column=name, key=key)
    sizes = design.population if isinstance(design.population, list) else []
    keys |= {f"{end}:{name}": sums.values[f"{end}:{name}"] for name in sizes for end in ("low", "high")}
    return frame_of(design, keys, sums.rows)


def _filled(values: Column) -> Floats:
    return np.nan_to_num(np.asarray(values, dtype=np.float64), nan=0.0, posinf=np.inf, neginf=-np.inf)


def check_weights(design: Design, found: Mapping[str, Column]) -> None:
    """Refuse weights that are absent, infinite, zero or negative, unless the design allows them by name."""
    column = design.weight or ""
    if absent := int((found["all"] - found["weighed"]).sum()):
        raise AnalysisError("weight_missing", number=absent, column=column)
    weighed = np.asarray(found["weighed"], dtype=np.float64) > 0
    low, high, whole = (np.asarray(found[name], dtype=np.float64)[weighed] for name in ("low", "high", "weights"))
    odd = ~(np.isfinite(low) & np.isfinite(high) & np.isfinite(whole))
    if odd.any():
        raise AnalysisError("weight_infinite", number=int(odd.sum()), column=column)
    if design.zero_weights == "refuse" and (low == 0).any():
        raise AnalysisError("weight_zero", number=int((low == 0).sum()), column=column)
    if design.negative_weights == "refuse" and (low < 0).any():
        raise AnalysisError("weight_negative", number=int((low < 0).sum()), column=column)


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


def classes_of(columns: Sequence[Column], rows: int) -> Classes:
    """The combinations of some columns, sorted; a row without a value in one of them is in no class."""
    if not columns:
        return Classes([()], np.zeros(rows, dtype=np.int64))
    pairs = [coded(column) for column in columns]
    whole = np.all([code >= 0 for _names, code in pairs], axis=0)
    of = np.full(rows, -1, dtype=np.int64)
    if not whole.any():
        return Classes([], of)
    inside = [code[whole] for _names, code in pairs]
    place, first = combined(inside, [len(names) for names, _code in pairs], int(whole.sum()))
    of[whole] = place
    known = [tuple(names[code[at]] for (names, _all), code in zip(pairs, inside, strict=True)) for at in first]
    return Classes(known, of)
