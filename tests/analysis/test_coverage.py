"""Stated intervals of 95 % hold the truth in 93 to 97 of 100 samples from a population that is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from konfrans.analysis import comparison, estimates, quantiles, regression
from konfrans.analysis.design import Design, design_of
from konfrans.analysis.engine import Source, source_of
from konfrans.analysis.estimates import Asked

STRATA, CLUSTERS, DRAWN, PERSONS = 8, 60, 6, 12
WHOLE, EVERY_DAY = 2000, 120
"""Samples of the long run and of the suite of every day."""
DESIGN = design_of({"strata": "s", "cluster": ["c", "i"], "population": ["clusters", "persons"]})
ONE_STAGE = design_of({"strata": "s", "cluster": "c", "weight": "w"})


@cache
def population() -> dict[str, Any]:
    """Students in clusters of unequal size, alike within a cluster, and more so within a stratum."""
    random = np.random.default_rng(20270115)
    stratum = np.repeat(np.arange(STRATA), CLUSTERS)
    sizes = random.integers(25, 60, size=STRATA * CLUSTERS)
    cluster = np.repeat(np.arange(STRATA * CLUSTERS), sizes)
    level = np.repeat(0.4 * stratum + random.normal(0, 0.6, STRATA * CLUSTERS), sizes)
    y = 10 + level + random.gamma(2.0, 1.0, cluster.size)
    x = 5 + 0.4 * y + random.normal(0, 1, cluster.size)
    z = (random.random(cluster.size) < 1 / (1 + np.exp(1.2 - 0.4 * level))).astype(np.int64)
    g = (random.random(cluster.size) < 0.4 + 0.05 * np.repeat(stratum, sizes) / STRATA).astype(np.int64)
    q = np.digitize(y, [11, 12, 13, 14.5]) + 1
    ends = np.concatenate([[0], np.cumsum(sizes)])
    return {"s": np.repeat(stratum, sizes), "sizes": sizes, "ends": ends, "y": y, "x": x, "z": z, "g": g, "q": q}


def sample(number: int) -> Source:
    """A sample of two stages: clusters in each stratum, persons in each of them."""
    known, random = population(), np.random.default_rng([7, number])
    chosen = np.concatenate([at * CLUSTERS + random.choice(CLUSTERS, DRAWN, replace=False) for at in range(STRATA)])
    rows = np.concatenate(
        [known["ends"][one] + random.choice(known["sizes"][one], PERSONS, replace=False) for one in chosen]
    )
    persons = np.repeat(known["sizes"][chosen], PERSONS)
    columns = {name: known[name][rows] for name in ("s", "y", "x", "z", "g", "q")}
    columns |= {
        "c": np.repeat(chosen, PERSONS),
        "i": rows,
        "clusters": np.full(rows.size, CLUSTERS),
        "persons": persons,
        "w": CLUSTERS / DRAWN * persons / PERSONS,
    }
    return _held(pa.table(columns))


@cache
def _one() -> Source:
    return source_of("sample", pa.table({"nothing": [0]}))


def _held(table: pa.Table) -> Source:
    """The table in the place of the one before it: of thousands of samples each query is put into words once."""
    one = _one()
    one.engine.con.register("held", table)
    return replace(one, table=one.engine.table("held"))


def truth(what: str) -> float:
    known = population()
    y, x, z, g = (known[name] for name in "yxzg")
    slope = float(np.polyfit(x, y, 1)[0])
    found = {
        "mean": y.mean(),
        "total": y.sum(),
        "ratio": y.sum() / x.sum(),
        "share": z.mean(),
        "median": np.median(y),
        "domain": y[g == 1].mean(),
        "difference": y[g == 1].mean() - y[g == 0].mean(),
        "slope": slope,
        "post": y.mean(),
        "raked": y.mean(),
        "with replacement": y.mean(),
    }
    return float(found[what])


def margins() -> dict[str, dict[str, float]]:
    known = population()
    return {
        name: {str(value): float((known[name] == value).sum()) for value in np.unique(known[name])} for name in "gz"
    }


def post() -> Design:
    return design_of(
        {**DESIGN.model_dump(exclude_defaults=True), "poststrata": {"by": ["g"], "totals": margins()["g"]}}
    )


ASKED: dict[str, Callable[[Source], tuple[float, float]]] = {
    "mean": lambda source: estimates.means(source, DESIGN, ["y"]).rows[0].ci,
    "total": lambda source: estimates.totals(source, DESIGN, ["y"]).rows[0].ci,
    "ratio": lambda source: estimates.ratios(source, DESIGN, ["y/x"]).rows[0].ci,
    "share": lambda source: estimates.proportions(source, DESIGN, ["z"]).rows[1].more["ci_logit"],
    "median": lambda source: quantiles.quantiles(source, DESIGN, ["y"], [0.5]).rows[0].ci,
    "domain": lambda source: estimates.means(source, DESIGN, ["y"], ["g"]).rows[1].ci,
    "difference": lambda source: comparison.compare(source, DESIGN, ["y"], "g").rows[0].ci,
    "slope": lambda source: regression.regress(source, DESIGN, "y ~ x").rows[1].ci,
    "post": lambda source: estimates.means(source, post(), ["y"]).rows[0].ci,
    "raked": lambda source: estimates.means(source, DESIGN, ["y"], (), Asked(margins=margins())).rows[0].ci,
    "with replacement": lambda source: estimates.means(source, ONE_STAGE, ["y"]).rows[0].ci,
}


def covered(what: str, samples: int) -> float:
    known = truth(what)
    hits = 0
    for number in range(samples):
        low, high = ASKED[what](sample(number))
        hits += low <= known <= high
    return hits / samples


@pytest.mark.parametrize("what", ["mean", "share", "raked"])
def test_most_intervals_hold_the_truth(what: str):
    share = covered(what, EVERY_DAY)
    print(f"{what}: {100 * share:.1f} % of {EVERY_DAY} samples")
    # So few samples leave the share uncertain by four points; the long run is held to two.
    assert 0.88 <= share <= 1.0


@pytest.mark.soak
@pytest.mark.parametrize("what", list(ASKED))
def test_intervals_of_95_percent_hold_the_truth_in_93_to_97_of_100(what: str):
    share = covered(what, WHOLE)
    print(f"{what}: {100 * share:.2f} % of {WHOLE} samples")
    assert 0.93 <= share <= 0.97
