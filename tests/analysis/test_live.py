"""Sums held ready answer as the rows do, take new responses without the old ones, and say what they cannot answer."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import duckdb
import pytest

from konfrans.analysis import commands, live, summing
from konfrans.analysis.design import design_of
from konfrans.analysis.engine import open_source
from konfrans.analysis.faults import AnalysisError
from tests.analysis.test_oracle import ORACLE, TYPES, WIDE

CLUS1 = {"cluster": "dnum", "weight": "pw", "population": "fpc", "nest": True}
QUESTIONS: list[dict[str, Any]] = [
    {"command": "means", "items": ["api00", "avg.ed"], "by": ["stype"]},
    {"command": "totals", "items": ["enroll"]},
    {"command": "ratios", "items": ["api00/api99"], "by": ["sch.wide"]},
    {"command": "proportions", "items": ["awards"], "by": ["stype"]},
    {"command": "crosstab", "rows": "stype", "columns": "awards"},
    {"command": "compare", "items": ["api00"], "by": ["stype"], "against": "H"},
    {"command": "alpha", "items": ["api99", "api00", "avg.ed"]},
    {"command": "quantiles", "items": ["meals"], "at": [0.5]},
    {"command": "means", "items": ["api00"], "margins": {"stype": TYPES, "sch.wide": WIDE}},
]


def numbers(document: Any) -> list[Any]:
    if isinstance(document, dict):
        return [each for value in document.values() for each in numbers(value)]
    if isinstance(document, list):
        return [each for value in document for each in numbers(value)]
    return [document]


def near(document: dict[str, Any]) -> list[Any]:
    """All that the rows of an answer say, its numbers to the ninth digit."""
    return [
        pytest.approx(said, rel=1e-9, abs=1e-12) if isinstance(said, float) else said
        for said in numbers(document["rows"])
    ]


def asked(source: Any, design: Any, question: dict[str, Any]) -> dict[str, Any]:
    options = {name: value for name, value in question.items() if name != "command"}
    return commands.ask(source, design, question["command"], options).document()


def halves(folder: Path) -> tuple[Path, Path]:
    """The schools in two files, as if the second had answered later; clusters stand in both."""
    rows = (ORACLE / "apiclus1.csv").read_text("utf-8").splitlines()
    for name, part in (("early", rows[1::2]), ("late", rows[2::2])):
        (folder / f"{name}.csv").write_text("\n".join([rows[0], *part]) + "\n", "utf-8")
    return folder / "early.csv", folder / "late.csv"


def test_held_sums_answer_as_the_rows_do_also_after_new_responses_came(tmp_path: Path):
    early, late = halves(tmp_path)
    design = design_of(CLUS1)
    live.save(live.hold(open_source(early), design, QUESTIONS), tmp_path / "held")
    live.save(live.add(live.load(tmp_path / "held"), open_source(late)), tmp_path / "held")
    held, whole = live.load(tmp_path / "held"), open_source(ORACLE / "apiclus1.csv")
    for question in QUESTIONS:
        assert numbers(asked(held, design, question)["rows"]) == near(asked(whole, design, question))


def test_new_responses_are_added_without_reading_the_old_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    early, late = halves(tmp_path)
    design = design_of(CLUS1)
    held = live.hold(open_source(early), design, QUESTIONS)
    early.unlink()
    read: list[str] = []
    original = summing.sums_of
    monkeypatch.setattr(live, "sums_of", lambda source, *rest: (read.append(source.name), original(source, *rest))[1])
    assert int(live.add(held, open_source(late)).held[0].values["all"].sum()) == 183
    assert set(read) == {"late.csv"}


def test_the_same_file_is_not_added_twice(tmp_path: Path):
    early, late = halves(tmp_path)
    design = design_of(CLUS1)
    held = live.hold(open_source(early), design, QUESTIONS[:1], "first")
    live.save(live.add(held, open_source(late), "second"), tmp_path / "held")
    for mark in ("first", "second"):
        with pytest.raises(AnalysisError) as refused:
            live.add(live.load(tmp_path / "held"), open_source(late), mark)
        assert refused.value.code == "live_twice"


def test_what_was_not_held_is_answered_from_a_finer_table_or_says_that_it_needs_the_rows():
    design, whole = design_of(CLUS1), open_source(ORACLE / "apiclus1.csv")
    held = live.hold(whole, design, [{"command": "crosstab", "rows": "meals", "columns": "stype"}])
    for question in (
        {"command": "means", "items": ["meals"], "by": ["stype"]},
        {"command": "proportions", "items": ["stype"]},
        {"command": "quantiles", "items": ["meals"], "at": [0.25, 0.5], "by": ["stype"]},
    ):
        assert numbers(asked(held, design, question)["rows"]) == near(asked(whole, design, question))
    for question in (
        {"command": "means", "items": ["ell"]},
        {"command": "quantiles", "items": ["meals"], "rule": "hf7"},
        {"command": "regress", "formula": "api00 ~ meals"},
    ):
        with pytest.raises(AnalysisError) as refused:
            asked(held, design, question)
        assert refused.value.code == "live_rows"
    with pytest.raises(AnalysisError) as refused:
        asked(held, design_of({"weight": "pw"}), QUESTIONS[0])
    assert refused.value.code == "live_design"


def test_a_question_that_needs_the_rows_cannot_be_held():
    with pytest.raises(AnalysisError) as refused:
        live.hold(
            open_source(ORACLE / "apiclus1.csv"),
            design_of(CLUS1),
            [{"command": "quantiles", "items": ["meals"], "rule": "hf7"}],
        )
    assert refused.value.code == "live_rows"


def test_the_time_of_an_answer_does_not_grow_with_the_responses(tmp_path: Path):
    """Two thousand and two hundred thousand responses give tables of the same size, so the work after them is the same."""
    design = design_of({"strata": "s", "cluster": "c", "weight": "w"})
    question = {"command": "means", "items": [f"q{at}" for at in range(5)], "by": ["g"]}
    rows = []
    for number in (2_000, 200_000):
        items = ", ".join(f"(hash(i, {at}) % 5 + 1)::tinyint as q{at}" for at in range(5))
        duckdb.sql(
            f"copy (select i % 40 as c, i % 40 % 4 as s, i % 7 % 3 as g, 1.5 as w, {items} from range({number}) t(i)) "
            f"to '{tmp_path}/{number}.parquet'"
        )
        held = live.hold(open_source(tmp_path / f"{number}.parquet"), design, [question])
        rows.append(sum(sums.rows for sums in held.held))
        started = time.perf_counter()
        asked(held, design, question)
        print(f"{number}: {1000 * (time.perf_counter() - started):.1f} ms")
    assert rows[0] == rows[1] == 120


def test_a_folder_that_is_cut_or_is_something_else_is_refused_and_stays(tmp_path: Path):
    held = live.hold(open_source(ORACLE / "apiclus1.csv"), design_of(CLUS1), QUESTIONS[:1])
    live.save(held, tmp_path / "held")
    table = tmp_path / "held" / "sums0.parquet"
    table.write_bytes(table.read_bytes()[:100])
    with pytest.raises(AnalysisError) as refused:
        live.load(tmp_path / "held")
    assert refused.value.code == "file_broken"
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "minutes.txt").write_text("kept")
    with pytest.raises(AnalysisError) as refused:
        live.save(held, tmp_path / "papers")
    assert refused.value.code == "folder_other" and (tmp_path / "papers" / "minutes.txt").read_text() == "kept"
