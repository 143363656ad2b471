"""Weights fitted to known totals of the population: post-strata and raking, and what they leave of a linearised variable.

Source: Deming and Stephan 1940 (raking); Deville, Särndal and Sautory 1993 (errors of raked estimates); R's `postStratify`, `rake`, and
the residuals of its `svyrecvar`, sweep by sweep.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from konfrans.analysis.coding import coded, combined
from konfrans.analysis.design import Design, check_totals, read_toml
from konfrans.analysis.faults import AnalysisError, Worded
from konfrans.analysis.frame import Floats, Ints, summed

Margins = Mapping[str, Mapping[str, float]]
"""For each variable the totals of its levels."""
Bounds = tuple[float, float]
ROUNDS = 1000
SWEEPS = 10
"""So often R takes the means of the margins out of a variable after raking."""


@dataclass(frozen=True, slots=True)
class Raking:
    """Totals to which weights are raked, within bounds, in so many rounds at most."""

    margins: Margins | None = None
    bounds: Bounds | None = None
    rounds: int = ROUNDS


NO_RAKING = Raking()


@dataclass(frozen=True, slots=True)
class Fit:
    """One set of totals: of a margin, or of post-strata formed by several columns (their levels joined by a tab)."""

    columns: tuple[str, ...]
    totals: dict[str, float]
    post: bool = False

    @property
    def name(self) -> str:
        return " x ".join(self.columns)


@dataclass(frozen=True, slots=True)
class Step:
    """What was done to the weights: each of `groups` holds, for every cell, its level of a margin. Post-strata are one margin."""

    groups: tuple[Ints, ...]
    raked: bool
    weights: Floats
    """Of each cell, after this step."""
    before: Floats | None = None
    """Of each cell, before raking within bounds."""


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a margin: its value in each column, how many cases it has, its weight before, the total asked, and the factor by which
    the fit multiplied its weights, besides the factors of the other margins."""

    columns: tuple[str, ...]
    values: tuple[str, ...]
    cases: int
    before: float
    total: float
    factor: float
    post: bool


@dataclass(frozen=True, slots=True)
class Calibration:
    """Fitted weights: `factor` for each gathered row; weights of cells by leaf (leaves x cells), and their cases."""

    factor: Floats
    cell: Ints
    by_leaf: Floats
    cases: Floats
    steps: tuple[Step, ...]
    levels: tuple[Level, ...]
    rounds: int

    def residual(self, totals: Floats, weighted: Floats, plain: Floats, of: Ints, count: int) -> Floats:
        """Totals by leaf of a linearised variable, less what the calibration explains of it.

        Cell by cell a constant is taken away: after post-stratification the weighted mean of the post-stratum; after raking, as R does,
        the unweighted means of the margins in turn, ten times.
        """
        cells = self.cases.size
        inside = of >= 0
        place = self.cell[inside] * count + of[inside]

        def table(values: Floats) -> Floats:
            return (
                np.bincount(place, weights=values[inside], minlength=cells * count)
                .reshape(cells, count)
                .astype(np.float64)
            )

        with_weights, without = table(weighted), table(plain)
        final = self.by_leaf.sum(axis=0)
        taken = np.zeros((cells, count))
        for step in self.steps:
            if step.before is not None:
                taken += _regressed(step, with_weights - taken * final[:, None])
                continue
            if step.raked:
                left, base, share = without - taken * self.cases[:, None], self.cases, np.ones(cells)
            else:
                # What a later raking did to the weights stays in the variable, as R has it.
                left, base = with_weights - taken * final[:, None], step.weights
                share = np.divide(step.weights, final, out=np.zeros(cells), where=final != 0)
            for _sweep in range(SWEEPS if step.raked else 1):
                for group in step.groups:
                    size = int(group.max()) + 1
                    mean = summed(left, group, size) / np.bincount(group, weights=base, minlength=size)[:, None]
                    taken += mean[group] * share[:, None]
                    left -= mean[group] * base[:, None]
        return totals - self.by_leaf @ taken


