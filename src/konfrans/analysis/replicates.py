"""Replicate weights that a file holds: variances from the estimates that they give, and their degrees of freedom.

Source: Wolter 2007, Introduction to Variance Estimation; R's `svrepdesign`, `svrVar` and `degf`, whose numbers these are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from typing import Any, Generic, TypeVar

import ibis.expr.types as ir
import numpy as np

from konfrans.analysis.coding import Column, coded, combined
from konfrans.analysis.design import Design
from konfrans.analysis.engine import Source, column_of
from konfrans.analysis.faults import AnalysisError, nearest
from konfrans.analysis.frame import Floats
from konfrans.analysis.gathering import check_columns, numbers, recoded

TOLERANCE = 1e-5
"""A column that is nearer than this, of its own length, to a combination of those before it adds no degree of freedom (as R has it)."""
Sample = TypeVar("Sample")
Ranks = dict[tuple[Any, ...], int]
Fitted = tuple[tuple[str, ...], dict[tuple[Any, ...], Floats]]
"""The columns that form calibration cells, and for each cell the factor of every replicate."""


@dataclass(frozen=True, slots=True)
class Replicated(Generic[Sample]):
    """The sample once with each replicate weight. `scale` and `rscales` multiply the squared deviations; with `mse` these are from the
    whole sample's estimate, else from the mean of the replicates."""

    scale: float
    rscales: Floats
    mse: bool
    samples: Callable[[], list[Sample]]
    ranks: Callable[[tuple[str, ...]], Ranks]

    def covariance(self, estimator: Callable[[Sample], Floats], whole: Sample) -> Floats:
        """Of some estimates; a replicate in which one cannot be told does not count for that one."""
        with np.errstate(divide="ignore", invalid="ignore"):
            estimates = np.stack([estimator(sample) for sample in self.samples()])
            known = np.isfinite(estimates)
            counted = known & (self.rscales > 0)[:, None]
            middle = np.where(counted, estimates, 0).sum(axis=0) / counted.sum(axis=0)
            apart = np.where(known, estimates - (estimator(whole) if self.mse else middle), 0)
        covariance = self.scale * (apart * self.rscales[:, None]).T @ apart
        covariance[:, ~known.any(axis=0)] = np.nan
        return np.asarray(covariance, dtype=np.float64)

    def degrees(self, by: tuple[str, ...], name: tuple[Any, ...]) -> int:
        """The rank of the weights of a domain, less one."""
        return self.ranks(by).get(name, 1) - 1


def columns_of(source: Source, design: Design) -> tuple[str, ...]:
    """The columns of replicate weights, in the order of the file; none where the design has none."""
    given = design.replicates
    if given is None:
        return ()
    if isinstance(given.columns, str):
        found = tuple(name for name in source.table.columns if fnmatchcase(name, given.columns))
        if not found:
            known = nearest(given.columns.rstrip("*"), source.table.columns)
            raise AnalysisError("column_absent", key="replicates.columns", column=given.columns, nearest=known)
    else:
        found = tuple(given.columns)
        check_columns(source, {"replicates.columns": found})
    if len(found) < 2:
        raise AnalysisError("replicates_few", number=len(found))
    numbers(source, found, "replicates.columns")
    return found


def check_gaps(source: Source, columns: Sequence[str]) -> None:
    """Refuse replicate weights that a case lacks."""
    asked = [name for name in columns if name not in source.spans]
    if asked:
        found = source.collect(("gaps", *asked), lambda: _gaps(source, asked))
        for name in asked:
            if number := int(found[name][0]):
                raise AnalysisError("replicates_gap", column=name, number=number)


def _gaps(source: Source, columns: Sequence[str]) -> ir.Table:
    def gaps(name: str) -> Any:
        value: Any = source.table[name].cast("float64")
        return (value.isnull() | value.isnan()).sum()

    return source.table.aggregate(**{name: gaps(name) for name in columns})


