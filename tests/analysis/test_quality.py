"""Checks of answers are what counting case by case gives, with and without weights, in all and by group."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from konfrans.analysis import quality
from konfrans.analysis.design import Design, design_of
from konfrans.analysis.engine import Source, open_source
from konfrans.analysis.faults import AnalysisError
from konfrans.cli.main import main

ITEMS = [f"q{at:02d}" for at in range(12)]
HALF = 6


def answers() -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any], np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Answers (NaN: none), weights, groups and durations of 600 invented cases."""
    rng = np.random.default_rng(11)
    given = rng.integers(1, 6, (600, 12)).astype(float)
    for case in range(80):
        given[case] = rng.integers(1, 6)
    for case in range(80, 160):
        given[case, rng.integers(0, 12) :] = np.nan
    for case in range(160, 220):
        start = rng.integers(0, 6)
        given[case, start : start + 7] = 2
    given[300:310] = given[310:320]
    given[rng.random(given.shape) < 0.01] = np.nan
    return given, rng.uniform(0.5, 3, 600).round(3), rng.integers(0, 3, 600), rng.gamma(4, 100, 600).round(1)


@pytest.fixture(scope="module")
def survey(tmp_path_factory: pytest.TempPathFactory) -> Source:
    given, weight, group, took = answers()
    file = tmp_path_factory.mktemp("quality") / "survey.csv"
    lines = [
        ",".join(
            ["" if np.isnan(one) else f"{one:.0f}" for one in given[at]]
            + [f"{weight[at]}", f"g{group[at]}", f"{took[at]}"]
        )
        for at in range(600)
    ]
    file.write_text("\n".join([",".join([*ITEMS, "w", "g", "took"]), *lines]) + "\n", "utf-8")
    return open_source(file)


def longest(case: Any) -> int:
    """The longest run of one answer of a case."""
    return max((len(list(run)) for value, run in itertools.groupby(case) if not np.isnan(value)), default=0)


def counted() -> dict[tuple[str, str], tuple[Any, Any]]:
    """For each check the values and the cases it is asked of, case by case."""
    given, _weight, _group, took = answers()
    absent = np.isnan(given)
    every = np.ones(600, dtype=bool)
    whole = ~absent.any(axis=1)
    alike = np.array([np.unique(case).size == 1 for case in given]) & whole
    runs = np.array([longest(case) for case in given])
    vectors = [tuple(case) if ok and not same else None for case, ok, same in zip(given, whole, alike, strict=True)]
    again = np.array([vector is not None and vectors.count(vector) > 1 for vector in vectors])
    battery = ",".join(ITEMS)
    found = {("missing", name): (absent[:, at], every) for at, name in enumerate(ITEMS)}
    for at, name in enumerate(ITEMS[:-1]):
        found["break_off", name] = (~absent[:, at] & absent[:, at + 1 :].all(axis=1), every)
    return found | {
        ("incomplete", ""): (absent.any(axis=1), every),
        ("no_answer", ""): (absent.all(axis=1), every),
        ("straight", battery): (alike, whole),
        ("contradiction", battery): (alike & (given[:, 0] != 3), whole),
        ("long_string", battery): (runs, ~absent.all(axis=1)),
        ("half_string", battery): (runs >= HALF, ~absent.all(axis=1)),
        ("fast", "took"): (took < 0.4 * np.median(took), every),
        ("duplicate", ""): (again, whole & ~alike),
    }


@pytest.mark.parametrize("by", [(), ("g",)])
@pytest.mark.parametrize("weight", [None, "w"])
def test_every_check_is_what_counting_case_by_case_gives(survey: Source, weight: str | None, by: tuple[str, ...]):
    _given, weights, group, _took = answers()
    design = design_of({"reversed": {"q03": [1, 5]}, **({"weight": weight} if weight else {})})
    wanted = quality.Wanted(duration="took", fast=0.4)
    rows = quality.checks(survey, design, ITEMS, by, wanted).rows
    expected = counted()
    groups = sorted({f"g{one}" for one in group}) if by else [None]
    assert len(rows) == len(expected) * len(groups)
    for row in rows:
        values, of = expected[row.keys["check"], row.keys["item"]]
        here = of & (np.array([f"g{one}" == row.keys["g"] for one in group]) if by else True)
        w = weights[here] if weight else None
        assert row.n == here.sum(), row.keys
        assert row.estimate == pytest.approx(np.average(values[here], weights=w), rel=1e-12, abs=1e-15), row.keys
        if weight:
            assert row.more["unweighted"] == pytest.approx(values[here].mean(), rel=1e-12, abs=1e-15), row.keys


