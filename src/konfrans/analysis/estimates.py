"""Totals, means, proportions and ratios with their linearised standard errors, intervals, design effects and degrees of freedom.

Each is a function of totals: the weighted values of its linearised variable, summed by leaf of the frame, give its variance. Source:
Särndal, Swensson and Wretman 1992, chapter 5; R's `svymean`, `svytotal`, `svyratio`, `svyciprop` say the same numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

import numpy as np

from konfrans.analysis.calibration import ROUNDS, Bounds, Margins, Raking
from konfrans.analysis.design import Design
from konfrans.analysis.engine import Source
from konfrans.analysis.faults import AnalysisError
from konfrans.analysis.frame import Floats
from konfrans.analysis.gathering import Values, Wanted, answers, items_of
from konfrans.analysis.intervals import logit, student, wilson
from konfrans.analysis.results import Result, Row, check_by
from konfrans.analysis.sample import Estimator, Gathered, Measure, gather

MOST_LEVELS = 500
"""More levels of an item are a number or a text by mistake."""
MOST_DOMAINS = 10_000
Replace = Literal["without", "replace", "none"]
Kind = Literal["t", "logit", "wilson"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of every estimate. `df` None: as the design has it; `inf`: the normal distribution."""

    level: float = 0.95
    df: float | None = None
    deff: Replace = "without"
    margins: Margins | None = None
    interval: Kind = "t"
    """Of proportions."""
    bounds: Bounds | None = None
    """What raking may multiply a weight by, at least and at most."""
    rounds: int = ROUNDS
    """After how many rounds raking is given up."""

    @property
    def raking(self) -> Raking:
        """How weights are raked."""
        return Raking(self.margins, self.bounds, self.rounds)

    def degrees(self, of_design: float) -> float:
        """Degrees of freedom as they were asked for; else those of the design."""
        return float(of_design) if self.df is None else self.df


PLAIN = Asked()


def means(source: Source, design: Design, items: Sequence[str], by: Sequence[str] = (), asked: Asked = PLAIN) -> Result:
    """Means of numeric items, over all cases that have a value (R: `svymean(~item, na.rm = TRUE, deff = TRUE)`, `svyby`)."""
    found = gather(source, design, items_of(source, items), by, raking=asked.raking, squares=asked.deff != "none")
    result = result_of(source, design, "means", found, asked)
    for item in items:
        one = found.measures[item]
        variance = found.variances(_of("mean", item), partial(found.mean_linearised, item), one.cases)
        simple = _simple(found, one, found.centred(item), asked)
        result.rows.extend(_rows(found, {"item": item}, found.mean(item), variance, simple, one.cases, asked))
    return result


def totals(
    source: Source, design: Design, items: Sequence[str], by: Sequence[str] = (), asked: Asked = PLAIN
) -> Result:
    """Totals of numeric items over the population (R: `svytotal(~item, na.rm = TRUE, deff = TRUE)`)."""
    found = gather(source, design, items_of(source, items), by, raking=asked.raking, squares=asked.deff != "none")
    result = result_of(source, design, "totals", found, asked)
    for item in items:
        one = found.measures[item]
        weight, total = found.domains.summed(one.weights), found.domains.summed(one.totals)
        z = partial(found.linearised, one.totals, one.plain_totals)
        variance = found.variances(_of("total", item), z, one.cases)
        simple = _simple(found, one, found.centred(item), asked) * weight**2
        result.rows.extend(_rows(found, {"item": item}, total, variance, simple, one.cases, asked))
    return result


