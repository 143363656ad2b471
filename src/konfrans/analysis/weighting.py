"""Weights fitted to margins, written into a copy of the file: all rows and columns in their order, the weights replaced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from operator import and_, mul
from pathlib import Path
from typing import Any

import ibis
import numpy as np

from konfrans.analysis.calibration import Calibration, Level, Raking
from konfrans.analysis.design import Design
from konfrans.analysis.engine import Source
from konfrans.analysis.estimates import PLAIN, result_of
from konfrans.analysis.faults import AnalysisError
from konfrans.analysis.frame import Floats
from konfrans.analysis.results import Result, Row
from konfrans.analysis.sample import Gathered, gather
from konfrans.analysis.trimming import fraction, weight_of

NEW = "weight"
"""The column of weights, where the design names none."""


def rake(source: Source, design: Design, raking: Raking, out: Path) -> Result:
    """Rake the weights (R: `rake`, to convergence) and write the file anew; a row for each level says what became of it."""
    if out.suffix.lower() not in (".parquet", ".csv"):
        raise AnalysisError("option_value", option="--out", value=out.name, takes=".parquet, .csv")
    found, calibration = _calibrated(source, design, raking)
    result = replace(result_of(source, design, "rake", found, PLAIN), df_rule="")
    for level in calibration.levels:
        keys = {"item": " x ".join(level.columns), "level": ", ".join(level.values)}
        more = {"before": level.before, "factor": level.factor}
        result.rows.append(Row(keys, level.total, np.nan, (np.nan, np.nan), np.nan, np.nan, level.cases, more))
    result.note("raked", rounds=calibration.rounds, file=out.name)
    name = design.weight or NEW
    if not design.weight and NEW in source.table.columns:
        raise AnalysisError("column_there", column=NEW, file=source.name)
    source.write(source.table.mutate(**{name: _raked(source, design, raking, calibration)}), out)
    return result


def weights(source: Source, design: Design, raking: Raking) -> Floats:
    """The raked weights of all cases, in the order of the file (R: `weights(rake(…))`)."""
    _found, calibration = _calibrated(source, design, raking)
    return source.rows(source.table.select(w=_raked(source, design, raking, calibration)))["w"]


def _calibrated(source: Source, design: Design, raking: Raking) -> tuple[Gathered, Calibration]:
    if design.population is not None and not design.weight:
        raise AnalysisError("rake_weight")
    found = gather(source, design, {}, (), raking=raking)
    assert found.calibration is not None
    return found, found.calibration


def _raked(source: Source, design: Design, raking: Raking, calibration: Calibration) -> Any:
    """The weight of a case times what its levels multiply it by."""
    levels = calibration.levels
    weight: Any = weight_of(source, design) * _factor(source, [level for level in levels if level.post])
    raked = _factor(source, [level for level in levels if not level.post])
    if raking.bounds:
        raked = ibis.least(ibis.greatest(raked, fraction(raking.bounds[0])), fraction(raking.bounds[1]))
    return weight * raked


def _factor(source: Source, levels: Sequence[Level]) -> Any:
    """What a case's levels multiply its weight by: of each margin one of them."""
    by_columns: dict[tuple[str, ...], list[Level]] = {}
    for level in levels:
        by_columns.setdefault(level.columns, []).append(level)
    factors = (
        ibis.cases(*((_is(source, level), fraction(level.factor)) for level in of_margin), else_=None)
        for of_margin in by_columns.values()
    )
    return reduce(mul, factors, fraction(1.0))


def _is(source: Source, level: Level) -> Any:
    """Whether a case is of a level."""

    def holds(column: str, value: str) -> Any:
        if source.table.schema()[column].is_boolean():
            return source.table[column] == (value == "True")
        return source.table[column] == (float(value) if source.numeric(column) else value)

    return reduce(and_, (holds(column, value) for column, value in zip(level.columns, level.values, strict=True)))
