"""What a design or a file may hold that would make an error silently: it is refused with place and remedy, or chosen by name."""

from __future__ import annotations

import json
import math
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat
import pytest

from konfrans.analysis import estimates
from konfrans.analysis.design import design_of
from konfrans.analysis.faults import AnalysisError, words
from konfrans.cli.main import main
from tests.analysis.sources import ORACLE, open_here

HEAD = "s,c,w,fpc,g,y"
CASES = ["a,1,2,10,x,1", "a,2,2,10,x,3", "a,2,2,10,y,5", "b,3,1,4,y,2", "b,4,1,4,y,8"]
DESIGN = {"strata": "s", "cluster": "c", "weight": "w"}


@pytest.fixture
def survey(tmp_path: Path):
    def make(*rows: str, **declared: Any):
        file = tmp_path / "survey.csv"
        file.write_text("\n".join([HEAD, *(rows or CASES)]) + "\n", "utf-8")
        return open_here(file), design_of({**DESIGN, **declared})

    return make


def refused(survey, *rows: str, item: str = "y", **declared: Any) -> AnalysisError:
    with pytest.raises(AnalysisError) as caught:
        estimates.means(*survey(*rows, **declared), [item])
    assert {"what", "remedy"} == {*words("az")[caught.value.code]} == {*words("en")[caught.value.code]}
    return caught.value


def test_a_missing_column_is_named_with_the_nearest_one(survey):
    fault = refused(survey, weight="wt")
    assert fault.code == "column_absent"
    assert fault.told() == ("weight names the column wt, which the file does not have.", "Nearest: w.")


def test_a_weight_of_text_is_refused(survey):
    assert refused(survey, "a,1,heavy,10,x,1", "a,2,2,10,x,1").told()[0] == (
        "The column w of weight holds text (as “heavy”), where numbers are needed."
    )


@pytest.mark.parametrize(
    ("weight", "code"),
    [("", "weight_missing"), ("0", "weight_zero"), ("-1", "weight_negative"), ("inf", "weight_infinite")],
)
def test_a_weight_that_is_none_is_refused(survey, weight: str, code: str):
    assert refused(survey, f"a,1,{weight},10,x,1", *CASES).code == code


def test_a_weight_of_zero_may_be_allowed_and_is_then_no_case(survey):
    source, design = survey("a,1,0,10,x,99", *CASES, zero_weights="allow")
    with_zero = estimates.means(source, design, ["y"]).rows[0]
    without = estimates.means(*survey(), ["y"]).rows[0]
    assert (with_zero.estimate, with_zero.n) == (without.estimate, 5)
    assert with_zero.se == pytest.approx(without.se, rel=1e-12)


def test_a_lonely_cluster_fails_unless_a_choice_is_made(survey):
    rows = [*CASES[:3], "b,3,1,4,y,2"]
    fault = refused(survey, *rows)
    assert (fault.code, fault.facts["strata"]) == ("lonely", "b")
    errors = {
        how: estimates.means(*survey(*rows, lonely=how), ["y"]).rows[0].se for how in ("certainty", "adjust", "average")
    }
    # By hand: the mean is 20/7, the linearised totals are -26/49, 32/49 and -6/49 (the lonely one).
    alone = 2 * (29 / 49) ** 2 * 2
    assert errors["certainty"] == pytest.approx(math.sqrt(alone), rel=1e-12)
    assert errors["adjust"] == pytest.approx(math.sqrt(alone + (6 / 49) ** 2), rel=1e-12)
    assert errors["average"] == pytest.approx(math.sqrt(2 * alone), rel=1e-12)


def test_a_cluster_in_two_strata_is_refused_unless_clusters_are_numbered_anew(survey):
    rows = [*CASES, "b,1,1,4,y,2"]
    fault = refused(survey, *rows)
    assert (fault.code, fault.facts["strata"]) == ("cluster_not_nested", ["a", "b"])
    assert estimates.means(*survey(*rows, nest=True), ["y"]).rows[0].df == 3


def test_a_population_below_its_sample_is_refused(survey):
    fault = refused(survey, population={"a": 1, "b": 9})
    assert (fault.code, fault.facts["unit"]) == ("population_small", "a")
    assert refused(survey, population={"a": 9}).code == "population_unknown"
    assert refused(survey, *CASES, "b,4,1,5,y,8", population="fpc").code == "population_varies"


def test_a_domain_of_one_cluster_is_not_estimable_never_exact(survey):
    source, design = survey(*CASES, "a,1,2,10,z,4")
    row = next(one for one in estimates.means(source, design, ["y"], ["g"]).rows if one.keys["g"] == "z")
    assert row.df == 0 and row.estimate == 4 and math.isnan(row.se) and row.document()["ci"] is None


