"""The figures of a benchmark reach the README, and a benchmark that says nothing is refused."""

from __future__ import annotations

import json

import pytest

from tools import bench

LINE = {
    "name": "pages",
    "figures": {"home, requests/s": 1240.5},
    "ratios": {"home to empty": 0.41},
    "targets": {"home to empty": "at least 0.25"},
    "met": {"home to empty": True},
}


def test_the_figures_stand_beside_their_targets():
    rows = bench.table([LINE]).splitlines()
    assert rows[2] == "| pages | home, requests/s | 1,240.5 |  |  |"
    assert rows[3] == "| pages | home to empty | 0.41 | at least 0.25 | yes |"


def test_the_table_replaces_the_one_between_the_marks(tmp_path):
    page = tmp_path / "README.md"
    page.write_text(f"before\n{bench.BEGIN}\nold\n{bench.END}\nafter\n")
    assert bench.write("new", page) is True
    assert page.read_text() == f"before\n{bench.BEGIN}\nnew\n{bench.END}\nafter\n"


def test_a_page_without_marks_is_left_alone(tmp_path):
    page = tmp_path / "README.md"
    page.write_text("no table here")
    assert bench.write("new", page) is False
    assert page.read_text() == "no table here"


def test_a_benchmark_ends_with_its_object():
    assert bench.result("pages", json.dumps(LINE)) == LINE
    with pytest.raises(ValueError, match="the last line is not JSON"):
        bench.result("pages", "done")
    with pytest.raises(ValueError, match="lacks ratios, targets, met"):
        bench.result("pages", '{"name": "pages", "figures": {}}')
