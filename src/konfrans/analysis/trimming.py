"""Weights trimmed to a least and a largest one, their sum kept.

Source: R's `trimWeights(strict = TRUE)`: what is cut off is spread evenly over the cases that were not cut, until none is outside.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np

from konfrans.analysis.design import Design
from konfrans.analysis.engine import Source
from konfrans.analysis.faults import AnalysisError

PASSES = 1000


def weight_of(source: Source, design: Design) -> Any:
    """The weight of a case: of its column, trimmed if the design says so; one where there is no column."""
    weight: Any = source.table[design.weight].cast("float64") if design.weight else fraction(1.0)
    if design.trim is None:
        return weight
    if not design.weight or design.replicates:
        raise AnalysisError("trim_weight")
    least, largest = design.trim
    below, between = _moved(source, design.weight, least, largest)
    moved = ibis.cases(
        (weight < least, fraction(least + below)), (weight > largest, fraction(largest)), else_=weight + between
    )
    return ibis.least(moved, fraction(largest))


def fraction(value: float) -> Any:
    """A number as the engines' double: left to itself, DuckDB reads 1.25 as a decimal, and products of those soon have too many places."""
    return ibis.literal(repr(float(value))).cast("float64")


def _moved(source: Source, column: str, least: float, largest: float) -> tuple[float, float]:
    """What is added in all to weights that were too small, and to those that were not outside."""
    found = source.collect(("weights", column), partial(_weights, source, column))
    weights, cases = np.asarray(found["w"], dtype=np.float64), np.asarray(found["n"], dtype=np.float64)
    now = weights.copy()
    inside_of = (weights < least, (weights >= least) & (weights <= largest))
    for _pass in range(PASSES):
        outside = (now < least) | (now > largest)
        if not outside.any():
            break
        if outside.all():
            raise AnalysisError("trim_impossible", least=least, largest=largest)
        cut = np.clip(now, least, largest)
        share = float(((now - cut) * cases).sum() / cases[~outside].sum())
        now = np.where(outside, cut, now + share)
    else:
        raise AnalysisError("trim_impossible", least=least, largest=largest)

    def added(which: Any) -> float:
        """What was added to weights of a kind, as those tell that were not brought to the upper end; where all were, more than enough."""
        free = which & (now < largest * (1 - 1e-12))
        return float((now - np.maximum(weights, least))[free].max()) if free.any() else largest

    below, between = inside_of
    return added(below), added(between)


def _weights(source: Source, column: str) -> ir.Table:
    table = source.table.select(w=source.table[column].cast("float64"))
    return table.filter(ibis._.w.notnull()).group_by("w").aggregate(n=ibis._.count())
