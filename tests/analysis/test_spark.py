"""On a Spark cluster of two workers: ten of the tests that DuckDB passes, the files that both read alike, and what is refused."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from konfrans.analysis import engine, estimates, weighting
from konfrans.analysis.calibration import Raking
from konfrans.analysis.design import design_of
from konfrans.analysis.engine import Source, open_source
from konfrans.analysis.faults import AnalysisError
from tests import clusters
from tests.analysis import sources, test_oracle, test_oracle_more, test_traps, test_weighting
from tests.analysis.sources import ORACLE, open_here
from tests.analysis.test_oracle import CASES
from tests.analysis.test_oracle_more import told
from tests.analysis.test_traps import survey  # noqa: F401

pytestmark = pytest.mark.spark
MORE = {
    "a quantile": (test_oracle_more.test_a_quantile_and_its_interval_are_those_of_the_rule, "clus1 enroll hf7"),
    "a table": (test_oracle_more.test_rows_and_columns_are_tested_as_rao_and_scott_do, "nhanes race agecat"),
    "a difference": (
        test_oracle_more.test_a_difference_is_that_of_a_regression_on_the_groups,
        "strat api00 stype H",
    ),
    "a scale": (test_oracle_more.test_alpha_is_that_of_the_design, "clus2 api99,api00,avg.ed"),
    "a regression": (
        test_oracle_more.test_a_regression_has_the_terms_coefficients_and_errors_of_the_design,
        "nhanes HI_CHOL ~ factor(race) + factor(agecat) logistic",
    ),
}
COMMANDS = ("quantiles", "crosstab", "compare", "alpha", "regress")


@pytest.mark.parametrize(
    "asked",
    [
        ("clus2", "means", "api00", ("stype",)),
        ("post", "proportions", "awards", ("sch.wide",)),
        ("raked", "totals", "enroll", ("stype",)),
    ],
    ids=lambda one: " ".join(one[:3]),
)
def test_an_estimate_is_what_r_says(asked: tuple[str, str, str, tuple[str, ...]]):
    assert sources.survey(test_oracle.DESIGNS[asked[0]][0]).on_spark
    test_oracle.test_an_estimate_is_what_r_says(asked, dict(CASES)[asked])


@pytest.mark.parametrize("what", MORE)
def test_other_figures_are_what_r_says(what: str):
    test, name = MORE[what]
    (found,) = [one for command in COMMANDS for one in told(command) if one.id == name]
    assert sources.survey(test_oracle.DESIGNS[str(found.values[0])][0]).on_spark
    test(*found.values)


def test_weights_are_written_whole_and_in_their_order(tmp_path: Path):
    assert sources.survey("apiclus1").on_spark
    test_weighting.test_every_weight_is_that_of_r_and_every_row_and_column_stays_in_its_place(tmp_path)


def test_a_lonely_cluster_fails_unless_a_choice_is_made(survey):  # noqa: F811
    source, _design = survey()
    assert source.on_spark
    test_traps.test_a_lonely_cluster_fails_unless_a_choice_is_made(survey)


def rows(source: Source) -> list[dict[str, object]]:
    """All cases in the order of the file."""
    table = source.table
    found = source.collect("rows", lambda: table.select(*table.columns, at=source.row()).order_by("at"))
    return [{name: found[name][at] for name in table.columns} for at in range(len(found["at"]))]


def both(path: Path | str) -> list[list[dict[str, object]]]:
    return [rows(source) for source in (open_here(path), open_source(path))]


def test_a_column_is_of_the_same_kind_and_holds_the_same(tmp_path: Path):
    file = tmp_path / "with spaces [1] ə.csv"
    file.write_text(
        'code,second,number,text,half,"a ""b"".c",yes,İ,empty\n'
        '01,1,1,Yes,0.5,"two\nlines",true,İI,\n'
        "02,NA,-2,,NA,ıi,false,i,NA\n"
        '1e3,3,9007199254740993,"""q"", x",1e-300,,,ı,\n',
        "utf-8",
    )
    here, there = open_here(file), open_source(file)
    assert [str(kind) for kind in here.table.schema().types] == [str(kind) for kind in there.table.schema().types]
    here_rows, there_rows = (rows(one) for one in (here, there))
    assert json.dumps(here_rows, default=float) == json.dumps(there_rows, default=float)


