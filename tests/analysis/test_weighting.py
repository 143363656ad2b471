"""Raked weights: R's to the last digits, the file whole and in its order, and margins that cannot hold refused by name."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from konfrans.analysis import estimates, weighting
from konfrans.analysis.calibration import Raking, read_margins
from konfrans.analysis.design import design_of
from konfrans.analysis.estimates import Asked
from konfrans.analysis.faults import AnalysisError
from tests.analysis.sources import ORACLE, open_here, survey
from tests.analysis.test_oracle import CLUS1, MARGINS, TYPES, WIDE


def test_every_weight_is_that_of_r_and_every_row_and_column_stays_in_its_place(tmp_path: Path):
    source, out = survey("apiclus1"), tmp_path / "weighted.parquet"
    weighting.rake(source, design_of(CLUS1), Raking(MARGINS["raked"]), out)
    old, new = source.table.to_pandas(), open_here(out).table.to_pandas()
    assert list(new.columns) == list(old.columns)
    assert new.drop(columns="pw").equals(old.drop(columns="pw"))
    said = json.loads((ORACLE / "raked.json").read_text("utf-8"))
    assert new["pw"].tolist() == pytest.approx(said, rel=1e-9)
    assert list(tmp_path.iterdir()) == [out]
    kept = weighting.weights(source, design_of(CLUS1), Raking(MARGINS["raked"]))
    assert kept.tolist() == pytest.approx(said, rel=1e-9), "in memory they are the same"


def test_the_file_of_raked_weights_gives_the_estimates_of_margins_given_at_once_but_larger_errors(tmp_path: Path):
    source, out = survey("apiclus1"), tmp_path / "weighted.csv"
    weighting.rake(source, design_of(CLUS1), Raking(MARGINS["raked"]), out)
    design = design_of(CLUS1)
    from_file = estimates.totals(open_here(out), design, ["enroll"]).rows[0]
    at_once = estimates.totals(source, design, ["enroll"], (), Asked(margins=MARGINS["raked"])).rows[0]
    assert from_file.estimate == pytest.approx(at_once.estimate, rel=1e-12)
    assert from_file.se > 1.2 * at_once.se


@pytest.mark.parametrize(
    ("margins", "code", "named"),
    [
        ({"stype": {**TYPES, "K": 5}}, "margin_empty", "K"),
        ({"stype": {"E": 1, "H": 2}}, "no_margin", "M"),
        ({"stype": TYPES, "sch.wide": {"No": 1072, "Yes": 5123}}, "margins_differ", "sch.wide"),
        ({"type": TYPES}, "column_absent", "stype"),
        ({"comp.imp": {"No": 1, "Yes": 1}, "avg.ed": {"1": 2}}, "margin_missing", "avg.ed"),
    ],
)
def test_margins_that_cannot_hold_are_refused_by_name(
    margins: dict[str, dict[str, float]], code: str, named: str, tmp_path: Path
):
    out = tmp_path / "weighted.parquet"
    with pytest.raises(AnalysisError) as caught:
        weighting.rake(survey("apiclus1"), design_of(CLUS1), Raking(margins), out)
    assert caught.value.code == code and named in str(caught.value)
    assert not out.exists()


def test_margins_that_no_weights_can_meet_say_where_they_fail(tmp_path: Path):
    file = tmp_path / "survey.csv"
    file.write_text("a,b,w\n1,1,1\n2,2,1\n", "utf-8")
    with pytest.raises(AnalysisError) as caught:
        weighting.rake(
            open_here(file),
            design_of({"weight": "w"}),
            Raking({"a": {"1": 6, "2": 4}, "b": {"1": 5, "2": 5}}),
            tmp_path / "out.csv",
        )
    assert caught.value.code == "not_converged" and caught.value.facts["gap"] == pytest.approx(1)
    assert caught.value.facts["margin"] == "a"


def test_a_margins_file_is_a_table_for_each_variable(tmp_path: Path):
    file = tmp_path / "margins.toml"
    file.write_text("[stype]\nE = 4421\nH = 755\nM = 1018\n", "utf-8")
    assert read_margins(file) == {"stype": TYPES}
    file.write_text("[stype]\nE = -1\n", "utf-8")
    with pytest.raises(AnalysisError, match=r"stype\.E = -1 cannot be used"):
        read_margins(file)
    assert sum(WIDE.values()) == sum(TYPES.values())


def test_bounds_hold_for_every_weight_of_the_file_and_for_the_errors(tmp_path: Path):
    out = tmp_path / "out.csv"
    raking = Raking(MARGINS["raked"], bounds=(0.6, 1.65))
    weighting.rake(survey("apiclus1"), design_of(CLUS1), raking, out)
    with out.open(encoding="utf-8") as file:
        new = [float(row["pw"]) for row in csv.DictReader(file)]
    with (ORACLE / "apiclus1.csv").open(encoding="utf-8") as file:
        old = [float(row["pw"]) for row in csv.DictReader(file)]
    shares = [one / other for one, other in zip(new, old, strict=True)]
    assert min(shares) >= 0.6 - 1e-12 and max(shares) <= 1.65 + 1e-12
    assert new == pytest.approx(json.loads((ORACLE / "bounded.json").read_text("utf-8")), rel=1e-9)
    with pytest.raises(AnalysisError) as caught:
        weighting.rake(survey("apiclus1"), design_of(CLUS1), Raking(MARGINS["raked"], bounds=(0.99, 1.01)), out)
    assert caught.value.code == "bounds_narrow" and caught.value.facts["margin"] in ("stype", "sch.wide")


def test_trimmed_weights_are_those_of_r_and_keep_their_sum(tmp_path: Path):
    out = tmp_path / "out.csv"
    declared = design_of({"strata": "stype", "weight": "pw", "trim": [18, 35]})
    weighting.rake(survey("apistrat"), declared, Raking({"sch.wide": WIDE}), out)
    found = estimates.means(survey("apistrat"), declared, ["api00"]).rows[0]
    said = json.loads((ORACLE / "trimmed.json").read_text("utf-8"))
    assert found.estimate == pytest.approx(said["mean"], rel=1e-11) and found.se == pytest.approx(said["se"], rel=1e-9)
    with out.open(encoding="utf-8") as file:
        weights = [float(row["pw"]) for row in csv.DictReader(file)]
    assert weights == pytest.approx(said["raked"], rel=1e-9)
    with pytest.raises(AnalysisError) as caught:
        estimates.means(survey("apistrat"), design_of({"weight": "pw", "trim": [1, 2]}), ["api00"])
    assert caught.value.code == "trim_impossible"


def test_factors_of_many_digits_are_no_decimals(tmp_path: Path):
    """Three margins whose factors have seventeen digits each: as decimals their product would have too many places."""
    file = tmp_path / "survey.csv"
    rows = [f"{at % 3},{at % 5},{at % 7},{1 + at % 11 / 10}" for at in range(300)]
    file.write_text("\n".join(["a,b,c,w", *rows]) + "\n", "utf-8")
    margins = {
        "a": {str(at): 1000 / 3 for at in range(3)},
        "b": {str(at): 1000 / 15 * (1 + at) for at in range(5)},
        "c": {str(at): 1000 / 28 * (1 + at) for at in range(7)},
    }
    weighting.rake(open_here(file), design_of({"weight": "w"}), Raking(margins), tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8") as out:
        found = list(csv.DictReader(out))
    for name, totals in margins.items():
        for level, total in totals.items():
            assert sum(float(row["w"]) for row in found if row[name] == level) == pytest.approx(total, rel=1e-9)


def test_a_margins_file_without_a_table_is_refused(tmp_path: Path):
    (tmp_path / "margins.toml").write_text("# nothing yet\n", "utf-8")
    with pytest.raises(AnalysisError) as caught:
        read_margins(tmp_path / "margins.toml")
    assert caught.value.code == "option_value" and "margins.toml" in str(caught.value)
