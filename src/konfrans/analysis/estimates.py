"""Totals, means and ratios with their linearised standard errors, intervals, design effects and degrees of freedom.

Each is a function of totals: the weighted values of its linearised variable, summed by leaf of the frame, give its variance. Source:
Särndal, Swensson and Wretman 1992, chapter 5; R's `svymean`, `svytotal`, `svyratio` say the same numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy import special

from konfrans.analysis.design import Design
from konfrans.analysis.engine import Source
from konfrans.analysis.frame import Floats
from konfrans.analysis.gathering import Gathered, Measure, gather
from konfrans.analysis.results import Result, Row

Replace = Literal["without", "replace"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of every estimate. `df` None: as the design has it; `inf`: the normal distribution."""

    level: float = 0.95
    df: float | None = None
    deff: Replace = "without"


def means(
    source: Source, design: Design, items: Sequence[str], by: Sequence[str] = (), asked: Asked | None = None
) -> Result:
    """Means of numeric items, over all cases that have a value (R: `svymean(~item, na.rm = TRUE, deff = TRUE)`, `svyby`)."""
    asked, found = asked or Asked(), gather(source, design, items, by)
    result = _result(source, design, "means", found, asked)
    for item in items:
        measure = found.measures[item]
        weight, total = found.by_domain(measure.weights), found.by_domain(measure.sums)
        with np.errstate(divide="ignore", invalid="ignore"):
            mean = total / weight
            z = (found.by_leaf(measure.sums) - found.by_leaf(measure.weights) * mean) / weight
        variance = _variance(found, z, measure)
        result.rows.extend(_rows(found, item, mean, variance, _simple(found, measure, mean, asked), measure, asked))
    return result


def totals(
    source: Source, design: Design, items: Sequence[str], by: Sequence[str] = (), asked: Asked | None = None
) -> Result:
    """Totals of numeric items over the population (R: `svytotal(~item, na.rm = TRUE, deff = TRUE)`)."""
    asked, found = asked or Asked(), gather(source, design, items, by)
    result = _result(source, design, "totals", found, asked)
    for item in items:
        measure = found.measures[item]
        weight, total = found.by_domain(measure.weights), found.by_domain(measure.sums)
        variance = _variance(found, found.by_leaf(measure.sums), measure)
        with np.errstate(divide="ignore", invalid="ignore"):
            simple = _simple(found, measure, total / weight, asked) * weight**2
        result.rows.extend(_rows(found, item, total, variance, simple, measure, asked))
    return result


def _variance(found: Gathered, z: Floats, measure: Measure) -> Floats:
    """Of linearised values by leaf; a domain without any case has none."""
    there = found.by_leaf(measure.cases) > 0
    variance = found.frame.variances(np.nan_to_num(z), there)
    variance[~there.any(axis=0)] = np.nan
    return variance


def _simple(found: Gathered, measure: Measure, mean: Floats, asked: Asked) -> Floats:
    """The variance that the mean would have in a simple random sample of as many cases (R's `deff`), drawn with or without replacement."""
    cases, weight = found.by_domain(measure.cases), found.by_domain(measure.weights)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.maximum(found.by_domain(measure.squares) / weight - mean**2, 0) * cases / (cases - 1)
        if asked.deff == "replace":
            return spread / cases
        without: Floats = np.where(weight < cases, np.nan, spread * (weight - cases) / (weight * cases))
        return without


def _result(source: Source, design: Design, kind: str, found: Gathered, asked: Asked) -> Result:
    rule = "asked" if asked.df is not None else "domain" if found.by else "all"
    result = Result(kind, source.name, design, asked.level, list(found.by), df_rule=rule)
    if found.without_domain:
        result.note("without_domain", number=found.without_domain, by=list(found.by))
    return result


def _rows(
    found: Gathered, item: str, estimate: Floats, variance: Floats, simple: Floats, measure: Measure, asked: Asked
) -> list[Row]:
    cases = found.by_domain(measure.cases)
    rows = []
    for at, domain in enumerate(found.domains):
        degrees = float(found.degrees(at)) if asked.df is None else asked.df
        # Without a degree of freedom nothing says how far the estimate may be off.
        se = float(np.sqrt(variance[at])) if degrees > 0 else np.nan
        deff = float(variance[at] / simple[at]) if degrees > 0 and simple[at] > 0 else np.nan
        low, high = interval(float(estimate[at]), se, degrees, asked.level)
        keys = {"item": item, **dict(zip(found.by, domain, strict=True))}
        rows.append(Row(keys, float(estimate[at]), se, (low, high), deff, degrees, int(cases[at])))
    return rows


def interval(estimate: float, se: float, degrees: float, level: float) -> tuple[float, float]:
    """A confidence interval by Student's t (R: `confint(x, df = degf(design))`); by the normal distribution where `degrees` is inf."""
    if not degrees > 0 or np.isnan(se):
        return np.nan, np.nan
    reach = se * quantile_t((1 + level) / 2, degrees)
    return estimate - reach, estimate + reach


def quantile_t(share: float, degrees: float) -> float:
    """Student's quantile."""
    return float(special.ndtri(share) if np.isinf(degrees) else special.stdtrit(degrees, share))
