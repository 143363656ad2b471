"""Plans are answered in one pass, bundles give every number again, and files carry what they were made of."""

from __future__ import annotations

import csv
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from konfrans.analysis import outputs, plan
from konfrans.analysis.engine import open_source
from konfrans.analysis.faults import AnalysisError
from konfrans.cli.main import main
from tests.analysis.test_oracle import ORACLE

PLAN = """
[design]
strata = "stype"
weight = "pw"
population = "fpc"
labels = { api00 = "=cmd|' /C calc'!A0", enroll = "Şagirdlərin <b>sayı</b>" }

[[ask]]
command = "means"
items = ["api00", "enroll"]
by = ["stype"]

[[ask]]
command = "crosstab"
rows = "stype"
columns = "awards"

[[ask]]
command = "quantiles"
items = ["meals"]
rule = "hf7"

[[ask]]
command = "regress"
formula = "api00 ~ ell + factor(awards)"
"""


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, plan.Plan, list[Any]]:
    data = tmp_path / "schools.csv"
    shutil.copy(ORACLE / "apistrat.csv", data)
    (tmp_path / "plan.toml").write_text(PLAN, "utf-8")
    read, source = plan.read_plan(tmp_path / "plan.toml"), open_source(data)
    results = plan.run(source, read)
    plan.write_bundle(tmp_path / "bundle.zip", data, source, read, results)
    return tmp_path, read, results


def test_a_bundle_gives_every_number_again(made: tuple[Path, plan.Plan, list[Any]]):
    folder, _read, _results = made
    number, differences = plan.reproduce(folder / "bundle.zip")
    assert number > 150 and differences == []


@pytest.mark.parametrize("part", ["results.json", "dictionary.json"])
def test_one_number_that_was_changed_is_named(made: tuple[Path, plan.Plan, list[Any]], part: str):
    folder, _read, _results = made
    with zipfile.ZipFile(folder / "bundle.zip") as file:
        parts = {name: file.read(name) for name in file.namelist()}
    document = json.loads(parts[part])
    if part == "results.json":
        document[0]["rows"][1]["se"] *= 1 + 1e-7
    else:
        document[3]["type"] = "date"
    with zipfile.ZipFile(folder / "changed.zip", "w") as file:
        for name, content in parts.items():
            file.writestr(name, json.dumps(document) if name == part else content)
    _number, differences = plan.reproduce(folder / "changed.zip")
    assert [one.place for one in differences] == [
        "results[0].rows[1].se" if part == "results.json" else "dictionary[3].type"
    ]


def test_other_data_no_data_and_what_is_no_bundle_are_refused(made: tuple[Path, plan.Plan, list[Any]]):
    folder, _read, _results = made
    with (folder / "schools.csv").open("a", encoding="utf-8") as file:
        file.write("\n")
    refusals = []
    for bundle in ("bundle.zip", "plan.toml", "nothing.zip"):
        with pytest.raises(AnalysisError) as refused:
            plan.reproduce(folder / bundle)
        refusals.append(refused.value.code)
    (folder / "schools.csv").unlink()
    with pytest.raises(AnalysisError) as refused:
        plan.reproduce(folder / "bundle.zip")
    assert [*refusals, refused.value.code] == [
        "bundle_data_differs",
        "bundle_broken",
        "file_absent",
        "bundle_data_absent",
    ]


def test_a_plan_names_the_question_that_cannot_be_answered_and_writes_nothing(tmp_path: Path):
    (tmp_path / "plan.toml").write_text(PLAN.replace('"meals"', '"meal"'), "utf-8")
    with pytest.raises(AnalysisError) as refused:
        plan.run(open_source(ORACLE / "apistrat.csv"), plan.read_plan(tmp_path / "plan.toml"))
    assert refused.value.code == "plan_question" and "meals" in str(refused.value) and "3" in str(refused.value)
    for broken in (
        "[design]\nweight = 'pw'\n",
        "ask = 3\n",
        PLAN + "\n[questions]\na = 1\n",
        "[[ask]]\nitems = ['a']\n",
    ):
        (tmp_path / "broken.toml").write_text(broken, "utf-8")
        with pytest.raises(AnalysisError) as refused:
            plan.read_plan(tmp_path / "broken.toml")
        assert refused.value.code in ("plan_key", "plan_lacks", "option_absent")


def test_the_file_is_read_once_for_all_questions(made: tuple[Path, plan.Plan, list[Any]]):
    folder, read, results = made
    source = open_source(folder / "schools.csv")
    held = source.in_memory(["stype", "pw", "fpc", "api00"])
    (folder / "schools.csv").unlink()
    found = plan.commands.ask(held, read.design, "means", {"items": ["api00"], "by": ["stype"]})
    assert [row.estimate for row in found.rows] == pytest.approx([row.estimate for row in results[0].rows[:3]])