def replicated(
    source: Source,
    design: Design,
    columns: tuple[str, ...],
    placed: Callable[[str], Sample],
    fitted: Callable[[list[Sample]], Fitted],
) -> Replicated[Sample]:
    """The replicates of a sample that `placed` gives for each column of weights, and what fitting them to totals did (`fitted`)."""
    given = design.replicates
    assert given is not None
    number = len(columns)
    rscales = np.ones(number) if given.rscales is None else np.array(given.rscales, dtype=np.float64) * np.ones(1)
    if rscales.size not in (1, number):
        raise AnalysisError("replicates_rscales", number=rscales.size, replicates=number)
    if given.type == "JKn" and given.rscales is None:
        raise AnalysisError("replicates_jkn")
    by_type = {
        "JK1": (number - 1) / number,
        "BRR": 1 / number,
        "Fay": 1 / (number * (1 - given.rho) ** 2),
        "bootstrap": 1 / (number - 1),
    }
    scale = by_type.get(given.type, 1.0) if given.scale is None else given.scale

    @cache
    def samples() -> list[Sample]:
        return [placed(column) for column in columns]

    @cache
    def ranks(by: tuple[str, ...]) -> Ranks:
        return _ranks(source, design, columns, by, fitted(samples()))

    return Replicated(scale, rscales * np.ones(number), given.mse, samples, ranks)


def _ranks(source: Source, design: Design, columns: Sequence[str], by: Sequence[str], fitted: Fitted) -> Ranks:
    """The rank of the replicate weights in each domain, read batch by batch: what is kept of a batch is the triangle of its QR."""
    chosen = {f"by:{name}": recoded(source, design, name) for name in by}
    chosen |= {f"rep:{at}": source.table[name].cast("float64") for at, name in enumerate(columns)}
    cells, factors = fitted
    chosen |= {f"cell:{name}": recoded(source, design, name) for name in cells}
    kept: dict[tuple[Any, ...], Floats] = {}
    for arrow in source.batches(source.table.select(**chosen)):
        batch = {name: column_of(arrow.column(name)) for name in arrow.schema.names}
        weights = np.column_stack([batch[f"rep:{at}"] for at in range(len(columns))])
        if np.isnan(weights).any():
            at = int(np.isnan(weights).any(axis=0).argmax())
            raise AnalysisError("weight_missing", number=int(np.isnan(weights[:, at]).sum()), column=columns[at])
        if cells:
            weights = weights * _looked_up([batch[f"cell:{name}"] for name in cells], factors)
        pairs = [coded(batch[f"by:{name}"]) for name in by]
        place, first = combined([code for _names, code in pairs], [len(names) for names, _code in pairs], len(weights))
        for at, row in enumerate(first):
            if any(code[row] < 0 for _names, code in pairs):
                continue
            name = tuple(names[code[row]] for names, code in pairs)
            below = weights[place == at]
            above = kept.get(name)
            kept[name] = np.asarray(np.linalg.qr(below if above is None else np.vstack([above, below]), mode="r"))
    return {name: _rank(triangle) for name, triangle in kept.items()}


def _looked_up(cells: Sequence[Column], factors: dict[tuple[Any, ...], Floats]) -> Floats:
    """For each case the factors of its calibration cell."""
    pairs = [coded(column) for column in cells]
    place, first = combined([code for _names, code in pairs], [len(names) for names, _code in pairs], cells[0].size)
    return np.stack([factors[tuple(names[code[row]] for names, code in pairs)] for row in first])[place]


def _rank(matrix: Floats) -> int:
    """Columns that are not, within the tolerance, combinations of those before them (LINPACK's `dqrdc2`, which R uses)."""
    basis: list[Floats] = []
    for column in matrix.T:
        left = column.copy()
        for _again in range(2):  # once more takes back what rounding left
            for one in basis:
                left -= (one @ left) * one
        length = float(np.linalg.norm(left))
        if length >= TOLERANCE * (float(np.linalg.norm(column)) or 1.0):
            basis.append(left / length)
    return len(basis)
