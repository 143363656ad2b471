"""Every estimate is what R's `survey` says of the same real surveys, to 1e-9 relative (`oracle/make.R` writes the tables)."""

from __future__ import annotations

import json
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from konfrans.analysis import estimates
from konfrans.analysis.design import design_of
from konfrans.analysis.engine import Source, open_source

ORACLE = Path(__file__).with_name("oracle")
DESIGNS: dict[str, tuple[str, dict[str, Any]]] = {
    "clus1": ("apiclus1", {"cluster": "dnum", "weight": "pw", "population": "fpc"}),
    "clus2": ("apiclus2", {"cluster": ["dnum", "snum"], "population": ["fpc1", "fpc2"]}),
    "strat": ("apistrat", {"strata": "stype", "weight": "pw", "population": "fpc"}),
    "nhanes": ("nhanes", {"strata": "SDMVSTRA", "cluster": "SDMVPSU", "weight": "WTMEC2YR", "nest": True}),
}
EXPECTED = json.loads((ORACLE / "expected.json").read_text("utf-8"))


def case(entry: dict[str, Any]) -> tuple[str, str, str, tuple[str, ...]]:
    return entry["design"], entry["command"], entry["item"], tuple(entry["domain"])


CASES = [(key, list(entries)) for key, entries in groupby(sorted(EXPECTED, key=lambda one: case(one)), key=case)]


@cache
def survey(name: str) -> Source:
    return open_source(ORACLE / f"{name}.csv")


@pytest.mark.parametrize(
    ("asked", "entries"), CASES, ids=[" ".join((*one[:3], "by", *one[3])) for one, _entries in CASES]
)
def test_an_estimate_is_what_r_says(asked: tuple[str, str, str, tuple[str, ...]], entries: list[dict[str, Any]]):
    key, command, item, by = asked
    file, declared = DESIGNS[key]
    result = getattr(estimates, command)(survey(file), design_of(declared), [item], by)
    found = {tuple(str(row.keys[name]) for name in by): row for row in result.rows}
    assert len(found) == len(entries)
    for entry in entries:
        row = found[tuple(entry["domain"].values())]
        assert row.estimate == pytest.approx(entry["estimate"], rel=1e-12)
        assert row.se == pytest.approx(entry["se"], rel=1e-11)
        assert row.n == entry["n"] and row.df == entry["df"]
        if entry["deff"] is None:
            assert row.deff != row.deff
        else:
            assert row.deff == pytest.approx(entry["deff"], rel=1e-10)