def _regressed(step: Step, left: Floats) -> Floats:
    """Cell by cell what a regression on the margins, with the weights from before, explains (R: the residuals of `calibrate`)."""
    assert step.before is not None
    levels = _indicators(step.groups)
    with np.errstate(divide="ignore", invalid="ignore"):
        back = np.where(step.weights != 0, step.before / step.weights, 0.0)
    inverse = np.linalg.pinv((levels * step.before[:, None]).T @ levels)
    return levels @ (inverse @ (levels.T @ (left * back[:, None])))


def _indicators(groups: Sequence[Ints]) -> Floats:
    """Cells x levels of all margins: one where a cell is of a level."""
    return np.hstack([(group[:, None] == np.arange(int(group.max()) + 1)).astype(np.float64) for group in groups])


def read_margins(path: Path) -> dict[str, dict[str, float]]:
    """Margins from a file with a table per variable: `[sex]`, `f = 1000`, `m = 900`."""
    document = read_toml(path)
    if not document:
        raise AnalysisError("option_value", option="--margins", value=path.name, takes="[sex] f = 1000, m = 900")
    return margins_of(document, path.name)


def margins_of(document: Mapping[str, Any], name: str) -> dict[str, dict[str, float]]:
    """Margins from a document; `name` is what a refusal calls it."""
    for variable, table in document.items():
        if not isinstance(table, Mapping):
            takes = Worded("design_takes", "margins")
            raise AnalysisError("design_value", file=name, key=variable, value=str(table)[:80], takes=takes)
        for level, total in table.items():
            check_totals(total, name, f"{variable}.{level}", nested=False)
    return dict(document)


def fits_of(design: Design, margins: Margins | None) -> list[Fit]:
    """All totals to which weights are fitted: post-strata of the design first, then margins."""
    fits = []
    if design.poststrata:
        fits.append(Fit(tuple(design.poststrata.by), dict(_flat(design.poststrata.totals)), post=True))
    fits += [
        Fit((name,), {str(level): float(total) for level, total in table.items()})
        for name, table in (margins or {}).items()
    ]
    raked = fits[1:] if design.poststrata else fits
    for other in raked[1:]:
        one, two = sum(raked[0].totals.values()), sum(other.totals.values())
        if abs(one - two) > 1e-6 * max(one, two):
            raise AnalysisError("margins_differ", first=raked[0].name, one=one, second=other.name, other=two)
    return fits


def _flat(table: Mapping[str, Any], path: tuple[str, ...] = ()) -> list[tuple[str, float]]:
    found: list[tuple[str, float]] = []
    for key, value in table.items():
        found += _flat(value, (*path, key)) if isinstance(value, dict) else [("\t".join((*path, key)), float(value))]
    return found


