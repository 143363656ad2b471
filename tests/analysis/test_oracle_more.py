"""Quantiles, tables, differences and scales are what R's `survey` says of the same real surveys, to 1e-9 relative."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from konfrans.analysis import comparison, quantiles, regression, scales, tables
from konfrans.analysis.design import design_of
from konfrans.analysis.estimates import Asked
from tests.analysis.sources import ORACLE, survey
from tests.analysis.test_oracle import DESIGNS, MARGINS

EXPECTED = json.loads((ORACLE / "expected_more.json").read_text("utf-8"))


def told(command: str) -> list[Any]:
    return [
        pytest.param(
            one["design"],
            one["options"],
            one["rows"],
            id=" ".join([one["design"], *map(str, one["options"].values())][:4]),
        )
        for one in EXPECTED
        if one["command"] == command
    ]


def of(key: str) -> tuple[Any, ...]:
    file, declared = DESIGNS[key]
    return survey(file), design_of(declared)


def same(value: float, said: float | None) -> bool:
    return value != value if said is None else value == pytest.approx(said, rel=1e-9, abs=1e-14)


@pytest.mark.parametrize(("key", "options", "rows"), told("quantiles"))
def test_a_quantile_and_its_interval_are_those_of_the_rule(
    key: str, options: dict[str, str], rows: list[dict[str, float]]
):
    at = [row["at"] for row in rows]
    found = quantiles.quantiles(
        *of(key), [options["item"]], at, (), Asked(margins=MARGINS.get(key)), options["rule"]
    ).rows
    for row, said in zip(found, rows, strict=True):
        assert same(row.estimate, said["estimate"]) and same(row.ci[0], said["low"]) and same(row.ci[1], said["high"])
        assert same(row.se, said["se"]) and row.df == said["df"]


@pytest.mark.parametrize(("key", "options", "rows"), told("crosstab"))
def test_rows_and_columns_are_tested_as_rao_and_scott_do(
    key: str, options: dict[str, str], rows: list[dict[str, float]]
):
    test = tables.crosstab(*of(key), options["rows"], options["columns"], Asked(margins=MARGINS.get(key))).test
    assert test == pytest.approx(rows[0], rel=1e-9)


@pytest.mark.parametrize(("key", "options", "rows"), told("compare"))
def test_a_difference_is_that_of_a_regression_on_the_groups(
    key: str, options: dict[str, Any], rows: list[dict[str, Any]]
):
    found = comparison.compare(
        *of(key), [options["item"]], options["by"], options["against"], Asked(margins=MARGINS.get(key))
    )
    assert [str(row.keys[options["by"]]) for row in found.rows] == [said["level"] for said in rows]
    for row, said in zip(found.rows, rows, strict=True):
        assert same(row.estimate, said["estimate"]) and same(row.se, said["se"]) and row.df == said["df"]
        assert row.more["p"] == pytest.approx(said["p"], rel=1e-8)
    if len(rows) > 1:
        whole = {name: found.test[name] for name in ("f", "ndf", "ddf", "p")}
        assert whole == pytest.approx({name: options[name] for name in whole}, rel=1e-8)


@pytest.mark.parametrize(("key", "options", "rows"), told("alpha"))
def test_alpha_is_that_of_the_design(key: str, options: dict[str, str], rows: list[dict[str, float]]):
    found = scales.alpha(*of(key), options["items"].split(","), (), Asked(margins=MARGINS.get(key)))
    assert found.rows[0].estimate == pytest.approx(rows[0]["alpha"], rel=1e-9)


@pytest.mark.parametrize(("key", "options", "rows"), told("regress"))
def test_a_regression_has_the_terms_coefficients_and_errors_of_the_design(
    key: str, options: dict[str, Any], rows: list[dict[str, Any]]
):
    found = regression.regress(*of(key), options["formula"], options["family"], Asked(margins=MARGINS.get(key))).rows
    assert [row.keys["term"] for row in found] == [said["term"] for said in rows]
    for row, said in zip(found, rows, strict=True):
        assert row.estimate == pytest.approx(said["estimate"], rel=1e-8) and row.df == said["df"]
        assert row.se == pytest.approx(said["se"], rel=1e-8)


@pytest.mark.parametrize(("key", "options", "rows"), told("trend"))
def test_two_waves_keep_what_their_clusters_share(key: str, options: dict[str, Any], rows: list[dict[str, Any]]):
    (row,) = comparison.trend(*of(key), [options["item"]], options["wave"]).rows
    assert (str(row.keys["wave"]), row.df) == (rows[0]["level"], rows[0]["df"])
    assert same(row.estimate, rows[0]["estimate"]) and same(row.se, rows[0]["se"])
    assert row.more["p"] == pytest.approx(rows[0]["p"], rel=1e-8)


@pytest.mark.parametrize(("key", "options", "rows"), told("omega"))
def test_one_factor_is_that_of_maximum_likelihood(key: str, options: dict[str, str], rows: list[dict[str, float]]):
    (row,) = scales.omega(*of(key), options["items"].split(","), (), Asked(margins=MARGINS.get(key))).rows
    for item, said in zip(row.more["items"], rows, strict=True):
        assert abs(item["loading"]) == pytest.approx(said["loading"], abs=2e-5)
        assert item["uniqueness"] == pytest.approx(said["uniqueness"], abs=2e-5)


def test_the_error_of_omega_is_that_of_the_jackknife():
    """Linearised in one design, taken from replicates of the same sample in another: near each other."""
    items = ["meals", "ell", "not.hsg", "avg.ed"]
    linear = scales.omega(
        survey("apiclus1"), design_of({"cluster": "dnum", "weight": "pw", "reversed": {"avg.ed": (0, 5)}}), items
    )
    jackknife = []
    whole = survey("apiclus1")
    clusters = sorted(set(whole.collect("d", lambda: whole.table.select("dnum"))["dnum"].tolist()))
    for left in clusters:
        part = replace(whole, table=whole.table.filter(whole.table.dnum != left), written={})
        jackknife.append(
            scales.omega(part, design_of({"weight": "pw", "reversed": {"avg.ed": (0, 5)}}), items).rows[0].estimate
        )
    number = len(clusters)
    spread = sum((one - sum(jackknife) / number) ** 2 for one in jackknife) * (number - 1) / number
    assert linear.rows[0].se == pytest.approx(spread**0.5, rel=0.25)
    assert 0.5 < linear.rows[0].estimate < 1