def proportions(
    source: Source, design: Design, items: Sequence[str], by: Sequence[str] = (), asked: Asked = PLAIN
) -> Result:
    """Shares of the levels of items, over all cases that have a value (R: `svymean(~factor(item), na.rm = TRUE, deff = TRUE)`).

    Every row has three intervals: by Student's t, by the logit (R's `svyciprop`), and Wilson's.
    """
    if not items:
        raise AnalysisError("no_items")
    result: Result | None = None
    for item in items:
        found = gather(source, design, {}, by, [item], asked.raking)
        if len(found.levels.names) > MOST_LEVELS:
            raise AnalysisError("too_many_levels", column=item, number=len(found.levels.names), most=MOST_LEVELS)
        result = result or result_of(source, design, "proportions", found, asked)
        answered = found.levels.of >= 0
        cases, weights = np.where(answered, found.cases, 0), np.where(answered, found.weights, 0)
        whole, number = found.domains.summed(weights), found.domains.summed(cases)
        shown: list[Row] = []
        for level, (name,) in enumerate(found.levels.names):
            here = found.levels.of == level
            share = _share(level)(found)
            with np.errstate(divide="ignore", invalid="ignore"):
                scale = np.where(answered, 1 / whole[found.domains.of], 0)
                centred = (here - share[found.domains.of]) * scale
                z = partial(found.linearised, centred * weights, centred * cases)
                variance = found.variances(_share(level), z, cases)
                spread = share * (1 - share) * number / (number - 1)
            simple = drawn(spread, number, whole, asked)
            of_level = np.where(here, cases, 0)
            rows = _rows(found, {"item": item, "level": name}, share, variance, simple, of_level, asked)
            shown += [_with_intervals(row, int(number[at]), asked) for at, row in enumerate(rows)]
        order = {name: at for at, name in enumerate(found.domains.names)}
        shown.sort(key=lambda row: order[tuple(row.keys[name] for name in by)])
        result.rows.extend(shown)
    assert result is not None
    return result


def ratios(
    source: Source, design: Design, pairs: Sequence[str], by: Sequence[str] = (), asked: Asked = PLAIN
) -> Result:
    """Ratios of two totals, written `y/x`, over all cases that have both values (R: `svyratio(~y, ~x, na.rm = TRUE, deff = TRUE)`)."""
    if not pairs:
        raise AnalysisError("no_items")
    split = [tuple(part.strip() for part in pair.split("/")) for pair in pairs]
    if wrong := next(
        (pair for pair, parts in zip(pairs, split, strict=True) if len(parts) != 2 or not all(parts)), None
    ):
        raise AnalysisError("option_value", option="--items", value=wrong, takes="y/x")
    items_of(source, list(dict.fromkeys(name for parts in split for name in parts)))
    wanted: dict[str, Wanted] = {}
    for y, x in split:
        wanted[f"{y}/{x}"] = Wanted(y, answers(y), (y, x))
        wanted[f"{y}/{x} below"] = Wanted(x, answers(x), (x, y))
        wanted[f"{y}/{x} both"] = Wanted(f"{y} * {x}", _product(y, x), (y, x), squared=False)
    found = gather(source, design, wanted, by, raking=asked.raking)
    result = result_of(source, design, "ratios", found, asked)
    for pair in (f"{y}/{x}" for y, x in split):
        above, below, both = (found.measures[name] for name in (pair, f"{pair} below", f"{pair} both"))
        top, base = found.domains.summed(above.sums), found.domains.summed(below.sums)
        with np.errstate(divide="ignore", invalid="ignore"):
            base[base == 0] = np.nan
            ratio = top / base
            each, scale = ratio[found.domains.of], base[found.domains.of]
            left = above.sums - each * below.sums
            z = partial(found.linearised, left / scale, (above.plain - each * below.plain) / scale)
            variance = np.where(np.isnan(ratio), np.nan, found.variances(_ratio(pair), z, above.cases))
            squares = above.squares - 2 * each * both.sums + each**2 * below.squares
            apart = Measure(above.cases, above.weights, left, squares, above.plain, above.plain_squares)
            simple = (
                _simple(found, apart, np.zeros_like(ratio), asked) * (found.domains.summed(above.weights) / base) ** 2
            )
        result.rows.extend(_rows(found, {"item": pair}, ratio, variance, simple, above.cases, asked))
    return result


def _product(y: str, x: str) -> Values:
    return lambda of: (of(y), of(x))


def _of(kind: Literal["mean", "total"], item: str) -> Estimator:
    if kind == "mean":
        return lambda found: found.centred(item)
    return lambda found: found.domains.summed(found.measures[item].totals)


def _share(level: int) -> Estimator:
    def estimator(found: Gathered) -> Floats:
        answered = found.domains.summed(np.where(found.levels.of >= 0, found.weights, 0))
        with np.errstate(divide="ignore", invalid="ignore"):
            return found.domains.summed(np.where(found.levels.of == level, found.weights, 0)) / answered

    return estimator


