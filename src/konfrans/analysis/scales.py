"""Whether items measure one thing: Cronbach's alpha and McDonald's omega with their errors, and what each item does to them.

Source: Cronbach 1951, Psychometrika 16(3); R's `svycralpha`. The standard error is that of the linearised alpha.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import combinations_with_replacement
from operator import add
from typing import Any

import numpy as np
from scipy import optimize

from konfrans.analysis.design import Design
from konfrans.analysis.engine import Source
from konfrans.analysis.estimates import PLAIN, Asked, result_of, row_of
from konfrans.analysis.faults import AnalysisError
from konfrans.analysis.frame import Floats
from konfrans.analysis.gathering import Values, Wanted, answers, items_of
from konfrans.analysis.results import Result
from konfrans.analysis.sample import Gathered, gather
from konfrans.analysis.trimming import fraction

SCORE, SQUARES = "", " squares"
"""The sum of the items, and the sum of their squares."""
LEAST = float(np.log(0.005))
"""No uniqueness is less, as R's `factanal` has it; its logarithm."""


def alpha(
    source: Source,
    design: Design,
    items: Sequence[str],
    by: Sequence[str] = (),
    asked: Asked = PLAIN,
    each: bool = True,
) -> Result:
    """Alpha over the cases that answered every item, and with `each` what every item does to it.

    Items that the design calls reversed are turned round first.
    """
    if len(items) < 2:
        raise AnalysisError("two_items")
    items_of(source, items)
    # What is turned round is another variable than the column, so it has a name of its own.
    named = {name: f"{name} turned" if name in design.reversed else name for name in items}
    score = " + ".join(sorted(named.values()))
    needs = tuple(items)
    wanted = {name: Wanted(named[name], _turned(design, name), needs, squared=each) for name in items}
    wanted[SCORE] = Wanted(score, _score(design, items), needs, shared=True)
    # The sum of the squares is one variable, so that alpha needs no square of each item.
    wanted[SQUARES] = Wanted(f"squares of {score}", _squares(design, items), needs, squared=False)
    if each:
        wanted |= {
            f"{name} score": Wanted(
                f"{named[name]} * ({score})", _with_score(design, name, score), needs, squared=False
            )
            for name in items
        }
    found = gather(source, design, wanted, by, raking=asked.raking)
    result = result_of(source, design, "alpha", found, asked)
    variance = found.variances(lambda one: _alpha(one, items).values, lambda: _linearised(found, items), _cases(found))
    whole, told = _alpha(found, items), _each(found, items) if each else {}
    cases, degrees = found.domains.summed(_cases(found)), found.degrees()
    for at, name in enumerate(found.domains.names):
        keys = {"item": ",".join(items), **dict(zip(found.by, name, strict=True))}
        more: dict[str, Any] = {"alpha": float(whole.values[at])}
        if each:
            more["items"] = [
                {
                    "item": item,
                    **{key: _number(value[at]) for key, value in told[item].items()},
                    "reversed": item in design.reversed,
                }
                for item in items
            ]
        df = asked.degrees(degrees[at])
        result.rows.append(row_of(keys, whole.values[at], variance[at], df, asked, cases[at], more=more))
    return result


@dataclass(frozen=True, slots=True)
class Alpha:
    """Of each domain: the means of the items, the sum of their variances, mean and variance of their sum, and alpha."""

    means: dict[str, Floats]
    parts: Floats
    mean: Floats
    spread: Floats
    values: Floats


def _cases(found: Gathered) -> Floats:
    return found.measures[SCORE].cases


def _alpha(found: Gathered, items: Sequence[str]) -> Alpha:
    with np.errstate(divide="ignore", invalid="ignore"):
        k, weight = len(items), found.domains.summed(found.measures[SCORE].weights)
        means = {name: found.mean(name) for name in items}
        mean = found.mean(SCORE)
        spread = found.domains.summed(found.measures[SCORE].squares) / weight - mean**2
        parts = found.mean(SQUARES) - np.sum([one**2 for one in means.values()], axis=0)
        return Alpha(means, parts, mean, spread, np.asarray(k / (k - 1) * (1 - parts / spread)))


