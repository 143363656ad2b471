"""Replicate weights that are made give the errors that R's replicates give, and their file and design fit together."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from konfrans.analysis import estimates, making
from konfrans.analysis.design import design_of, read_design
from konfrans.analysis.engine import open_source
from konfrans.analysis.faults import AnalysisError
from tests.analysis.sources import ORACLE
from tests.analysis.test_oracle import CLUS1, DESIGNS, EXPECTED


def said(key: str, item: str) -> dict[str, Any]:
    entries = (one for one in EXPECTED if (one["design"], one["command"], one["item"]) == (key, "means", item))
    return next(one for one in entries if not one["domain"])


def parted(folder: Path) -> Path:
    """The schools with the parts that the oracle drew up: clusters in three strata."""
    with (ORACLE / "apiclus1.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    order = {name: at for at, name in enumerate(sorted({row["dnum"] for row in rows}, key=int), 1)}
    with (folder / "parted.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*rows[0], "part"])
        writer.writeheader()
        writer.writerows([{**row, "part": order[row["dnum"]] % 3} for row in rows])
    return folder / "parted.csv"


CASES: list[tuple[str, making.Kind, dict[str, Any], str]] = [
    ("jk1", "JK1", CLUS1, "api00"),
    ("jkn", "JKn", {"strata": "part", "cluster": "dnum", "weight": "pw"}, "api00"),
    ("brr", "BRR", DESIGNS["scd"][1], "alive"),
    ("fay", "Fay", DESIGNS["scd"][1], "alive"),
]


@pytest.mark.parametrize(("key", "kind", "declared", "item"), CASES)
def test_made_weights_give_the_errors_of_r(
    tmp_path: Path, key: str, kind: making.Kind, declared: dict[str, Any], item: str
):
    file = {"jkn": parted(tmp_path), "jk1": ORACLE / "apiclus1.csv"}.get(key, ORACLE / "scd.csv")
    making.make(open_source(file), design_of(declared), kind, tmp_path / "new.parquet")
    design = read_design(tmp_path / "new.toml")
    if key == "jkn":
        design = design_of(
            {**design.model_dump(exclude_defaults=True), "replicates": {**_replicates(design), "mse": True}}
        )
    row = estimates.means(open_source(tmp_path / "new.parquet"), design, [item]).rows[0]
    expected = said(key, item)
    assert row.estimate == pytest.approx(expected["estimate"], rel=1e-11)
    assert row.se == pytest.approx(expected["se"], rel=1e-9) and row.df == expected["df"]


def _replicates(design: Any) -> dict[str, Any]:
    found: dict[str, Any] = design.replicates.model_dump(exclude_defaults=True)
    return found


def test_the_bootstrap_is_near_the_linearised_error_and_the_same_for_the_same_seed(tmp_path: Path):
    source, design = open_source(parted(tmp_path)), design_of({"strata": "part", "cluster": "dnum", "weight": "pw"})
    for name in ("one", "two"):
        making.make(source, design, "bootstrap", tmp_path / f"{name}.parquet", count=400, seed=7)
    found = [
        estimates.means(open_source(tmp_path / f"{name}.parquet"), read_design(tmp_path / f"{name}.toml"), ["api00"])
        for name in ("one", "two")
    ]
    linear = estimates.means(source, design, ["api00"]).rows[0].se
    assert found[0].rows[0].se == found[1].rows[0].se == pytest.approx(linear, rel=0.2)


def test_all_rows_and_columns_stay_in_their_order(tmp_path: Path):
    making.make(open_source(ORACLE / "apiclus1.csv"), design_of(CLUS1), "JK1", tmp_path / "new.csv")
    with (ORACLE / "apiclus1.csv").open(encoding="utf-8") as old, (tmp_path / "new.csv").open(encoding="utf-8") as new:
        before, after = list(csv.DictReader(old)), list(csv.DictReader(new))
    assert list(after[0])[: len(before[0])] == list(before[0]) and len(after[0]) == len(before[0]) + 15
    assert [row["cds"] for row in after] == [row["cds"] for row in before]
    for row in after:
        assert sum(float(row[f"rw_{at}"]) == 0 for at in range(1, 16)) == 1


@pytest.mark.parametrize(
    ("kind", "declared", "code"),
    [
        ("JK1", {"strata": "stype", "weight": "pw"}, "replicates_kind"),
        ("BRR", {"strata": "stype", "weight": "pw"}, "replicates_pairs"),
        ("JK2", {"weight": "pw"}, "option_value"),
        ("JK1", {"weight": "pw", "poststrata": {"by": ["stype"], "totals": {"E": 1}}}, "replicates_made"),
    ],
)
def test_what_cannot_be_made_is_refused_and_nothing_is_written(tmp_path: Path, kind: Any, declared: Any, code: str):
    with pytest.raises(AnalysisError) as refused:
        making.make(open_source(ORACLE / "apistrat.csv"), design_of(declared), kind, tmp_path / "new.csv")
    assert refused.value.code == code and list(tmp_path.iterdir()) == []
    assert json.dumps(refused.value.told("az"))
