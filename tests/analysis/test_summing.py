"""What a file's own statistics let the query leave out, pack or pass over changes no number: Parquet says the same as rows in memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from konfrans.analysis import commands
from konfrans.analysis.design import Design, design_of
from konfrans.analysis.engine import Source, source_of
from konfrans.analysis.gathering import Request, items_of
from konfrans.analysis.summing import span_of, sums_of
from tests.analysis.sources import open_here

CASES = 700
CLUSTERS: dict[str, Any] = {"strata": "s", "cluster": "c", "weight": "w"}
DESIGNS: dict[str, dict[str, Any]] = {
    "clusters": CLUSTERS,
    "without clusters": {"strata": "s", "weight": "w"},
    "codes": {**CLUSTERS, "missing": {"q1": [2], "far": [-4000000000]}},
    "zero weights": {**CLUSTERS, "weight": "w0", "zero_weights": "allow"},
    "trimmed": {**CLUSTERS, "trim": [0.8, 2.0]},
    "population": {**CLUSTERS, "population": "n"},
    "without weights": {"strata": "s", "cluster": "c"},
}
ASKED: dict[str, tuple[str, dict[str, Any]]] = {
    "means": ("means", {"items": "q1,q2,x", "by": "far,g"}),
    "totals": ("totals", {"items": "q1,x"}),
    "crosstab": ("crosstab", {"rows": "q1", "columns": "g"}),
    "alpha": ("alpha", {"items": "q1,q2,q3"}),
    "alpha by group": ("alpha", {"items": "q1,q2", "by": "g", "short": True}),
    "alpha without gaps": ("alpha", {"items": "q1,g", "short": True}),
    "omega": ("omega", {"items": "q1,q2,q3"}),
    "ratios": ("ratios", {"items": "x/q2,q1/q3", "by": "g"}),
    "a ratio": ("ratios", {"items": "x/q2"}),
    "raked": ("means", {"items": "q2", "margins": {"g": {"-3": 300.0, "0": 250.0, "5": 150.0}}}),
    "raked alpha": ("alpha", {"items": "q1,q2", "margins": {"g": {"-3": 300.0, "0": 250.0, "5": 150.0}}}),
}


def table(gap: Any = None) -> pa.Table:
    """Whole numbers far from zero, below it, with gaps and without."""
    chance = np.random.default_rng(7)
    clusters = chance.integers(0, 40, CASES)
    answers = {name: chance.integers(1, 6, CASES).tolist() for name in ("q1", "q2", "q3")}
    for name in ("q2", "q3"):
        answers[name] = [gap if chance.random() < 0.1 else each for each in answers[name]]
    weight = chance.uniform(0.4, 3, CASES)
    return pa.table(
        {
            "s": pa.array(clusters % 4 - 2, pa.int16()),
            "c": pa.array(clusters + 2**40, pa.int64()),
            "w": weight,
            "w0": np.where(chance.random(CASES) < 0.05, 0.0, weight),
            "n": np.full(CASES, 25.0),
            "g": pa.array(chance.choice([-3, 0, 5], CASES), pa.int8()),
            "far": pa.array(chance.choice([-4_000_000_000, 4_000_000_000], CASES), pa.int64()),
            "x": chance.normal(size=CASES),
            **{name: pa.array(each) for name, each in answers.items()},
        }
    )


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Source, Source]:
    """The same cases in a file of several row groups, and in memory, where nothing is known of them."""
    file = tmp_path_factory.mktemp("summing") / "survey.parquet"
    pq.write_table(table(), file, row_group_size=97)
    known, unknown = open_here(file), source_of("survey.parquet", table())
    assert known.whole >= {"s", "c", "g", "far", "q1"} and known.spans["far"] == (-4e9, 4e9)
    assert not unknown.whole and not unknown.spans
    return known, unknown


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("asked", ASKED)
def test_what_the_file_says_of_itself_changes_no_number(both: tuple[Source, Source], design: str, asked: str):
    command, options = ASKED[asked]
    chosen = design_of(DESIGNS[design])
    found = [commands.ask(source, chosen, command, options).document() for source in both]
    one, other = (dict(flat(each)) for each in found)
    assert list(one) == list(other) and any(place.endswith(".estimate") for place in one)
    for place, value in one.items():
        # The factor is looked for in steps, whose end the last digits of the sums move: its loadings keep fewer of theirs.
        near = 1e-6 if asked == "omega" and ".items" in place else 1e-9
        wanted = pytest.approx(other[place], rel=near, abs=1e-11) if isinstance(value, float) else other[place]
        assert value == wanted, place


def flat(document: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(document, (dict, list, tuple)):
        for key, value in document.items() if isinstance(document, dict) else enumerate(document):
            yield from flat(value, f"{place}.{key}")
    else:
        yield place, document


def test_units_and_groups_come_back_as_they_were_packed(both: tuple[Source, Source]):
    known, _unknown = both
    request = Request(tuple(items_of(known, ["q1"]).values()), ("g", "far"), False, False, ())
    sums = sums_of(known, design_of(CLUSTERS), request)
    asked = {
        tuple(row) for row in zip(*(table().column(name).to_pylist() for name in ("s", "c", "g", "far")), strict=True)
    }
    names = ("key:s", "key:c", "code:g", "code:far")
    assert {tuple(row) for row in zip(*(sums.groups[name].tolist() for name in names), strict=True)} == asked
    assert sums.values["all"].sum() == CASES


@pytest.mark.parametrize("gap", [None, float("nan")])
def test_cases_without_an_answer_stay_cases(tmp_path: Path, gap: Any):
    """They are asked apart where several items must be answered: clusters that have no other stay in the design."""
    file = tmp_path / "gaps.parquet"
    pq.write_table(table(gap), file)
    source, design = open_here(file), design_of(CLUSTERS)
    found = commands.ask(source, design, "alpha", {"items": "q2,q3"})
    row, rows = found.rows[0], table().select(["q2", "q3"]).to_pylist()
    assert row.n == sum(each["q2"] is not None and each["q3"] is not None for each in rows)
    assert row.df == 36, "40 clusters less 4 strata"


def test_a_weight_is_asked_for_its_ends_only_where_the_file_does_not_say_them(both: tuple[Source, Source]):
    known, unknown = both
    design = design_of(CLUSTERS)
    assert span_of(unknown, design) is None
    low, high = span_of(known, design) or (0.0, 0.0)
    assert 0.4 <= low < high <= 3
    assert span_of(known, design_of(DESIGNS["zero weights"])) is None, "zero is told of by the cases that have it"
    assert span_of(known, design_of(DESIGNS["trimmed"])) is None
    assert span_of(known, Design()) == (1.0, 1.0)