def _linearised(found: Gathered, items: Sequence[str]) -> Floats:
    """The linearised values of alpha by leaf (leaves x domains)."""
    of, k, one = found.domains.of, len(items), _alpha(found, items)
    score, squares = found.measures[SCORE], found.measures[SQUARES]

    def apart(kind: str, squared: Floats, counted: Floats) -> Floats:
        """The linearised sum of the items' variances and that of the score's variance, summed by row."""
        sums = [one.means[name][of] * getattr(found.measures[name], kind) for name in items]
        constant = np.sum([mean**2 for mean in one.means.values()], axis=0)[of] - one.parts[of]
        parts = getattr(squares, kind) - 2 * np.sum(sums, axis=0) + constant * counted
        whole = squared - 2 * one.mean[of] * getattr(score, kind) + (one.mean**2 - one.spread)[of] * counted
        return np.asarray(-k / (k - 1) * (parts / one.spread[of] - one.parts[of] / one.spread[of] ** 2 * whole))

    with np.errstate(divide="ignore", invalid="ignore"):
        weight = found.domains.summed(score.weights)[of]
        weighted = apart("sums", score.squares, score.weights) / weight
        plain = apart("plain", score.plain_squares, score.cases) / weight
    return found.linearised(weighted, plain)


def _each(found: Gathered, items: Sequence[str]) -> dict[str, dict[str, Floats]]:
    """Of each item in each domain: its correlation with the rest of the scale, and alpha without it."""
    one, k = _alpha(found, items), len(items)
    weight = found.domains.summed(found.measures[SCORE].weights)
    told = {}
    with np.errstate(divide="ignore", invalid="ignore"):
        for item in items:
            spread = found.domains.summed(found.measures[item].squares) / weight - one.means[item] ** 2
            together = found.mean(f"{item} score") - one.means[item] * one.mean
            rest = one.spread - 2 * together + spread
            left = (k - 1) / (k - 2) * (1 - (one.parts - spread) / rest) if k > 2 else np.full(rest.shape, np.nan)
            told[item] = {"item_rest": (together - spread) / np.sqrt(spread * rest), "alpha_without": left}
    return told


def _squares(design: Design, items: Sequence[str]) -> Values:
    def values(of: Any) -> tuple[Any]:
        turned = [_turned(design, name)(of)[0] for name in items]
        return (reduce(add, (one * one for one in turned)),)

    return values


def _turned(design: Design, name: str) -> Values:
    if name not in design.reversed:
        return answers(name)
    low, high = design.reversed[name]
    return lambda of: (fraction(low + high) - of(name),)


def _score(design: Design, items: Sequence[str]) -> Values:
    return lambda of: (reduce(add, (_turned(design, name)(of)[0] for name in items)),)