def test_codes_that_mean_no_answer_are_taken_out_and_the_clusters_stay(survey):
    source, design = survey(*CASES, "a,5,2,10,x,-9", missing={"y": [-9]})
    row = estimates.means(source, design, ["y"]).rows[0]
    assert (row.n, row.df, row.estimate) == (5, 3, pytest.approx(28 / 8))


def test_a_file_cut_in_half_is_named(tmp_path):
    whole = Path(tmp_path / "whole.parquet")
    source = open_here(ORACLE / "apistrat.csv")
    source.write(source.table, whole)
    half = tmp_path / "half.parquet"
    half.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    with pytest.raises(AnalysisError) as caught:
        open_here(half)
    assert caught.value.code == "file_broken" and caught.value.facts["file"] == "half.parquet"


def typed(given: list[str]) -> int | str | None:
    with pytest.raises(SystemExit) as left:
        main(given)
    return left.value.code


def test_the_command_says_one_object_and_refuses_in_the_language_asked(tmp_path, capsys):
    data = str(ORACLE / "apistrat.csv")
    design = tmp_path / "design.toml"
    design.write_text('strata = "stype"\nweight = "pw"\npopulation = "fpc"\n', "utf-8")
    words_typed = ["analyse", "means", data, "--design", str(design), "--items", "api00", "--by", "stype", "--json"]
    assert typed(words_typed) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert [row["stype"] for row in rows] == ["E", "H", "M"]
    assert {*rows[0]} == {"item", "stype", "estimate", "se", "ci", "deff", "df", "n"}
    design.write_text('stratum = "stype"\n', "utf-8")
    assert typed([*words_typed[:-1], "--lang", "az"]) == 2
    said = capsys.readouterr().err
    assert "dizaynda stratum açarı yoxdur" in said and "strata" in said


def test_a_formula_may_stand_before_or_after_the_file(tmp_path, capsys):
    data = str(ORACLE / "apistrat.csv")
    design = tmp_path / "design.toml"
    design.write_text('strata = "stype"\nweight = "pw"\npopulation = "fpc"\n', "utf-8")
    said = []
    for words_typed in ([data, "api00 ~ ell"], ["api00 ~ ell", data]):
        assert typed(["analyse", "regress", *words_typed, "--design", str(design), "--json"]) == 0
        said.append(json.loads(capsys.readouterr().out))
    assert said[0] == said[1] and [row["term"] for row in said[0]["rows"]] == ["(Intercept)", "ell"]


def test_a_file_of_spss_gives_what_its_csv_gives(tmp_path: Path):
    csv = ORACLE / "apistrat.csv"
    sav = tmp_path / "apistrat.sav"
    columns = open_here(csv).table.select("stype", "pw", "fpc", "api00").to_pandas()
    pyreadstat.write_sav(columns, str(sav), column_labels={"api00": "Nəticə, 2000"})
    design = design_of({"strata": "stype", "weight": "pw", "population": "fpc"})
    one, two = (estimates.means(open_here(file), design, ["api00"], ["stype"]) for file in (csv, sav))
    assert [row.document() for row in one.rows] == [row.document() for row in two.rows]
    assert two.labels["api00"] == "Nəticə, 2000"


def test_nan_in_parquet_is_no_answer_and_no_weight(tmp_path: Path):
    """The statistics of a Parquet file pass over NaN, so an engine may believe that there is none."""
    answers = [1.0, 2.0, float("nan"), 4.0, 5.0, 6.0]
    columns = {"q": answers, "r": [1.0, 1.0, 2.0, 2.0, 3.0, 3.0], "g": [1.0, 1.0, 1.0, 2.0, 2.0, float("nan")]}
    pq.write_table(pa.table({**columns, "w": [1.0] * 6}), tmp_path / "nan.parquet")
    source, design = open_here(tmp_path / "nan.parquet"), design_of({"weight": "w"})
    row = estimates.means(source, design, ["q"]).rows[0]
    assert (row.n, row.estimate) == (5, pytest.approx(18 / 5))
    assert estimates.ratios(source, design, ["r/q"]).rows[0].estimate == pytest.approx(10 / 18)
    assert estimates.means(source, design, ["r"], ["g"]).notes[0]["number"] == 1
    pq.write_table(pa.table({**columns, "w": [1.0, 1.0, float("nan"), 1.0, 1.0, 1.0]}), tmp_path / "weight.parquet")
    with pytest.raises(AnalysisError) as refused:
        estimates.means(open_here(tmp_path / "weight.parquet"), design, ["r"])
    assert refused.value.code == "weight_infinite"


