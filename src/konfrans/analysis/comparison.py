"""Differences of means between groups, and between waves that share clusters.

All groups are estimated in one design, so that what clusters share is kept. The tests are those of a regression on the groups (R:
`svyttest`, and `svyglm` with `regTermTest`), with its degrees of freedom; Holm 1979, Scand. J. Stat. 6(2) for many.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
from scipy import special

from konfrans.analysis.design import Design
from konfrans.analysis.engine import Source
from konfrans.analysis.estimates import MOST_LEVELS, PLAIN, Asked, result_of, row_of
from konfrans.analysis.faults import AnalysisError, shown
from konfrans.analysis.frame import Floats, invertible
from konfrans.analysis.gathering import items_of
from konfrans.analysis.results import Result, Row
from konfrans.analysis.sample import Gathered, gather


def compare(
    source: Source, design: Design, items: Sequence[str], by: str, against: str | None = None, asked: Asked = PLAIN
) -> Result:
    """Every group against every earlier one, or all against one that is named."""
    return _differences(source, design, items, by, against, asked, "compare", every=True)


def trend(
    source: Source, design: Design, items: Sequence[str], wave: str, against: str | None = None, asked: Asked = PLAIN
) -> Result:
    """Every wave against the one before it, or all against one that is named."""
    return _differences(source, design, items, wave, against, asked, "trend", every=False)


def _differences(
    source: Source,
    design: Design,
    items: Sequence[str],
    by: str,
    against: str | None,
    asked: Asked,
    kind: str,
    *,
    every: bool,
) -> Result:
    found = gather(source, design, items_of(source, items), [by], raking=asked.raking)
    if found.domains.count > MOST_LEVELS:
        raise AnalysisError("too_many_levels", column=by, number=found.domains.count, most=MOST_LEVELS)
    result = result_of(source, design, kind, found, asked)
    result.df_rule = "asked" if asked.df is not None else "replicates" if design.replicates else "model"
    tests: list[dict[str, Any]] = []
    for item in items:
        one = found.measures[item]
        cases = found.domains.summed(one.cases)
        groups = [at for at in range(found.domains.count) if cases[at] > 0]
        names = [found.domains.names[at][0] for at in groups]
        pairs = _pairs(names, against, by, every=every)
        mean = found.centred(item)
        covariance = _covariance(found, item, groups)
        answered = (one.cases > 0) & (found.domains.of >= 0)
        df = asked.degrees(found.degrees_answered(answered) + 1 - len(groups))
        single = _single(found, groups)
        for new, old in pairs:
            difference = float(mean[groups[new]] - mean[groups[old]])
            variance = covariance[new, new] + covariance[old, old] - 2 * covariance[new, old]
            if single[new] and single[old] and variance <= (1e-12 * difference) ** 2:
                variance = np.nan  # one cluster each: nothing says how far either may be off
            keys = {"item": item, by: names[new], "against": names[old]}
            row = row_of(keys, difference, variance, df, asked, cases[groups[new]] + cases[groups[old]])
            row.more["p"] = p_of(row)
            result.rows.append(row)
        if len(groups) > 2:
            tests.append({"item": item, **wald(mean[groups], covariance, df)})
    result.rows = corrected(result.rows)
    if tests:
        result.test = tests[0] if len(tests) == 1 else tests
    return result


def _covariance(found: Gathered, item: str, groups: list[int]) -> Floats:
    """Of the means of some groups."""
    there = (found.leaves(found.measures[item].cases, found.domains) > 0)[:, groups]
    return found.covariance(
        lambda one: one.centred(item)[groups], lambda: found.mean_linearised(item)[:, groups], there
    )


def _single(found: Gathered, groups: list[int]) -> list[bool]:
    """Of some groups, whether their cases leave no degree of freedom; replicate weights do not say it."""
    return [not found.replicates and found.degrees()[at] <= 0 for at in groups]


def _pairs(names: Sequence[Any], against: str | None, by: str, *, every: bool) -> list[tuple[int, int]]:
    if len(names) < 2:
        raise AnalysisError("one_group", column=by, groups=shown(names))
    if against is None:
        if every:
            return [(new, old) for old, new in combinations(range(len(names)), 2)]
        return [(at, at - 1) for at in range(1, len(names))]
    texts = [str(name) for name in names]
    if against not in texts:
        raise AnalysisError("option_value", option="--against", value=against, takes=texts)
    base = texts.index(against)
    return [(at, base) for at in range(len(names)) if at != base]


def p_of(row: Row) -> float:
    """The probability of an estimate as far from zero, either way, by Student's t."""
    if not (row.df > 0 and row.se > 0):
        return np.nan
    t = -abs(row.estimate / row.se)
    return float(2 * (special.ndtr(t) if np.isinf(row.df) else special.stdtr(row.df, t)))


def wald(means: Any, covariance: Any, degrees: float) -> dict[str, float]:
    """Wald's test that all means are equal (R: `regTermTest(model, ~group)`); not estimable where groups do not vary apart from each other."""
    apart = np.hstack([-np.ones((len(means) - 1, 1)), np.eye(len(means) - 1)])
    difference, spread = apart @ means, apart @ covariance @ apart.T
    if not invertible(spread):
        return dict.fromkeys(("f", "ndf", "ddf", "p"), np.nan)
    f = float(difference @ np.linalg.solve(spread, difference)) / len(difference)
    if np.isinf(degrees):
        p = float(special.chdtrc(len(difference), f * len(difference)))
    else:
        p = float(special.fdtrc(len(difference), degrees, f)) if degrees > 0 else np.nan
    return {"f": f, "ndf": float(len(difference)), "ddf": degrees, "p": p}


def corrected(rows: Sequence[Row]) -> list[Row]:
    """Differences with their probabilities corrected for being so many."""
    adjusted = holm([row.more["p"] for row in rows])
    return [replace(row, more={**row.more, "p_holm": p}) for row, p in zip(rows, adjusted, strict=True)]


def holm(given: Sequence[float]) -> list[float]:
    """Probabilities corrected for being many (R: `p.adjust(p, "holm")`); what is not estimable stays so."""
    known = [at for at, p in enumerate(given) if not np.isnan(p)]
    adjusted, worst = list(given), 0.0
    for rank, at in enumerate(sorted(known, key=lambda each: given[each])):
        worst = max(worst, min(1.0, (len(known) - rank) * given[at]))
        adjusted[at] = worst
    return adjusted
