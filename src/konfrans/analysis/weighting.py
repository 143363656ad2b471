"""Weights fitted to margins, written into a copy of the file: all rows and columns in their order, the weights replaced."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from operator import and_
from pathlib import Path
from typing import Any

import ibis
import numpy as np

from konfrans.analysis.calibration import Level, Margins
from konfrans.analysis.design import Design
from konfrans.analysis.engine import Source
from konfrans.analysis.estimates import PLAIN, result_of
from konfrans.analysis.faults import AnalysisError
from konfrans.analysis.results import Result, Row
from konfrans.analysis.sample import gather

NEW = "weight"
"""The column of weights, where the design names none."""


def rake(source: Source, design: Design, margins: Margins, out: Path) -> Result:
    """Rake the weights (R: `rake`, to convergence) and write the file anew; a row for each level says what became of it."""
    if design.population is not None and not design.weight:
        raise AnalysisError("rake_weight")
    if out.suffix.lower() not in (".parquet", ".csv"):
        raise AnalysisError("option_value", option="--out", value=out.name, takes=".parquet, .csv")
    found = gather(source, design, {}, (), margins=margins)
    assert found.calibration is not None
    result = replace(result_of(source, design, "rake", found, PLAIN), df_rule="")
    for level in found.calibration.levels:
        keys = {"item": " x ".join(level.columns), "level": ", ".join(level.values)}
        more = {"before": level.before, "factor": level.factor}
        result.rows.append(Row(keys, level.total, np.nan, (np.nan, np.nan), np.nan, np.nan, level.cases, more))
    result.note("raked", rounds=found.calibration.rounds, file=out.name)
    weight: Any = source.table[design.weight].cast("float64") if design.weight else ibis.literal(1.0)
    by_columns: dict[tuple[str, ...], list[Level]] = {}
    for level in found.calibration.levels:
        by_columns.setdefault(level.columns, []).append(level)
    for levels in by_columns.values():
        weight = weight * ibis.cases(*((_is(source, level), level.factor) for level in levels), else_=None)
    name = design.weight or NEW
    if not design.weight and NEW in source.table.columns:
        raise AnalysisError("column_there", column=NEW, file=source.name)
    source.write(source.table.mutate(**{name: weight}), out)
    return result


def _is(source: Source, level: Level) -> Any:
    """Whether a case is of a level."""

    def holds(column: str, value: str) -> Any:
        return source.table[column] == (float(value) if source.numeric(column) else value)

    return reduce(and_, (holds(column, value) for column, value in zip(level.columns, level.values, strict=True)))