def calibrate(
    fits: Sequence[Fit],
    values: Mapping[str, npt.NDArray[Any]],
    cases: Floats,
    weights: Floats,
    leaf: Ints,
    leaves: int,
    rounds: int = ROUNDS,
    bounds: Bounds | None = None,
) -> Calibration:
    """Fit the weights of gathered rows. `values`: for each column the value of every row; `bounds`: what raking may multiply a weight
    by, at least and at most."""
    known_texts = {name: _levels(name, column, cases) for name, column in values.items()}
    sizes = [len(texts) for texts, _code in known_texts.values()]
    cell, first = combined([code for _texts, code in known_texts.values()], sizes, cases.size)
    texts = {name: [levels[at] for at in code[first]] for name, (levels, code) in known_texts.items()}
    fits = [_as_held(fit, {name: levels for name, (levels, _code) in known_texts.items()}) for fit in fits]
    count = first.size
    of_cells = np.bincount(cell, weights=weights, minlength=count).astype(np.float64)
    counted = np.bincount(cell, weights=cases, minlength=count).astype(np.float64)
    margins: list[Margin] = []
    for fit in fits:
        level = np.array(["\t".join(texts[name][at] for name in fit.columns) for at in range(count)])
        known, group = np.unique(level, return_inverse=True)
        absent = [name for name in known if name not in fit.totals]
        if absent:
            number = int(counted[level == absent[0]].sum())
            raise AnalysisError("no_margin", margin=fit.name, level=absent[0].replace("\t", ", "), number=number)
        for name, total in fit.totals.items():
            if name not in known and total > 0:
                raise AnalysisError("margin_empty", margin=fit.name, level=name.replace("\t", ", "), total=total)
        margins.append(
            Margin(
                fit,
                [str(name) for name in known],
                group.astype(np.int64),
                np.array([fit.totals[name] for name in known]),
            )
        )
    fitted = of_cells.copy()
    steps: list[Step] = []
    turns = 0
    post = margins[:1] if fits and fits[0].post else []
    raked = margins[len(post) :]
    for margin in post:
        margin.fit_weights(fitted)
        steps.append(Step((margin.group,), raked=False, weights=fitted.copy()))
    if raked:
        before = fitted.copy() if bounds else None
        turns = _rake_within(fitted, raked, bounds, rounds) if bounds else _rake(fitted, raked, rounds)
        steps.append(Step(tuple(margin.group for margin in raked), raked=True, weights=fitted.copy(), before=before))
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = np.where(of_cells != 0, fitted / of_cells, 0.0)
    by_leaf = np.bincount(leaf * count + cell, weights=weights * factor[cell], minlength=leaves * count).reshape(
        leaves, count
    )
    levels = tuple(level for margin in margins for level in margin.levels(of_cells, counted))
    whole = by_leaf.astype(np.float64), counted
    return Calibration(factor[cell], cell.astype(np.int64), *whole, tuple(steps), levels, turns)


def _as_held(fit: Fit, levels: Mapping[str, Sequence[str]]) -> Fit:
    """Totals whose levels are called as the file calls them."""

    def called(level: str) -> str:
        parts = level.split("\t")
        if len(parts) != len(fit.columns):
            return level
        return "\t".join(level_of(levels[name], part) for name, part in zip(fit.columns, parts, strict=True))

    return Fit(fit.columns, {called(level): total for level, total in fit.totals.items()}, fit.post)


def level_of(levels: Sequence[str], written: str) -> str:
    """The level that is meant: true and false are written so in TOML, and as True or TRUE in files."""
    if written in levels or written.lower() not in ("true", "false"):
        return written
    return next((level for level in levels if level.lower() == written.lower()), written)


def _levels(name: str, column: npt.NDArray[Any], cases: Floats) -> tuple[list[str], Ints]:
    """The levels of a margin as a margins file names them, and for each row its own."""
    values, code = coded(column)
    if (code < 0).any():
        raise AnalysisError("margin_missing", number=int(cases[code < 0].sum()), margin=name)
    return [str(each) for each in values], code


class Margin:
    """A margin over cells while weights are fitted to it: `group` holds for each cell its level, `totals` what each level shall weigh."""

    def __init__(self, fit: Fit, names: list[str], group: Ints, totals: Floats) -> None:
        self.fit, self.names, self.group, self.totals = fit, names, group, totals
        self.factors = np.ones(totals.size)

    def weighed(self, weights: Floats) -> Floats:
        """The weight of each level."""
        return np.bincount(self.group, weights=weights, minlength=self.totals.size).astype(np.float64)

    def fit_weights(self, weights: Floats) -> None:
        """Multiply the weights of cells so that this margin holds."""
        there = self.weighed(weights)
        with np.errstate(divide="ignore", invalid="ignore"):
            factors = np.where(there != 0, self.totals / there, 0.0)
        self.factors *= factors
        weights *= factors[self.group]

    def worst(self, weights: Floats) -> tuple[float, str, str]:
        """By how much the level misses its total that misses it most, with margin and level."""
        gap = np.abs(self.weighed(weights) - self.totals)
        at = int(gap.argmax())
        return float(gap[at]), self.fit.name, self.names[at].replace("\t", ", ")

    def levels(self, before: Floats, cases: Floats) -> list[Level]:
        """What became of each level."""
        weight, number = self.weighed(before), self.weighed(cases)
        return [
            Level(
                self.fit.columns,
                tuple(name.split("\t")),
                int(number[at]),
                float(weight[at]),
                float(self.totals[at]),
                float(self.factors[at]),
                self.fit.post,
            )
            for at, name in enumerate(self.names)
        ]


