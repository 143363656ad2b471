"""Quantiles by the rules that R names, with intervals by Woodruff's method.

Source: Woodruff 1952, J. Am. Stat. Assoc. 47; Hyndman and Fan 1996, Am. Stat. 50(4) for `hf1` to `hf9`; Shah and Vaish 2006; R's
`svyquantile` and its `qrule_*`, which this follows case by case, in the order of the file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from konfrans.analysis.design import Design
from konfrans.analysis.engine import Source
from konfrans.analysis.estimates import PLAIN, Asked, result_of
from konfrans.analysis.faults import AnalysisError
from konfrans.analysis.frame import Floats
from konfrans.analysis.gathering import Gathered, gather, items_of
from konfrans.analysis.intervals import critical, student
from konfrans.analysis.results import Result, Row

Rule = Callable[[Floats, Floats, float], float]
"""Values in their order, their weights, a share: the quantile."""


def quantiles(
    source: Source,
    design: Design,
    items: Sequence[str],
    at: Sequence[float],
    by: Sequence[str] = (),
    asked: Asked = PLAIN,
    rule: str = "math",
) -> Result:
    """Quantiles of numeric items (R: `svyquantile(~item, quantiles = at, na.rm = TRUE, qrule = rule)`).

    The degrees of freedom are those of clusters that have a value, as R counts them here.
    """
    if rule not in RULES:
        raise AnalysisError("option_value", option="--rule", value=rule, takes=list(RULES))
    if wrong := next((share for share in at if not 0 < share < 1), None):
        raise AnalysisError("option_value", option="--at", value=wrong, takes="0 < x < 1")
    result: Result | None = None
    for item in items:
        found = gather(source, design, items_of(source, design, [item]), by, margins=asked.margins, each_case=True)
        result = result or result_of(source, design, "quantiles", found, asked)
        one = found.measures[item]
        values = one.plain
        for domain, name in enumerate(found.domains.names):
            inside = (found.domains.of == domain) & (one.cases > 0)
            keys = {"item": item, **dict(zip(found.by, name, strict=True))}
            for share in at:
                result.rows.append(_row(found, keys, values, (domain, inside), one.weights, share, RULES[rule], asked))
    if result is None:
        raise AnalysisError("no_items")
    result.df_rule = "asked" if asked.df is not None else "answered"
    return result


def _row(
    found: Gathered,
    keys: dict[str, object],
    values: Floats,
    cases: tuple[int, npt.NDArray[np.bool_]],
    weights: Floats,
    share: float,
    rule: Rule,
    asked: Asked,
) -> Row:
    domain, inside = cases
    keys = {**keys, "at": share}
    order = np.argsort(values[inside], kind="stable")
    x, w = values[inside][order], weights[inside][order]
    if not x.size:
        return Row(keys, np.nan, np.nan, (np.nan, np.nan), np.nan, 0, 0)
    estimate = rule(x, w, share)
    df = asked.degrees(found.frame.degrees(inside))
    below = np.where(inside, (values <= estimate).astype(float), 0.0)
    whole = float(weights[inside].sum())
    mean = float((below * weights).sum() / whole)
    centred = np.where(inside, (below - mean) / whole, 0.0)
    z = found.linearised(centred * weights, centred)[:, [domain]]
    there = (found.leaves(inside.astype(float), found.domains) > 0)[:, [domain]]
    se_share = float(np.sqrt(found.frame.variances(z, there)[0]))
    low, high = student(mean, se_share, df, asked.level)
    ends = (rule(x, w, low) if low >= 0 else np.nan, rule(x, w, high) if high <= 1 else np.nan)
    se = (ends[1] - ends[0]) / (2 * critical(asked.level, df)) if df > 0 else np.nan
    return Row(keys, estimate, float(se), (float(ends[0]), float(ends[1])), np.nan, df, int(inside.sum()))


def _sums(w: Floats) -> tuple[Floats, float]:
    """Cumulated weights and their sum, in the wider numbers that R adds up in."""
    wide = np.cumsum(w.astype(np.longdouble))
    return wide.astype(np.float64), float(wide[-1])


def _around(x: Floats, w: Floats, share: float) -> tuple[float, float, int, float, float]:
    """R's `qs`: the values around a share, the place of the lower one, and how far the share is from both."""
    cumulated, whole = _sums(w)
    reached = np.flatnonzero(cumulated <= share * whole)
    low = int(reached[-1]) if reached.size else 0
    high = min(low + 1, x.size - 1)
    return float(x[low]), float(x[high]), low + 1, share - cumulated[low] / whole, cumulated[high] / whole - share


def _math(x: Floats, w: Floats, share: float) -> float:
    low, high, _place, before, _after = _around(x, w, share)
    return low if before == 0 else high


def _school(x: Floats, w: Floats, share: float) -> float:
    low, high, _place, before, _after = _around(x, w, share)
    return (low + high) / 2 if before == 0 else high


def _hf3(x: Floats, w: Floats, share: float) -> float:
    values, group = np.unique(x, return_inverse=True)
    low, high, place, before, _after = _around(values, np.bincount(group, weights=w).astype(np.float64), share)
    return low if before == 0 and place % 2 == 0 else high


def _hf4(x: Floats, w: Floats, share: float) -> float:
    low, high, _place, before, after = _around(x, w, share)
    part = before / (after + before)
    # So that two equal values give that value itself: R's sum of two products may miss it by a digit, and the share below it then jumps.
    return low + (high - low) * part


def _shahvaish(x: Floats, w: Floats, share: float) -> float:
    cumulated, _whole = _sums(w / (w.sum() / w.size))
    # The weight itself is halved, as R has it, not its share; places may then stand out of order.
    known, values = _steps((cumulated + 0.5 - w / 2) / (x.size + 1), x)
    reached = np.flatnonzero(known <= share)
    return float(values[reached[-1]] if reached.size else values[0])


def _steps(places: Floats, x: Floats) -> tuple[Floats, Floats]:
    """Places in their order, each once, with the mean of the values that share it."""
    known, group = np.unique(places, return_inverse=True)
    return known, np.bincount(group, weights=x) / np.bincount(group)


def _between(places: Callable[[Floats, Floats], Floats]) -> Rule:
    """A rule that draws a straight line between the values at their places (R's `approx(rule = 2)`, which takes the mean of ties)."""

    def rule(x: Floats, w: Floats, share: float) -> float:
        cumulated, _whole = _sums(w)
        return float(np.interp(share, *_steps(places(cumulated, w), x)))

    return rule


def _before(cumulated: Floats) -> Floats:
    return np.concatenate([[0.0], cumulated[:-1]])


RULES: dict[str, Rule] = {
    "math": _math,
    "school": _school,
    "shahvaish": _shahvaish,
    "hf1": _math,
    "hf2": _school,
    "hf3": _hf3,
    "hf4": _hf4,
    "hf5": _between(lambda c, w: (c - w / 2) / c[-1]),
    "hf6": _between(lambda c, w: c / (c[-1] + w[-1])),
    "hf7": _between(lambda c, w: _before(c) / (c[-2] if c.size > 1 else 1.0)),
    "hf8": _between(lambda c, w: (_before(c) / 3 + c * 2 / 3) / (c[-1] + w[-1] / 3)),
    "hf9": _between(lambda c, w: (_before(c) * 3 / 8 + c * 5 / 8) / (c[-1] + w[-1] / 4)),
}
"""The rules by R's names."""
