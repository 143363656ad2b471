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
from konfrans.analysis.frame import Floats, Ints
from konfrans.analysis.gathering import items_of
from konfrans.analysis.intervals import critical, student
from konfrans.analysis.results import Result, Row
from konfrans.analysis.sample import Gathered, gather

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
        column = items_of(source, [item])
        if rule in STEPS:
            found = gather(source, design, {}, by, [item], asked.raking)
            names = np.array([name for (name,) in found.levels.names] + [np.nan], dtype=np.float64)
            values, answered = names[found.levels.of], found.levels.of >= 0
        else:
            found = gather(source, design, column, by, raking=asked.raking, each_case=True)
            values, answered = found.measures[item].plain, found.measures[item].cases > 0
        result = result or result_of(source, design, "quantiles", found, asked)
        for domain, name in enumerate(found.domains.names):
            inside = (found.domains.of == domain) & answered
            keys = {"item": item, **dict(zip(found.by, name, strict=True))}
            result.rows.extend(_row(found, keys, values, (domain, inside), share, rule, asked) for share in at)
    if result is None:
        raise AnalysisError("no_items")
    result.df_rule = "asked" if asked.df is not None else "replicates" if design.replicates else "answered"
    return result


def _row(
    found: Gathered,
    keys: dict[str, object],
    values: Floats,
    cases: tuple[int, npt.NDArray[np.bool_]],
    share: float,
    rule: str,
    asked: Asked,
) -> Row:
    domain, inside = cases
    keys = {**keys, "at": share}
    if not inside.any():
        return Row(keys, np.nan, np.nan, (np.nan, np.nan), np.nan, 0, 0)
    x, w = _sorted(values[inside], found.weights[inside], found.cases[inside], rule)
    estimate = RULES[rule](x, w, share)
    below = np.where(inside, (values <= estimate).astype(float), 0.0)

    def shares(one: Gathered) -> Floats:
        """The share at or below the quantile, in this domain."""
        return np.array([(below * one.weights)[inside].sum() / one.weights[inside].sum()])

    def linearised() -> Floats:
        centred = np.where(inside, (below - mean) / found.weights[inside].sum(), 0.0)
        return found.linearised(centred * found.weights, centred * found.cases)[:, [domain]]

    mean = float(shares(found)[0])
    there = (found.leaves(inside.astype(float), found.domains) > 0)[:, [domain]]
    se_share = float(np.sqrt(found.covariance(shares, linearised, there)[0, 0]))
    df = asked.degrees(_degrees(found, keys, inside))
    low, high = student(mean, se_share, df, asked.level)
    ends = (RULES[rule](x, w, low) if low >= 0 else np.nan, RULES[rule](x, w, high) if high <= 1 else np.nan)
    se = (ends[1] - ends[0]) / (2 * critical(asked.level, df)) if df > 0 else np.nan
    number = int(found.cases[inside].sum())
    return Row(keys, estimate, float(se), (float(ends[0]), float(ends[1])), np.nan, df, number)


def _degrees(found: Gathered, keys: dict[str, object], inside: npt.NDArray[np.bool_]) -> int:
    if found.replicates:
        return found.replicates.degrees(found.by, tuple(keys[name] for name in found.by))
    return found.frame.degrees(inside)


def _sorted(values: Floats, weights: Floats, cases: Floats, rule: str) -> tuple[Floats, Floats]:
    """Values in their order with their weights; for a rule of steps each value once."""
    if rule not in STEPS:
        order = np.argsort(values, kind="stable")
        return values[order], weights[order]
    x, group = np.unique(values, return_inverse=True)
    w = np.bincount(group, weights=weights).astype(np.float64)
    if rule != "hf3" and cases[group == 0].sum() > 1:
        # Below the first case R looks at the second one, which is of the same value here.
        return np.concatenate([x[:1], x]), np.concatenate([[0.0], w])
    return x, w


def _sums(w: Floats) -> tuple[Floats, float]:
    """Cumulated weights and their sum, in the wider numbers that R adds up in."""
    wide = np.cumsum(w.astype(np.longdouble))
    return wide.astype(np.float64), float(wide[-1])


def _reached(cumulated: Floats, share: float) -> Ints:
    """Where the cumulated weights have not gone beyond a share of their sum. A hit is a hit although sums of sums miss the last digits."""
    return np.flatnonzero(cumulated <= share * cumulated[-1] * (1 + HIT))


def _around(x: Floats, w: Floats, share: float) -> tuple[float, float, int, float, float]:
    """R's `qs`: the values around a share, the place of the lower one, and how far the share is from both."""
    cumulated, whole = _sums(w)
    reached = _reached(cumulated, share)
    low = int(reached[-1]) if reached.size else 0
    high = min(low + 1, x.size - 1)
    before = share - cumulated[low] / whole
    return (
        float(x[low]),
        float(x[high]),
        low + 1,
        0.0 if abs(before) <= HIT else before,
        cumulated[high] / whole - share,
    )


def _math(x: Floats, w: Floats, share: float) -> float:
    low, high, _place, before, _after = _around(x, w, share)
    return low if before == 0 else high


def _school(x: Floats, w: Floats, share: float) -> float:
    low, high, _place, before, _after = _around(x, w, share)
    return (low + high) / 2 if before == 0 else high


def _hf3(x: Floats, w: Floats, share: float) -> float:
    low, high, place, before, _after = _around(x, w, share)
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


HIT = 1e-13
STEPS = ("math", "school", "hf1", "hf2", "hf3")
"""Rules that need no more than how much weight each value has; the others look at single cases."""
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
