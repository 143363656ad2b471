"""Columns far from zero: how they vary shows in their last digits, and those are kept."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from konfrans.analysis import commands, live
from konfrans.analysis.design import design_of
from konfrans.analysis.engine import Source, source_of
from konfrans.analysis.faults import AnalysisError

FAR = [1e6, 1e9, 2.0**40]
DESIGN = design_of({"strata": "s", "cluster": "c", "weight": "w"})


def survey(far: float) -> Source:
    """Whole numbers near zero, and the same far from it."""
    chance = np.random.default_rng(11)
    clusters = chance.integers(0, 24, 600)
    x = chance.integers(0, 80, 600).astype(float)
    columns = {"s": clusters % 3, "c": clusters, "w": chance.uniform(0.5, 2, 600), "g": chance.integers(1, 4, 600)}
    y = 2 * x + chance.normal(size=600)
    return source_of("far", pa.table({**columns, "x": x, "far": x + far, "y": y, "one": np.full(600, far)}))


def rows(far: float, command: str, **options: Any) -> list[Any]:
    return commands.ask(survey(far), DESIGN, command, options).rows


@pytest.mark.parametrize("far", FAR)
@pytest.mark.parametrize(
    ("command", "options"),
    [("means", {"by": "g"}), ("means", {}), ("compare", {"by": "g"}), ("trend", {"wave": "g"}), ("means", {"margins": {"g": {"1": 9.0, "2": 8.0, "3": 7.0}}})],
)  # fmt: skip
def test_an_error_does_not_depend_on_where_counting_begins(far: float, command: str, options: dict[str, Any]):
    near, away = (rows(far, command, items=item, **options) for item in ("x", "far"))
    for one, other in zip(near, away, strict=True):
        shift = far if command == "means" else 0.0
        assert other.estimate - shift == pytest.approx(one.estimate, rel=1e-9, abs=1e-9 + far * 1e-15)
        assert other.se == pytest.approx(one.se, rel=1e-10)
        assert other.deff == pytest.approx(one.deff, rel=1e-9, nan_ok=True)


@pytest.mark.parametrize("far", FAR)
def test_a_total_far_from_zero_is_the_total_and_its_design_effect_that_of_its_spread(far: float):
    (total,), (mean,) = rows(far, "totals", items="far"), rows(far, "means", items="far")
    weights = survey(far).table.w.sum().execute()
    assert total.estimate == pytest.approx(mean.estimate * weights, rel=1e-13)
    near = rows(far, "totals", items="x")[0]
    simple = near.se**2 / near.deff
    assert total.deff == pytest.approx(total.se**2 / simple, rel=1e-9)


@pytest.mark.parametrize("far", FAR)
def test_a_slope_does_not_depend_on_where_counting_begins(far: float):
    near, away = (rows(far, "regress", formula=f"y ~ {item}") for item in ("x", "far"))
    assert away[1].estimate == pytest.approx(near[1].estimate, rel=1e-8)
    assert away[1].se == pytest.approx(near[1].se, rel=1e-8)
    assert away[0].estimate == pytest.approx(near[0].estimate - far * near[1].estimate, rel=1e-8)


def test_what_does_not_vary_has_no_error():
    (row,) = rows(1e9, "means", items="one")
    assert row.estimate == 1e9 and row.se == 0


def test_held_sums_are_not_asked_for_more_than_they_hold():
    held = live.hold(survey(1e6), DESIGN, [{"command": "means", "items": ["far"]}])
    assert commands.ask(held, DESIGN, "means", {"items": ["far"]}).rows[0].se == pytest.approx(
        rows(1e6, "means", items="x")[0].se, rel=1e-4
    )


@pytest.mark.parametrize("gap", [None, float("nan")])
def test_a_replicate_weight_that_a_case_lacks_is_refused_by_name(gap: Any):
    table = pa.table({"y": [1.0, 2.0, 3.0], "w": [1.0, 1.0, 1.0], "r1": [0.0, 1.5, 1.5], "r2": [1.5, gap, 1.5]})
    design = design_of({"weight": "w", "replicates": {"type": "JK1", "columns": "r*"}})
    with pytest.raises(AnalysisError) as caught:
        commands.ask(source_of("gaps", table), design, "means", {"items": "y"})
    assert caught.value.code == "replicates_gap" and caught.value.facts == {"column": "r2", "number": 1}