@pytest.mark.parametrize("language", ["az", "en"])
def test_files_carry_design_question_and_version_and_no_formula(made: tuple[Path, plan.Plan, list[Any]], language: str):
    folder, _read, results = made
    for name in ("r.xlsx", "r.csv", "r.html"):
        outputs.write(folder / name, results, language)
    book = openpyxl.load_workbook(folder / "r.xlsx")
    cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value is not None]
    assert all(cell.data_type != "f" for cell in cells)
    texts = {str(cell.value) for cell in cells}
    assert {"=cmd|' /C calc'!A0", "Şagirdlərin <b>sayı</b>", "konfrans 0.1.0", "stype"} <= texts
    assert any(cell.value == pytest.approx(results[0].rows[0].se) for cell in cells if cell.data_type == "n")
    with (folder / "r.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    assert any(line and line[0].startswith("# ") and "konfrans 0.1.0" in line[0] for line in lines)
    assert not any(cell.startswith("=") for line in lines for cell in line)
    page = (folder / "r.html").read_text("utf-8")
    assert "Şagirdlərin &lt;b&gt;sayı&lt;/b&gt;" in page and f'lang="{language}"' in page and "<script" not in page


def test_a_result_is_written_whole_or_not_at_all(made: tuple[Path, plan.Plan, list[Any]]):
    folder, _read, results = made
    with pytest.raises(AnalysisError) as refused:
        outputs.write(folder / "r.pdf", results)
    assert refused.value.code == "option_value"
    with pytest.raises(AnalysisError) as refused:
        outputs.write(folder / "no" / "r.csv", results)
    assert refused.value.code == "unwritable"


def test_the_survey_is_not_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    data = tmp_path / "schools.csv"
    shutil.copy(ORACLE / "apistrat.csv", data)
    (tmp_path / "design.toml").write_text('strata = "stype"\nweight = "pw"\n', "utf-8")
    (tmp_path / "margins.toml").write_text('["sch.wide"]\nNo = 1072\nYes = 5122\n', "utf-8")
    (tmp_path / "other.csv").symlink_to(data)
    before = data.read_bytes()
    files = ["--design", str(tmp_path / "design.toml"), "--margins", str(tmp_path / "margins.toml")]
    for out in ("schools.csv", "other.csv"):
        for words in (["rake", str(data), *files], ["means", str(data), *files, "--items", "api00"]):
            with pytest.raises(SystemExit) as left:
                main(["analyse", *words, "--out", str(tmp_path / out), "--json"])
            assert left.value.code == 2
            assert json.loads(capsys.readouterr().out)["error"]["code"] == "out_is_data"
    assert data.read_bytes() == before


@pytest.mark.parametrize("data", ["schools.csv", "."])
def test_a_result_is_written_beside_the_survey(data: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """In the folder where one works, without margins, also where that folder is the survey."""
    shutil.copy(ORACLE / "apistrat.csv", tmp_path / "schools.csv")
    pq.write_table(pa.table({"api00": [1.0, 2.0]}), tmp_path / "wave.parquet")
    (tmp_path / "design.toml").write_text('weight = "pw"\n' if data != "." else "", "utf-8")
    monkeypatch.chdir(tmp_path)
    for out in ("means.csv", "means.xlsx", "means.html"):
        with pytest.raises(SystemExit) as left:
            main(["analyse", "means", data, "--design", "design.toml", "--items", "api00", "--out", out])
        assert not left.value.code and Path(out).stat().st_size


def test_no_wave_of_a_folder_and_no_file_of_a_question_is_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "waves").mkdir()
    for name in ("1", "2"):
        pq.write_table(pa.table({"w": [1.0, 2.0], "g": ["a", "b"]}), tmp_path / "waves" / f"{name}.parquet")
    (tmp_path / "design.toml").write_text('weight = "w"\n', "utf-8")
    (tmp_path / "margins.toml").write_text("[g]\na = 1\nb = 1\n", "utf-8")
    files = ["--design", str(tmp_path / "design.toml"), "--margins", str(tmp_path / "margins.toml"), "--json"]
    before = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    for data in ("waves", "waves/*.parquet"):
        for out in ("waves/1.parquet", "design.toml", "margins.toml"):
            with pytest.raises(SystemExit):
                main(["analyse", "rake", str(tmp_path / data), *files, "--out", str(tmp_path / out)])
            assert json.loads(capsys.readouterr().out)["error"]["code"] in ("out_is_data", "option_value")
    assert {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()} == before