def _ratio(pair: str) -> Estimator:
    def estimator(found: Gathered) -> Floats:
        above, below = found.measures[pair], found.measures[f"{pair} below"]
        with np.errstate(divide="ignore", invalid="ignore"):
            return found.domains.summed(above.sums) / found.domains.summed(below.sums)

    return estimator


def _simple(found: Gathered, one: Measure, mean: Floats, asked: Asked) -> Floats:
    """The variance that the mean would have in a simple random sample of as many cases (R's `deff`); `mean` is counted as the sums are."""
    cases, weight = found.domains.summed(one.cases), found.domains.summed(one.weights)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.maximum(found.domains.summed(one.squares) / weight - mean**2, 0) * cases / (cases - 1)
    return drawn(spread, cases, weight, asked)


def drawn(spread: Floats, cases: Floats, weight: Floats, asked: Asked) -> Floats:
    """The variance of a mean of simple draws, with or without replacement, where values vary by `spread`."""
    with np.errstate(divide="ignore", invalid="ignore"):
        if asked.deff == "replace":
            return spread / cases
        if asked.deff == "none":
            return np.full_like(spread, np.nan)
        without: Floats = np.where(weight < cases, np.nan, spread * (weight - cases) / (weight * cases))
        return without


def result_of(source: Source, design: Design, kind: str, found: Gathered, asked: Asked) -> Result:
    """An empty result, with what is said of all its rows."""
    check_by(kind, found.by)
    if found.domains.count > MOST_DOMAINS:
        raise AnalysisError(
            "too_many_levels", column=", ".join(found.by), number=found.domains.count, most=MOST_DOMAINS
        )
    by_design = "replicates" if found.replicates else "domain" if found.by else "all"
    rule = "asked" if asked.df is not None else by_design
    result = Result(
        kind, source.name, design, asked.level, list(found.by), df_rule=rule, labels={**source.labels, **design.labels}
    )
    absent = found.frame.absent
    if absent:
        result.note("strata_absent", strata=list(absent))
    if found.outside:
        result.note("without_domain", number=found.outside, by=list(found.by))
    return result


def row_of(
    keys: dict[str, Any],
    value: float,
    variance: float,
    df: float,
    asked: Asked,
    n: float,
    simple: float = np.nan,
    more: dict[str, Any] | None = None,
) -> Row:
    """An estimate with its standard error, interval and, against the variance of a `simple` sample, its design effect.

    Without a degree of freedom nothing says how far the estimate may be off.
    """
    # Of a total the clusters without cases tell something too, so it has an error where no interval can be told; of a mean there is none.
    known = not np.isnan(variance) and not np.isnan(value) and (df > 0 or variance > (1e-12 * value) ** 2)
    se = float(np.sqrt(max(variance, 0))) if known else np.nan
    deff = float(variance / simple) if known and simple > 0 else np.nan
    return Row(keys, float(value), se, student(float(value), se, df, asked.level), deff, df, int(n), more or {})


def _rows(
    found: Gathered,
    keys: dict[str, Any],
    estimate: Floats,
    variance: Floats,
    simple: Floats,
    cases: Floats,
    asked: Asked,
) -> list[Row]:
    counted, degrees = found.domains.summed(cases), found.degrees()
    return [
        row_of(
            {**keys, **dict(zip(found.by, domain, strict=True))},
            estimate[at],
            variance[at],
            asked.degrees(degrees[at]),
            asked,
            counted[at],
            simple[at],
        )
        for at, domain in enumerate(found.domains.names)
    ]


def _with_intervals(row: Row, cases: int, asked: Asked) -> Row:
    three = {
        "t": row.ci,
        "logit": logit(row.estimate, row.se, row.df, asked.level),
        "wilson": wilson(row.estimate, row.se, row.df, asked.level, cases),
    }
    more = {"ci_logit": three["logit"], "ci_wilson": three["wilson"]}
    return Row(row.keys, row.estimate, row.se, three[asked.interval], row.deff, row.df, row.n, more)