def _with_score(design: Design, name: str, score: str) -> Values:
    return lambda of: (*_turned(design, name)(of), of(score))


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def omega(source: Source, design: Design, items: Sequence[str], by: Sequence[str] = (), asked: Asked = PLAIN) -> Result:
    """McDonald's omega: what one factor common to all items gives to their sum, over the cases that answered every item.

    The factor is fitted by maximum likelihood to the weighted correlations (R: `svyfactanal(factors = 1)`); each item's `loading` is on
    that scale, `uniqueness` what the factor leaves of it. A factor check stands beside it: `eigenvalues` of the correlations, and `srmr`,
    the root mean square of what the factor leaves of them (below 0.08 is called a good fit: Hu and Bentler 1999, Struct. Equ. Model.
    6(1)). Source: McDonald 1999, Test Theory; the error is that of the omega linearised in its moments.
    """
    if len(items) < 3:
        raise AnalysisError("three_items")
    items_of(source, items)
    named = {name: f"{name} turned" if name in design.reversed else name for name in items}
    needs = tuple(items)
    wanted = {name: Wanted(named[name], _turned(design, name), needs, squared=False) for name in items}
    pairs = list(combinations_with_replacement(items, 2))
    wanted |= {
        f"{one} * {two}": Wanted(f"{named[one]} * {named[two]}", _times(design, one, two), needs, squared=False)
        for one, two in pairs
    }
    found = gather(source, design, wanted, by, raking=asked.raking)
    result = result_of(source, design, "omega", found, asked)
    names = [*items, *(f"{one} * {two}" for one, two in pairs)]
    whole, of = found.measures[items[0]], found.domains.of
    weight, cases = found.domains.summed(whole.weights), found.domains.summed(whole.cases)
    moments = _moments(found, names)
    factors = [_one_factor(moments[:, at], len(items)) for at in range(found.domains.count)]

    def linearised() -> Floats:
        slopes = np.stack(
            [_slopes(moments[:, at], len(items), factors[at].uniquenesses) for at in range(found.domains.count)], axis=1
        )
        both = []
        for kind, counted in (("sums", whole.weights), ("plain", whole.cases)):
            sums = np.stack([getattr(found.measures[name], kind) for name in names])
            with np.errstate(divide="ignore", invalid="ignore"):
                both.append((slopes[:, of] * (sums - moments[:, of] * counted)).sum(axis=0) / weight[of])
        return found.linearised(both[0], both[1])

    def estimator(one: Gathered) -> Floats:
        return np.array([_one_factor(moment, len(items)).omega for moment in _moments(one, names).T])

    variance = found.variances(estimator, linearised, whole.cases)
    for at, name in enumerate(found.domains.names):
        one = factors[at]
        each = [
            {
                "item": item,
                "loading": _number(one.loadings[number]),
                "uniqueness": _number(one.uniquenesses[number]),
                "reversed": item in design.reversed,
            }
            for number, item in enumerate(items)
        ]
        keys = {"item": ",".join(items), **dict(zip(found.by, name, strict=True))}
        more = {"eigenvalues": one.eigenvalues.tolist(), "srmr": one.srmr, "items": each}
        result.rows.append(
            row_of(keys, one.omega, variance[at], asked.degrees(found.degrees()[at]), asked, cases[at], more=more)
        )
    return result


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor of the correlations of some items."""

    omega: float
    loadings: Floats
    uniquenesses: Floats
    eigenvalues: Floats
    srmr: float


def _times(design: Design, one: str, two: str) -> Values:
    return lambda of: (*_turned(design, one)(of), *_turned(design, two)(of))


def _moments(found: Gathered, names: Sequence[str]) -> Floats:
    """The means of items and of their products, (moments x domains)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.stack([found.mean(name) for name in names])


def _one_factor(moments: Floats, count: int) -> Factor:
    """From the means of items and of their products, in the order of `combinations_with_replacement`."""
    nothing = np.full(count, np.nan)
    covariance = _covariance(moments, count)
    spread = np.sqrt(np.maximum(np.diag(covariance), 0))
    if not (spread > 0).all():
        return Factor(np.nan, nothing, nothing, nothing, np.nan)
    correlation = covariance / np.outer(spread, spread)
    eigenvalues = np.linalg.eigvalsh(correlation)[::-1]
    if eigenvalues[-1] < 1e-12:
        return Factor(np.nan, nothing, nothing, eigenvalues, np.nan)
    uniquenesses = _uniquenesses(correlation)
    loadings = _loadings(correlation, uniquenesses)
    left = correlation - np.outer(loadings, loadings)
    apart = left[np.triu_indices(count, 1)]
    return Factor(
        _share(spread, loadings, uniquenesses),
        loadings,
        uniquenesses,
        eigenvalues,
        float(np.sqrt((apart**2).sum() / (count * (count + 1) / 2))),
    )


def _covariance(moments: Floats, count: int) -> Floats:
    """Of the items, from the means of them and of their products."""
    covariance = np.zeros((count, count))
    covariance[np.triu_indices(count)] = moments[count:]
    return np.asarray(covariance + np.triu(covariance, 1).T - np.outer(moments[:count], moments[:count]))


