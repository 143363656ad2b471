"""Weighted crosstabs with the second-order test of Rao and Scott.

Source: Rao and Scott 1984, Ann. Stat. 12(1); R's `svychisq(statistic = "F")`, whose table and degrees of freedom these are.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import special

from konfrans.analysis.design import Design
from konfrans.analysis.engine import Source
from konfrans.analysis.estimates import PLAIN, Asked, drawn, result_of, row_of
from konfrans.analysis.faults import AnalysisError
from konfrans.analysis.frame import Floats, invertible
from konfrans.analysis.results import Result
from konfrans.analysis.sample import Gathered, gather

MOST_CELLS = 2000
"""A larger table is no table, and its covariance would not fit into memory."""


def crosstab(source: Source, design: Design, rows: str, columns: str, asked: Asked = PLAIN) -> Result:
    """Shares of the whole in each cell, with their errors, and the test that rows and columns are independent."""
    found = gather(source, design, {}, (), [rows, columns], asked.raking)
    result = result_of(source, design, "crosstab", found, asked)
    heads = sorted({name[0] for name in found.levels.names}), sorted({name[1] for name in found.levels.names})
    if len(heads[0]) * len(heads[1]) > MOST_CELLS:
        raise AnalysisError(
            "too_many_levels", column=f"{rows} x {columns}", number=len(heads[0]) * len(heads[1]), most=MOST_CELLS
        )
    place = {name: heads[0].index(name[0]) * len(heads[1]) + heads[1].index(name[1]) for name in found.levels.names}
    cell = np.array([*(place[name] for name in found.levels.names), -1])[found.levels.of]
    there = cell >= 0
    if not there.any():
        raise AnalysisError("file_empty", file=source.name)
    count = len(heads[0]) * len(heads[1])
    weight, cases = np.where(there, found.weights, 0), np.where(there, found.cases, 0)
    whole, number = float(weight.sum()), float(cases.sum())
    totals = np.bincount(cell[there], weights=weight[there], minlength=count)
    counted = np.bincount(cell[there], weights=cases[there], minlength=count)
    shares = totals / whole
    centred = np.where(there[:, None], ((cell[:, None] == np.arange(count)) - shares) / whole, 0)

    def estimator(one: Gathered) -> Floats:
        weights = np.bincount(cell[there], weights=one.weights[there], minlength=count)
        return np.asarray(weights / weights.sum(), dtype=np.float64)

    covariance = found.covariance_of_cases(estimator, centred, cases)
    degrees = found.degrees()[0]
    spread = shares * (1 - shares) * number / (number - 1)
    simple = drawn(spread, np.full(count, number), np.full(count, whole), asked)
    table = shares.reshape(len(heads[0]), len(heads[1]))
    for at in range(count):
        row, column = divmod(at, len(heads[1]))
        more: dict[str, Any] = {
            "total": float(totals[at]),
            "share_of_row": float(table[row, column] / table[row].sum()),
            "share_of_column": float(table[row, column] / table[:, column].sum()),
        }
        keys = {"item": f"{rows} x {columns}", "row": heads[0][row], "column": heads[1][column]}
        df = asked.degrees(degrees)
        result.rows.append(row_of(keys, shares[at], covariance[at, at], df, asked, counted[at], simple[at], more))
    result.test = rao_scott(table, covariance, float(degrees))
    return result


def rao_scott(table: Floats, covariance: Floats, degrees: float) -> dict[str, float]:
    """The test of independence: F with its two degrees of freedom, and its probability.

    `table` holds shares (rows x columns), `covariance` is that of its cells row by row, `degrees` those of the design. It is not estimable
    where too few cells have cases, or none of them varies.
    """
    rows, columns = table.shape
    none = dict.fromkeys(("f", "ndf", "ddf", "p"), np.nan)
    if rows < 2 or columns < 2:
        return none
    one, two = np.eye(rows)[:, 1:], np.eye(columns)[:, 1:]
    main = np.hstack(
        [np.ones((rows * columns, 1)), np.kron(one, np.ones((columns, 1))), np.kron(np.ones((rows, 1)), two)]
    )
    crossed = np.kron(one, two)
    contrast = crossed - main @ np.linalg.lstsq(main, crossed, rcond=None)[0]
    flat = table.ravel()
    inverse = np.divide(1, flat, out=np.zeros_like(flat), where=flat > 0)[:, None] * contrast
    spread = contrast.T @ inverse
    if not invertible(spread):
        return none
    delta = np.linalg.solve(spread, inverse.T @ covariance @ inverse)
    trace = float(np.trace(delta))
    if not trace > 1e-20:  # no more than the last digits of a machine: no number of cases gives so little
        return none
    freedom = trace**2 / float(np.trace(delta @ delta))
    expected = np.outer(table.sum(axis=1), table.sum(axis=0))
    pearson = float(((table - expected) ** 2 / expected).sum())
    f = pearson / trace
    ddf = freedom * degrees
    return {"f": f, "ndf": freedom, "ddf": ddf, "p": float(special.fdtrc(freedom, ddf, f)) if ddf > 0 else np.nan}