def _rake(weights: Floats, margins: Sequence[Margin], rounds: int) -> int:
    """Iterative proportional fitting until every margin holds to the last digits; how many rounds it took."""
    whole = max(float(margin.totals.sum()) for margin in margins)
    best = np.inf
    worst: tuple[float, str, str] = (np.inf, "", "")
    for turn in range(1, rounds + 1):
        for margin in margins:
            margin.fit_weights(weights)
        worst = max(margin.worst(weights) for margin in margins)
        if worst[0] <= 1e-14 * whole or (turn > 3 and worst[0] <= 1e-12 * whole and worst[0] >= best):
            return turn
        best = min(best, worst[0])
    if worst[0] > 1e-9 * whole:
        raise AnalysisError("not_converged", rounds=rounds, margin=worst[1], level=worst[2], gap=worst[0])
    return rounds


def _rake_within(weights: Floats, margins: Sequence[Margin], bounds: Bounds, rounds: int) -> int:
    """Raking that multiplies no weight by less or more than `bounds`: exp(x) cut at both ends, by Newton's method (R: `calibrate(calfun =
    "raking", bounds = ...)`; Deville and Sarndal 1992, J. Am. Stat. Assoc. 87). How many rounds it took."""
    levels = _indicators([margin.group for margin in margins])
    totals = np.concatenate([margin.totals for margin in margins])
    x = np.zeros(levels.shape[1])

    ends = np.log(bounds[0]), np.log(bounds[1])

    def factors(at: Floats) -> Floats:
        return np.exp(np.clip(levels @ at, *ends))

    def height(at: Floats) -> float:
        """The convex function whose slope is what is missed: its lowest point has the weights."""
        u = levels @ at
        inside = np.clip(u, *ends)
        return float((weights * np.exp(inside) * (1 + u - inside)).sum() - totals @ at)

    gap = np.asarray(totals - levels.T @ weights)
    turn = 0
    while turn < rounds and np.abs(gap).max() > 1e-13 * totals.max():
        turn += 1
        g = factors(x)
        # A little of the slope is left where a bound holds, so that a level all of which is bound can come back.
        slope = np.where((g > bounds[0]) & (g < bounds[1]), g, 1e-3 * g)
        step = np.linalg.pinv((levels * (weights * slope)[:, None]).T @ levels) @ gap
        share, now = 1.0, height(x)
        while share > 1e-9 and height(x + share * step) > now - 1e-4 * share * float(gap @ step) + 1e-12 * abs(now):
            share /= 2
        x = x + share * step
        gap = np.asarray(totals - levels.T @ (weights * factors(x)))
    worst = int(np.abs(gap).argmax())
    if abs(gap[worst]) > 1e-9 * totals.max():
        names = [(margin.fit.name, name) for margin in margins for name in margin.names]
        raise AnalysisError(
            "bounds_narrow",
            low=bounds[0],
            high=bounds[1],
            margin=names[worst][0],
            level=names[worst][1],
            gap=abs(float(gap[worst])),
        )
    weights *= factors(x)
    at = 0
    for margin in margins:
        margin.factors *= np.exp(x[at : at + margin.totals.size])
        at += margin.totals.size
    return turn