def _share(spread: Floats, loadings: Floats, uniquenesses: Floats) -> float:
    """Omega: what the factor gives to the variance of the sum."""
    common = float((loadings * spread).sum()) ** 2
    return common / (common + float((uniquenesses * spread**2).sum()))


def _loadings(correlation: Floats, uniquenesses: Floats) -> Floats:
    """The loadings that are best for given uniquenesses (Jöreskog 1967, Psychometrika 32(4)); their sum is positive."""
    root = np.sqrt(uniquenesses)
    values, vectors = np.linalg.eigh(correlation / np.outer(root, root))
    loadings = root * vectors[:, -1] * np.sqrt(max(values[-1] - 1, 0.0))
    return np.asarray(loadings * (-1 if loadings.sum() < 0 else 1))


def _uniquenesses(correlation: Floats) -> Floats:
    """By maximum likelihood, none below 0.005 (as R's `factanal` has it)."""

    def height(logs: Floats) -> tuple[float, Floats]:
        at = np.exp(logs)
        root = np.sqrt(at)
        values = np.linalg.eigvalsh(correlation / np.outer(root, root))[:-1]
        return -float((np.log(values) - values).sum()) - correlation.shape[0] + 1, _pull(correlation, logs)

    start = np.log(np.clip(0.5 / np.diag(np.linalg.inv(correlation)), 0.005, 1))
    found = optimize.minimize(
        height,
        start,
        jac=True,
        method="L-BFGS-B",
        bounds=[(LEAST, 0.0)] * start.size,
        options={"ftol": 1e-15, "gtol": 1e-11, "maxiter": 1000},
    )
    return np.asarray(np.exp(found.x), dtype=np.float64)


def _pull(correlation: Floats, logs: Floats) -> Floats:
    """How the likelihood of the factor pulls at the logarithms of the uniquenesses: not at all where they are best."""
    at = np.exp(logs)
    loadings = _loadings(correlation, at)
    return np.asarray(np.diag(np.outer(loadings, loadings) + np.diag(at) - correlation) / at)


def _slopes(moments: Floats, count: int, uniquenesses: Floats) -> Floats:
    """How omega moves with each moment, the uniquenesses moving along (implicit function theorem).

    Differences are taken of closed formulas alone: those of a search would say where it happened to end.
    """
    if np.isnan(uniquenesses).any():
        return np.full(moments.size, np.nan)
    logs = np.log(uniquenesses)
    free = np.flatnonzero((logs > LEAST + 1e-9) & (logs < -1e-9))

    def told(given: Floats) -> Floats:
        """Omega, and the pulls at the uniquenesses that are free, at given moments and free uniquenesses."""
        at = logs.copy()
        at[free] = given[moments.size :]
        covariance = _covariance(given[: moments.size], count)
        spread = np.sqrt(np.diag(covariance))
        correlation = covariance / np.outer(spread, spread)
        omega = _share(spread, _loadings(correlation, np.exp(at)), np.exp(at))
        return np.array([omega, *_pull(correlation, at)[free]])

    whole = np.concatenate([moments, logs[free]])
    moves = np.stack([_move(told, whole, at) for at in range(whole.size)], axis=1)
    by_moments, by_free = moves[:, : moments.size], moves[:, moments.size :]
    along = np.linalg.solve(by_free[1:], by_moments[1:]) if free.size else np.zeros((0, moments.size))
    return np.asarray(by_moments[0] - by_free[0] @ along)


def _move(of: Callable[[Floats], Floats], at: Floats, along: int) -> Floats:
    """How a function moves along one of its arguments, by central differences."""
    step = 1e-5 * max(1.0, abs(float(at[along])))
    ends = []
    for side in (step, -step):
        moved = at.copy()
        moved[along] += side
        ends.append(of(moved))
    return np.asarray((ends[0] - ends[1]) / (2 * step))