def written(folder: Path, sizes: Sequence[int]) -> Path:
    folder.mkdir()
    first = 0
    for at, size in enumerate(sizes):
        n = np.arange(first, first + size)
        columns = {"n": n, "c": n % 7, "w": 1.0 + n % 3, "y": np.where(n % 5 == 0, np.nan, n * 0.1)}
        parquet.write_table(pa.table(columns), folder / f"{at}.parquet", row_group_size=500)
        first += size
    return folder


def test_files_of_a_folder_are_one_survey_in_the_order_of_their_names(tmp_path: Path):
    folder = written(tmp_path / "waves", [300, 4000, 20, 1500])
    for path in (folder, folder / "*.parquet", str(folder / "[0-3].parquet")):
        for found in both(path):
            assert [row["n"] for row in found] == list(range(5820))
    design = design_of({"cluster": "c", "weight": "w"})
    here, there = (estimates.means(one, design, ["y"]).rows[0] for one in (open_here(folder), open_source(folder)))
    assert here.n == there.n == 4656 and here.df == there.df == 6
    assert (here.estimate, here.se) == pytest.approx((there.estimate, there.se), rel=1e-12)


def test_both_engines_write_the_same_file(tmp_path: Path):
    folder = written(tmp_path / "waves", [3000, 50, 900])
    design, margins = design_of({"cluster": "c", "weight": "w"}), {"c": {str(at): 100.0 + at for at in range(7)}}
    outs = tmp_path / "spark.csv", tmp_path / "duckdb.csv"
    for source, out in zip((open_here(folder), open_source(folder)), outs, strict=True):
        weighting.rake(source, design, Raking(margins), out)
    one, two = (open_source(out).table.to_pandas() for out in outs)
    assert one["n"].tolist() == list(range(3950))
    assert one.drop(columns="w").equals(two.drop(columns="w"))
    assert one["w"].tolist() == pytest.approx(two["w"].tolist(), rel=1e-12)
    assert sorted(tmp_path.iterdir()) == sorted([folder, *outs])


def test_division_by_zero_is_missing_and_small_letters_are_those_of_azerbaijani(tmp_path: Path):
    file = tmp_path / "few.csv"
    file.write_text("a,b,t\n1,0,İI\n1,2,ƏŞI\n-1,0,Iİiı\n0,0,ÇÖ\n", "utf-8")
    for source in (open_here(file), open_source(file)):
        table = source.table
        asked = table.select(q=engine.quotient(table.a, table.b), t=engine.lowered(table.t), at=source.row())
        found = source.collect("both", lambda asked=asked: asked.order_by("at"))
        assert np.isnan(found["q"]).tolist() == [True, False, True, True] and found["q"][1] == 0.5
        assert found["t"].tolist() == ["iı", "əşı", "ıiiı", "çö"]


def test_numbers_that_are_none_and_groups_without_a_name_are_told_alike(tmp_path: Path):
    file = tmp_path / "survey.parquet"
    columns = {
        "y": [1.0, float("nan"), None, 4.0, float("inf"), 6.0],
        "g": [1.0, 2.0, float("nan"), None, 2.0, 1.0],
        "h": [True, False, None, True, True, False],
        "d": pa.array([1, 2, 3, 4, None, 6], pa.decimal128(6, 2)),
        "w": [1.0, 2.0, 3.0, 1.0, 2.0, 3.0],
    }
    parquet.write_table(pa.table(columns), file)
    design = design_of({"weight": "w", "missing": {"y": [float("inf")]}})
    for by in (["g"], ["h"], []):
        for item in ("y", "d", "h"):
            here, there = (
                [row.document() for row in estimates.means(one, design, [item], by).rows]
                for one in (open_here(file), open_source(file))
            )
            assert [row["n"] for row in here] == [row["n"] for row in there]
            for one, two in zip(here, there, strict=True):
                for figure in ("estimate", "se"):
                    assert one[figure] == (two[figure] and pytest.approx(two[figure], rel=1e-12))
                assert [one.get(name) for name in by] == [two.get(name) for name in by]