def test_answers_in_words_are_checked_too(tmp_path: Path):
    file = tmp_path / "survey.csv"
    file.write_text("a,b,c\nyes,yes,yes\nyes,no,yes\nno,no,\n", "utf-8")
    rows = {row.keys["check"]: row for row in quality.checks(open_source(file), Design(), ["a", "b", "c"]).rows}
    assert rows["straight"].estimate == 0.5 and rows["straight"].n == 2
    assert rows["long_string"].estimate == pytest.approx((3 + 1 + 2) / 3)
    assert rows["half_string"].more["run"] == 2 and rows["half_string"].estimate == pytest.approx(2 / 3)


def test_codes_that_mean_no_answer_are_none(tmp_path: Path):
    file = tmp_path / "survey.csv"
    file.write_text("a,b,c\n9,9,9\n1,1,1\n", "utf-8")
    rows = {
        row.keys["check"]: row for row in quality.checks(open_source(file), Design(missing=[9]), ["a", "b", "c"]).rows
    }
    assert rows["straight"].n == 1 and rows["no_answer"].estimate == 0.5


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (quality.Wanted((("q00", "q01"),)), "small_battery"),
        (quality.Wanted((("q00", "q01", "g"),)), "mixed_battery"),
        (quality.Wanted(duration="g"), "column_text"),
        (quality.Wanted(duration="time"), "column_absent"),
        (quality.Wanted(fast=2), "option_value"),
    ],
)
def test_what_cannot_be_checked_is_refused(survey: Source, wanted: quality.Wanted, code: str):
    with pytest.raises(AnalysisError) as caught:
        quality.checks(survey, Design(), ITEMS, (), wanted)
    assert caught.value.code == code


def test_a_duration_below_zero_or_none_at_all_is_refused(tmp_path: Path):
    file = tmp_path / "survey.csv"
    file.write_text("a,b,c,low,none\n1,1,1,-5,99\n1,2,1,7,99\n", "utf-8")
    for column, code in (("low", "duration_negative"), ("none", "duration_missing")):
        with pytest.raises(AnalysisError) as caught:
            quality.checks(
                open_source(file), Design(missing=[99]), ["a", "b", "c"], (), quality.Wanted(duration=column)
            )
        assert caught.value.code == code


def test_the_sample_stands_beside_known_margins_in_percentage_points(survey: Source):
    _given, weights, group, _took = answers()
    margins = {"g": {"g0": 50, "g1": 30, "g2": 15, "g3": 5}}
    rows = quality.representation(survey, Design(weight="w"), margins).rows
    shares = [weights[group == at].sum() / weights.sum() for at in range(3)] + [0]
    assert [row.estimate for row in rows] == pytest.approx(
        [100 * (s - p) for s, p in zip(shares, (0.5, 0.3, 0.15, 0.05), strict=True)]
    )
    assert [row.n for row in rows] == [*np.bincount(group), 0]
    with pytest.raises(AnalysisError) as caught:
        quality.representation(survey, Design(), {"g": {"g0": 1}})
    assert caught.value.code == "no_margin"


def test_the_commands_show_both(survey: Source, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file, margins = tmp_path / "survey.csv", tmp_path / "margins.toml"
    file.write_text("a,b,c,g\n1,1,1,x\n1,2,1,y\n", "utf-8")
    margins.write_text("[g]\nx = 3\ny = 1\n", "utf-8")
    for words in (
        ["checks", "--items", "a,b,c", "--lang", "az"],
        ["representation", "--margins", str(margins), "--json"],
    ):
        with pytest.raises(SystemExit) as left:
            main(["analyse", words[0], str(file), *words[1:]])
        assert not left.value.code
    shown, document = capsys.readouterr().out.rsplit("\n", 2)[:2]
    assert "bütün suallara eyni cavab" in shown
    assert [row["estimate"] for row in json.loads(document)["rows"]] == [-25, 25]
