"""What can hardly be estimated or read: it is not estimable, or refused with place and remedy; nothing breaks and nothing is made up."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from konfrans.analysis import commands, comparison, estimates, live, outputs, quality, tables, weighting
from konfrans.analysis.calibration import Raking, margins_of
from konfrans.analysis.design import design_of, read_toml
from konfrans.analysis.engine import Source
from konfrans.analysis.estimates import Asked
from konfrans.analysis.faults import AnalysisError
from konfrans.analysis.results import Result
from konfrans.cli.main import main
from tests.analysis.sources import open_here

ROWS = 24
DESIGN = {"cluster": "c", "weight": "w"}


@pytest.fixture
def survey(tmp_path: Path):
    """A survey of 24 cases in six clusters, with some columns of its own, as Parquet or CSV."""

    def make(kind: str = "parquet", **columns: Any) -> Source:
        own = {"c": [at // 4 for at in range(ROWS)], "w": [1.0 + at % 3 for at in range(ROWS)]}
        table = pa.table({**own, "y": [(at * 7) % 5 for at in range(ROWS)], **columns})
        file = tmp_path / f"survey.{kind}"
        if kind == "csv":
            table.to_pandas().to_csv(file, index=False)
        else:
            pq.write_table(table, file)
        return open_here(file)

    return make


def refused(ask: Any) -> AnalysisError:
    with pytest.raises(AnalysisError) as caught:
        ask()
    assert all(caught.value.told("az")) and all(caught.value.told("en"))
    return caught.value


def untested(found: Result) -> bool:
    """Whether the test of the whole is not estimable, and said so in every language."""
    said = [dict(outputs.sheet_of(found, language).about)["Test"] for language in ("en", "az")]
    assert said[0].endswith("not estimable.") and said[1].endswith("qiymətləndirmək olmur.")
    return all(math.isnan(found.test[one]) for one in ("f", "ndf", "ddf", "p"))


@pytest.mark.parametrize("ask", [comparison.compare, comparison.trend])
def test_groups_of_one_case_have_differences_and_no_test(survey, ask: Any):
    source = survey(g=["z", "zz", *["a", "b"] * 11])
    found = ask(source, design_of(DESIGN), ["y"], "g")
    assert untested(found)
    last = found.rows[-1]
    assert (last.keys["g"], last.estimate) == ("zz", 2) and math.isnan(last.se) and math.isnan(last.ci[0])
    assert not math.isnan(found.rows[0].se)


def test_a_crosstab_of_columns_that_follow_from_each_other_has_no_test(survey):
    found = tables.crosstab(
        survey(a=["1", "2", "3"] * 8, b=["x", "y", "z"] * 8), design_of(DESIGN), "a", "b", Asked(margins=None)
    )
    assert len(found.rows) == 9 and untested(found)
    even = survey(a=["1", "2", "1", "2"] * 6, b=["x", "x", "y", "y"] * 6)
    assert untested(tables.crosstab(even, design_of({"cluster": "c"}), "a", "b"))


def test_a_ratio_over_nothing_is_not_estimable(survey):
    found = estimates.ratios(survey(x=[0, 1] * 12, g=["o", "x"] * 12), design_of(DESIGN), ["y/x"], ["g"])
    none, some = (row.document() for row in found.rows)
    assert (none["estimate"], none["se"], none["ci"]) == (None, None, None) and none["n"] == 12
    assert some["estimate"] == pytest.approx(found.rows[1].estimate) and some["se"] > 0


@pytest.mark.parametrize("ask", [comparison.compare, comparison.trend])
def test_more_groups_than_can_be_compared_are_refused_by_name(tmp_path: Path, ask: Any):
    number = estimates.MOST_LEVELS + 1
    columns = {"c": list(range(number)), "g": [f"g{at}" for at in range(number)], "y": [1.0] * number}
    pq.write_table(pa.table(columns), tmp_path / "many.parquet")
    fault = refused(lambda: ask(open_here(tmp_path / "many.parquet"), design_of({"cluster": "c"}), ["y"], "g"))
    assert (fault.code, fault.facts["number"]) == ("too_many_levels", number)


@pytest.mark.parametrize("total", ["x", -4, math.nan, math.inf, True, [1]])
def test_totals_of_post_strata_are_numbers_as_those_of_margins_are(total: Any):
    flat = {"by": ["a"], "totals": {"1": 5, "2": total}}
    nested = {"by": ["a", "b"], "totals": {"1": {"x": 5, "y": 4}, "2": {"x": total, "y": 1}}}
    for table, place in ((flat, "poststrata.totals.2"), (nested, "poststrata.totals.2.x")):
        fault = refused(lambda table=table: design_of({"poststrata": table}))
        assert (fault.code, fault.facts["key"]) == ("design_value", place)
    assert refused(lambda: margins_of({"a": {"2": total}}, "m.toml")).facts["key"] == "a.2"


def test_a_margin_that_is_no_table_is_told_what_it_takes():
    assert "{ f = 1000, m = 900 }" in refused(lambda: margins_of({"a": 3}, "m.toml")).told()[1]


@pytest.mark.parametrize(
    ("declared", "key"),
    [
        ({"strata": ""}, "strata"),
        ({"weight": ""}, "weight"),
        ({"cluster": [""]}, "cluster"),
        ({"population": [""]}, "population"),
        ({"nest": "yes"}, "nest"),
        ({"nest": 1}, "nest"),
        ({"replicates": {"type": "JK1", "columns": "rw_*", "mse": "yes"}}, "replicates.mse"),
        ({"cluster": "c", "population": ["one", "two"]}, "population"),
        ({"population": ["one", "two"]}, "population"),
    ],
)
def test_a_design_is_taken_at_its_word_or_refused(declared: dict[str, Any], key: str):
    fault = refused(lambda: design_of(declared))
    assert (fault.code, fault.facts["key"]) == ("design_value", key)


def test_bounds_without_margins_are_refused():
    fault = refused(lambda: commands.asked_of({"bounds": "0.3,3"}))
    assert (fault.code, fault.facts["option"]) == ("option_absent", "--margins")


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_a_column_without_any_value_is_refused_whatever_the_file(survey, kind: str):
    source = survey(kind, q=pa.array([None] * ROWS, pa.float64()))
    assert refused(lambda: estimates.means(source, design_of(DESIGN), ["q"])).code == "column_empty"
    assert refused(lambda: estimates.ratios(source, design_of(DESIGN), ["y/q"])).facts["column"] == "q"


def test_a_column_of_codes_for_no_answer_alone_has_no_cases_and_is_not_refused(survey):
    found = estimates.means(survey(q=[-9] * ROWS), design_of({**DESIGN, "missing": [-9]}), ["q"])
    assert found.rows[0].n == 0


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_true_and_false_are_written_in_margins_as_toml_or_as_the_file_writes_them(survey, kind: str, tmp_path: Path):
    source, design = survey(kind, t=[True, False] * 12, g=["a", "b", "b"] * 8), design_of(DESIGN)
    written = [{"t": {"true": 700, "false": 300}}, {"t": {"True": 700, "False": 300}}]
    means = [estimates.means(source, design, ["y"], (), Asked(margins=one)).rows[0].estimate for one in written]
    assert means[0] == means[1]
    crossed = {"by": ["t", "g"], "totals": {"true": {"a": 300, "b": 400}, "false": {"a": 100, "b": 200}}}
    assert estimates.means(source, design_of({**DESIGN, "poststrata": crossed}), ["y"]).rows[0].n == ROWS
    assert [row.n for row in quality.representation(source, design, written[0]).rows] == [12, 12]
    weighting.rake(source, design, Raking(written[0]), tmp_path / "raked.parquet")
    raked = estimates.means(open_here(tmp_path / "raked.parquet"), design, ["y"]).rows[0]
    assert raked.estimate == pytest.approx(means[0], rel=1e-12)


@pytest.mark.parametrize(
    ("content", "code", "facts"),
    [
        ("", "file_blank", {}),
        ("\ufeff\n", "file_blank", {}),
        ("w,g,y\n1,a,2\n1,b,3\n1,c", "line_short", {"line": 4, "columns": 3, "found": 2}),
        ("w;g;y\n1;a;2\n1;b", "line_short", {"line": 3, "columns": 3, "found": 2}),
    ],
)
def test_a_text_file_that_is_empty_or_cut_says_so(tmp_path: Path, content: str, code: str, facts: dict[str, int]):
    (tmp_path / "cut.csv").write_text(content, "utf-8")
    fault = refused(lambda: open_here(tmp_path / "cut.csv"))
    assert fault.code == code and facts.items() <= fault.facts.items()


def test_a_file_of_one_column_may_have_commas_in_its_name_and_its_texts(tmp_path: Path):
    (tmp_path / "one.csv").write_text('"what, if anything"\n"this, that"\nnothing\n', "utf-8")
    assert open_here(tmp_path / "one.csv").table.columns == ("what, if anything",)


@pytest.mark.parametrize(
    ("command", "given"),
    [
        ("words", {"items": "q", "by": "of"}),
        ("words", {"items": "q", "by": "word"}),
        ("words", {"items": "q", "by": "g,answers"}),
        ("keyness", {"items": "q", "by": "g2"}),
        ("checks", {"items": "y", "by": "check"}),
        ("response", {"column": "y", "dispositions": {"dispositions": {"I": [1]}}, "by": "rate"}),
    ],
)
def test_a_group_cannot_be_called_as_a_row_calls_its_figures(survey, command: str, given: dict[str, Any]):
    names = ("of", "word", "answers", "g2", "check", "rate", "g")
    source = survey(q=["dərs kitab"] * ROWS, **{name: ["a", "b"] * 12 for name in names})
    fault = refused(lambda: commands.ask(source, design_of(DESIGN), command, given))
    assert fault.code == "by_reserved" and fault.facts["column"] in str(given["by"])


@pytest.mark.parametrize("language", ["az", "en"])
def test_a_column_of_the_file_keeps_its_name_as_a_head(survey, language: str):
    found = estimates.means(survey(of=["a", "b"] * 12, g2=["c", "d"] * 12), design_of(DESIGN), ["y"], ["of", "g2"])
    assert outputs.sheet_of(found, language).heads[1:3] == ["of", "g2"]


def typed(capsys: Any, *given: str) -> tuple[Any, str]:
    with pytest.raises(SystemExit) as left:
        main(["analyse", *given])
    said = capsys.readouterr()
    return left.value.code, said.out + said.err


def test_the_terminal_shows_groups_under_the_name_of_their_column(survey, tmp_path: Path, capsys: Any):
    survey(row=["a", "b"] * 12, of=["c", "d"] * 12, q=["dərs kitab"] * ROWS, check=["a", "b"] * 12)
    (tmp_path / "d.toml").write_text('cluster = "c"\n', "utf-8")
    file, design = str(tmp_path / "survey.parquet"), ("--design", str(tmp_path / "d.toml"), "--lang", "az")
    status, said = typed(capsys, "means", file, *design, "--items", "y", "--by", "row,of")
    assert status == 0 and said.splitlines()[0].split()[:3] == ["sual", "row", "of"]
    status, said = typed(capsys, "words", file, *design, "--items", "q", "--by", "check")
    assert status == 0 and said.splitlines()[0].split()[:3] == ["sual", "söz", "check"]


def test_what_out_may_be_is_said_before_anything_is_asked(survey, tmp_path: Path, capsys: Any):
    survey()
    (tmp_path / "d.toml").write_text('cluster = "c"\n', "utf-8")
    given = ("means", str(tmp_path / "survey.parquet"), "--design", str(tmp_path / "d.toml"), "--items", "absent")
    (tmp_path / "out").mkdir()
    status, said = typed(capsys, *given, "--out", str(tmp_path / "out" / "x.pdf"))
    assert status == 2 and ".xlsx, .csv, .html" in said


def test_held_sums_are_raked_to_columns_that_divide_an_item_and_are_named_by_their_folder(survey, tmp_path: Path):
    source, design = survey(g=["a", "b", "b"] * 8, h=["x", "y"] * 12), design_of(DESIGN)
    questions = [{"command": "means", "items": ["y"], "by": ["g"]}]
    live.save(live.hold(source, design, questions), tmp_path / "held")
    held = live.load(tmp_path / "held")
    raked = {"items": "y", "margins": {"g": {"a": 500, "b": 700}}}
    rows, sums = (commands.ask(one, design, "means", raked).rows[0] for one in (source, held))
    assert sums.estimate == pytest.approx(rows.estimate, rel=1e-12) and sums.se == pytest.approx(rows.se, rel=1e-9)
    more = {"items": "y", "margins": {"h": {"x": 500, "y": 700}}}
    fault = refused(lambda: commands.ask(held, design, "means", more))
    assert (fault.code, fault.facts["name"]) == ("live_rows", str(tmp_path / "held"))


def test_a_document_that_is_none_says_how_such_a_file_is_written(tmp_path: Path):
    (tmp_path / "twice.toml").write_text("a = 1\na = 2\n", "utf-8")
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    for name in ("twice.toml", "bytes.toml"):
        fault = refused(lambda name=name: read_toml(tmp_path / name))
        assert fault.code == "toml_broken" and "stands once" in fault.told()[1] and "UTF-8" in fault.told()[1]
    assert refused(lambda: read_toml(tmp_path)).code == "file_broken"


def test_a_question_of_a_plan_is_refused_in_the_language_asked(survey, tmp_path: Path, capsys: Any):
    survey()
    ask = '[design]\ncluster = "c"\n[[ask]]\ncommand = "means"\nitems = ["absent"]\n'
    (tmp_path / "plan.toml").write_text(ask, "utf-8")
    given = ("run", str(tmp_path / "plan.toml"), "--data", str(tmp_path / "survey.parquet"), "--json", "--lang", "az")
    status, said = typed(capsys, *given)
    told = json.loads(said)["error"]["what"]
    assert status == 2 and "faylda isə belə sütun yoxdur" in told and "Nearest" not in told


def test_one_case_is_told_without_a_plural(survey):
    source = survey(u=[None, *["a"] * (ROWS - 1)])
    fault = refused(lambda: estimates.means(source, design_of({"strata": "u", "weight": "w"}), ["y"]))
    assert fault.told()[0] == "Cases without a value in u, which the design names as strata: 1."
