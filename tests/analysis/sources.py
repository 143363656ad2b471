"""Surveys of the tests, opened by the engine of the run: DuckDB, or with `--engine spark` a cluster (`tests/clusters.py`)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from konfrans.analysis.engine import DUCKDB, Source, open_source

ORACLE = Path(__file__).with_name("oracle")
_engine = DUCKDB


def use(engine: str) -> str:
    """Open by this engine from now on; the one before."""
    global _engine
    before, _engine = _engine, engine
    return before


def open_here(path: Path | str) -> Source:
    return open_source(path, engine=_engine)


def survey(name: str) -> Source:
    """One of the surveys that come with R's `survey`; read once by each engine."""
    return _survey(name, _engine)


@cache
def _survey(name: str, engine: str) -> Source:
    return open_source(ORACLE / f"{name}.csv", engine=engine)