@pytest.mark.parametrize("codes", [["-9"], [-9], [" -9"], {"y": ["-9"]}, [-9.0, "refused"]])
def test_a_code_means_no_answer_however_it_is_written(tmp_path: Path, codes: Any):
    file = tmp_path / "survey.csv"
    file.write_text("y,t\n1,a\n-9,-9\n3,b\n", "utf-8")
    design = design_of({"missing": codes})
    row = estimates.means(open_here(file), design, ["y"]).rows[0]
    assert (row.n, row.estimate) == (2, 2)
    if not isinstance(codes, dict):
        assert len(estimates.proportions(open_here(file), design, ["t"]).rows) == 2


@pytest.mark.parametrize(
    ("declared", "code"),
    [
        ({"missing": {"Y": [-9]}}, "column_absent"),
        ({"reversed": {"zz": [1, 5]}}, "column_absent"),
        ({"reversed": {"y": [5, 1]}}, "design_value"),
        ({"cluster": ["c", "c"]}, "design_value"),
        ({"population": {"a": 100, "b": math.inf}}, "population_value"),
        ({"population": {"a": 100, "b": math.nan}}, "population_value"),
        ({"population": {"a": 100, "b": -5}}, "population_value"),
    ],
)
def test_a_design_that_means_nothing_is_refused(survey, declared: dict[str, Any], code: str):
    def ask() -> None:
        source, design = survey(**{"strata": "s", **declared})
        estimates.means(source, design, ["y"])

    with pytest.raises(AnalysisError) as refused:
        ask()
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("content", "item", "code"),
    [
        ("w,y,y\n1,2,3\n", "y", "columns_twice"),
        ("w,y,Y\n1,2,3\n", "y", "columns_twice"),
        ("w,y\n", "y", "column_empty"),
        ('w,y\n1,"2,5"\n', "y", "column_comma"),
        ("w,y\n1,x\n", "y", "column_text"),
        ("w,\xe9\n1,2\n".encode("latin-1"), "y", "file_encoding"),
    ],
)
def test_a_file_says_what_is_odd_about_it(tmp_path: Path, content: Any, item: str, code: str):
    file = tmp_path / "survey.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(AnalysisError) as refused:
        estimates.means(open_here(file), design_of({"weight": "w"}), [item])
    assert refused.value.code == code
    assert all(refused.value.told("az"))


def test_lists_infinite_values_and_names_that_a_row_needs_are_refused_and_decimals_keep_their_digits(tmp_path: Path):
    columns = {
        "lists": [[1], [2]],
        "endless": [1.0, math.inf],
        "n": ["a", "b"],
        "money": pa.array([Decimal("5.10"), Decimal("6.10")], pa.decimal128(38, 2)),
        "y": [1.0, 2.0],
    }
    pq.write_table(pa.table(columns), tmp_path / "kinds.parquet")
    source, plain = open_here(tmp_path / "kinds.parquet"), design_of({})
    codes = []
    for ask in (
        lambda: estimates.proportions(source, plain, ["lists"]),
        lambda: estimates.means(source, plain, ["endless"]),
        lambda: estimates.means(source, plain, ["y"], ["n"]),
    ):
        with pytest.raises(AnalysisError) as refused:
            ask()
        codes.append(refused.value.code)
    assert codes == ["column_nested", "value_infinite", "by_reserved"]
    assert [row.keys["level"] for row in estimates.proportions(source, plain, ["money"]).rows] == [5.1, 6.1]


def test_a_total_of_a_group_in_one_cluster_has_an_error_and_its_mean_has_none(survey):
    """R says the same error of the total; of the mean it says zero."""
    rows = ["a,1,2,10,x,1", "a,2,2,10,y,3", "a,3,2,10,y,5", "b,4,1,4,y,2", "b,5,1,4,y,8"]
    source, design = survey(*rows)
    total = estimates.totals(source, design, ["y"], ["g"]).rows[0]
    mean = estimates.means(source, design, ["y"], ["g"]).rows[0]
    # One cluster of three in the stratum holds 2, the others nothing: 3 / 2 of the squares around 2 / 3.
    assert total.df == 0 and total.se == pytest.approx(math.sqrt(1.5 * (4 - 4 / 3)))
    assert math.isnan(total.ci[0]) and math.isnan(mean.se) and math.isnan(mean.ci[0])
