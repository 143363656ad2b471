"""Every estimate is what R's `survey` says of the same real surveys, to 1e-9 relative (`oracle/make.R` writes the tables)."""

from __future__ import annotations

import json
from itertools import groupby
from typing import Any

import pytest

from konfrans.analysis import estimates
from konfrans.analysis.design import design_of
from tests.analysis.sources import ORACLE, survey

CLUS1 = {"cluster": "dnum", "weight": "pw", "population": "fpc"}
STRAT = {"strata": "stype", "weight": "pw", "population": "fpc"}
TYPES = {"E": 4421, "H": 755, "M": 1018}
WIDE = {"No": 1072, "Yes": 5122}
CROSSED = {"E": {"No": 472, "Yes": 3949}, "H": {"No": 334, "Yes": 421}, "M": {"No": 266, "Yes": 752}}
POST = {"by": ["stype"], "totals": TYPES}
DESIGNS: dict[str, tuple[str, dict[str, Any]]] = {
    "clus1": ("apiclus1", CLUS1),
    "clus2": ("apiclus2", {"cluster": ["dnum", "snum"], "population": ["fpc1", "fpc2"]}),
    "strat": ("apistrat", STRAT),
    "nhanes": ("nhanes", {"strata": "SDMVSTRA", "cluster": "SDMVPSU", "weight": "WTMEC2YR", "nest": True}),
    "post": ("apiclus1", {**CLUS1, "poststrata": POST}),
    "crossed": ("apistrat", {**STRAT, "poststrata": {"by": ["stype", "sch.wide"], "totals": CROSSED}}),
    "yrbs": ("yrbs", {"strata": "stratum", "cluster": "psu", "weight": "weight", "nest": True}),
    "hospital": ("hospital", {"strata": "oblevel", "weight": "weighta", "population": "tothosp"}),
    "scd": ("scd", {"strata": "ESA", "cluster": "ambulance", "weight": "weight", "nest": True}),
    "waves": ("waves", CLUS1),
    "raked": ("apiclus1", CLUS1),
    "bounded": ("apiclus1", CLUS1),
    "both": ("apiclus1", {**CLUS1, "poststrata": POST}),
}
REPLICATES = json.loads((ORACLE / "replicates.json").read_text("utf-8"))
DESIGNS |= {
    key: (key, {"weight": "weight" if key in ("brr", "fay") else "pw", "replicates": declared})
    for key, declared in REPLICATES.items()
}
DESIGNS["jk1raked"] = DESIGNS["jk1"]
MARGINS = {"raked": {"stype": TYPES, "sch.wide": WIDE}, "both": {"sch.wide": WIDE, "stype": TYPES}}
MARGINS["jk1raked"] = MARGINS["bounded"] = MARGINS["raked"]
BOUNDS = {"bounded": (0.6, 1.65)}
EXPECTED = json.loads((ORACLE / "expected.json").read_text("utf-8"))


def case(entry: dict[str, Any]) -> tuple[str, str, str, tuple[str, ...]]:
    return entry["design"], entry["command"], entry["item"], tuple(entry["domain"])


CASES = [(key, list(entries)) for key, entries in groupby(sorted(EXPECTED, key=lambda one: case(one)), key=case)]


@pytest.mark.parametrize(
    ("asked", "entries"), CASES, ids=[" ".join((*one[:3], "by", *one[3])) for one, _entries in CASES]
)
def test_an_estimate_is_what_r_says(asked: tuple[str, str, str, tuple[str, ...]], entries: list[dict[str, Any]]):
    key, command, item, by = asked
    file, declared = DESIGNS[key]
    asked_of = estimates.Asked(margins=MARGINS.get(key), bounds=BOUNDS.get(key))
    result = getattr(estimates, command)(survey(file), design_of(declared), [item], by, asked_of)
    found = {(*(str(row.keys[name]) for name in by), str(row.keys.get("level", ""))): row for row in result.rows}
    assert len(found) == len(entries)
    for entry in entries:
        row = found[(*entry["domain"].values(), entry["level"])]
        assert row.estimate == pytest.approx(entry["estimate"], rel=1e-11, abs=1e-15)
        assert row.n == entry["n"] and row.df == entry["df"]
        # R answers zero, or what rounding left of it, where an estimate is fixed by the totals that it was fitted to.
        assert row.se == pytest.approx(entry["se"], rel=1e-9, abs=1e-12 * max(1, abs(row.estimate)))
        if "deff" not in entry:
            continue
        if "deff" not in entry:
            continue
        if entry["deff"] is None:
            assert row.deff != row.deff
        elif entry["deff"] > 1e-12:
            # R stops raking each replicate at 1e-13 of all weights, which the jackknife multiplies.
            assert row.deff == pytest.approx(entry["deff"], rel=1e-8 if key == "jk1raked" else 1e-9)
        if "ci" in entry and entry["se"] > 1e-12:
            assert row.more["ci_logit"] == pytest.approx(tuple(entry["ci"]), rel=1e-9)
