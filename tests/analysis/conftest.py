"""With `--engine spark` every survey of these tests is opened on a cluster."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.analysis import sources


@pytest.fixture(autouse=True)
def _engine(request: pytest.FixtureRequest) -> Iterator[None]:
    if request.config.getoption("--engine") == "duckdb" and not request.node.get_closest_marker("spark"):
        yield
        return
    before = sources.use(request.getfixturevalue("cluster"))
    yield
    sources.use(before)
