"""Benchmarks: what they measure is what happened, and what they say of a target is what was measured."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.figures import BEGIN, END, checked, table, write
from benchmarks.harness import NOT_JUDGED, Judge, load, quantile, served
from tests.keeping.places import Place

LINE = {
    "name": "pages", "figures": {"home: requests/s": 1234.5, "home: median ms": 12.0}, "ratios": {"home / empty": 0.5},
    "targets": {"home / empty": "at least 0.25", "home: median ms": "below 30"},
    "met": {"home / empty": True, "home: median ms": NOT_JUDGED},
}  # fmt: skip


class Quiet(Judge):
    def __init__(self, busy: float) -> None:
        super().__init__()
        self.busy = [busy]


def test_a_load_counts_the_answers_and_stops_where_it_was_told(place: Place):
    here = "tests.keeping.load_site"
    with served(place.home, KONFRANS_DATABASE=place.database, DJANGO_SETTINGS_MODULE=here) as port:
        counted = load(port, "/empty/", seconds=30, clients=3, most=60)
        assert 60 <= len(counted.took) <= 62
        assert len(counted.server) == len(counted.took) and all(
            ms < took * 1000 for ms, took in zip(sorted(counted.server), sorted(counted.took), strict=True)
        )
        timed = load(port, "/empty/", seconds=0.3, clients=2)
        assert 0.3 <= timed.seconds < 3 and len(timed.took) > 10
        with pytest.raises(SystemExit, match="404"):
            load(port, "/en/nothing-here/", seconds=5, clients=1)


def test_a_share_of_times_is_one_of_them():
    assert quantile([3.0, 1.0, 2.0], 0.5) == 2.0
    assert quantile([1.0] * 99 + [50.0], 0.99) == 50.0


@pytest.mark.parametrize(
    ("value", "busy", "met"),
    [(20, 0.0, True), (20, 0.9, True), (40, 0.0, False), (40, 0.9, NOT_JUDGED)],
    ids=["kept", "kept on a busy machine", "missed", "missed while others used the machine"],
)
def test_a_time_is_not_judged_where_others_spoilt_it(value: float, busy: float, met: bool | str):
    judge = Quiet(busy)
    judge.time("home", value, 30)
    assert judge.met == {"home": met}


def test_a_ratio_and_a_count_are_judged_always():
    judge = Quiet(0.9)
    judge.ratio("home / empty", 0.2, 0.25)
    judge.count("queries", 11, 10)
    judge.count("queries of another page", 10, 10)
    assert judge.met == {"home / empty": False, "queries": False, "queries of another page": True}


def test_the_last_line_must_say_everything():
    assert checked("pages", json.dumps(LINE)) == LINE
    for spoilt in ("no json", json.dumps([]), json.dumps(LINE | {"met": {}}), json.dumps({**LINE, "ratios": {}})):
        with pytest.raises(ValueError, match=r"benchmarks\.pages"):
            checked("pages", spoilt)


def test_the_table_shows_what_has_a_target_and_every_ratio_with_machine_and_date(tmp_path: Path):
    text = table({"machine": "2 processors", "date": "2026-11-25", "results": [LINE]})
    assert text.startswith("2026-11-25; 2 processors.")
    assert "| home / empty | 0.5 | at least 0.25 | yes |" in text
    assert "| home: median ms | 12 | below 30 | not judged |" in text
    assert "requests/s" not in text
    page = tmp_path / "README.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n")
    assert write(text, page) and page.read_text() == f"before\n{BEGIN}\n{text}\n{END}\nafter\n"
    page.write_text("no marks")
    assert not write(text, page) and page.read_text() == "no marks"