def refused(path: Path | str, address: str) -> AnalysisError:
    with pytest.raises(AnalysisError) as caught:
        open_source(path, engine=address)
    assert caught.value.told("az") and caught.value.told("en")
    return caught.value


@pytest.mark.parametrize("name", ["sparc", "spark://", "spark://here", "local", "local[x]", "DuckDB", "yarn"])
def test_an_engine_that_there_is_not_is_refused_by_name(name: str):
    fault = refused(ORACLE / "apistrat.csv", name)
    assert fault.code == "option_value" and f"“{name}”" in str(fault) and "spark://host:port" in str(fault)


def test_a_master_that_is_not_there_is_named_at_once():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"spark://127.0.0.1:{taken.getsockname()[1]}"
        fault = refused(ORACLE / "apistrat.csv", address)
    assert fault.code == "engine_unreachable" and address in str(fault)


def test_a_machine_without_java_is_told_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert refused(ORACLE / "apistrat.csv", "local[1]").code == "java_absent"


def test_a_machine_without_pyspark_is_told_what_to_type(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    fault = refused(ORACLE / "apistrat.csv", "local[1]")
    assert fault.code == "extra_absent" and 'pip install "konfrans[spark]"' in str(fault)


def test_a_file_that_the_workers_do_not_see_is_named(tmp_path: Path):
    folder = written(tmp_path / "here", [200])
    source = open_here(folder)
    (folder / "0.parquet").unlink()
    with pytest.raises(AnalysisError) as caught:
        estimates.means(source, design_of({"weight": "w"}), ["y"])
    assert (caught.value.code, caught.value.facts["file"]) == ("file_unseen", "here")


def test_files_of_other_columns_and_folders_without_any_are_refused(tmp_path: Path):
    folder = written(tmp_path / "waves", [20])
    parquet.write_table(pa.table({"n": [1], "c": [2]}), folder / "1.parquet")
    for address in ("duckdb", "local[1]"):
        fault = refused(folder, address)
        assert fault.code == "files_differ" and fault.facts["file"].endswith("1.parquet")
        assert refused(tmp_path, address).code == "no_parquet"
        assert refused(tmp_path / "*.parquet", address).code == "no_parquet"
        assert refused(ORACLE / "api*.csv", address).code == "several_kinds"


def alone(code: str) -> subprocess.CompletedProcess[str]:
    """Python in a process of its own: there is one session in each."""
    words = [sys.executable, "-c", "from konfrans.analysis import engine, estimates, spark\n" + code]
    return subprocess.run(words, capture_output=True, text=True, timeout=300, check=False)


def refused_alone(address: str, setting: str) -> str:
    """The code of the refusal, where one of the waits is shorter."""
    code = f"""
spark.{setting}
try:
    engine.open_source({str(ORACLE / "apistrat.csv")!r}, engine={address!r})
except engine.AnalysisError as fault:
    print(fault.code)
"""
    return alone(code).stdout.strip()


@pytest.mark.soak
def test_a_master_that_does_not_let_us_in_is_given_up():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"spark://127.0.0.1:{silent.getsockname()[1]}"
        assert refused_alone(address, "STARTED_WITHIN = 10") == "engine_unreachable"


@pytest.mark.soak
def test_a_master_that_gives_no_worker_is_given_up():
    with clusters.started(clusters.QUICK, workers=0) as address:
        assert refused_alone(address, "WORKERS_WITHIN = 3") == "engine_without_workers"


@pytest.mark.soak
def test_nothing_is_printed_but_the_result():
    code = f"""
from konfrans.analysis.design import design_of
source = engine.open_source({str(ORACLE / "apistrat.csv")!r}, engine="local[1]")
print(estimates.means(source, design_of({{"weight": "pw"}}), ["api00"]).rows[0].n)
"""
    done = alone(code)
    assert (done.stdout, done.stderr, done.returncode) == ("200\n", "", 0)
