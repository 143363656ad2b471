"""How far the statistics go: 20 means in 15 universities with their errors, from millions of responses, by DuckDB and by Spark.

`python -m benchmarks.analysis_spark 10` makes Parquet of 10 million responses in a folder of its own, asks DuckDB and a Spark cluster of
two workers on this machine in turn, and removes the folder; `100` takes a gigabyte of disk. Each asks twice in one process: the first time
with all that has to be started, the second without. It is not among what `python -m benchmarks` runs, since it needs Java.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.harness import ROOT, Judge, tell

ITEMS, STRATA, CLUSTERS = 20, 15, 900
CHUNK = 2_500_000
"""Responses in a file."""
SEED = 20261130


def make(folder: Path, responses: int) -> int:
    """Responses from 900 clusters in 15 strata, the universities, with weights: answers from 1 to 5, of which a fiftieth is absent; in bytes."""
    import duckdb

    items = ", ".join(
        f"CASE WHEN hash(n, {SEED + at}) % 50 = 0 THEN NULL ELSE "
        f"1 + ((hash(n, {SEED + at}) >> 8) % 5 + (hash(c, {at}) % 3) * (n % 2))::TINYINT % 5 END AS q{at:02}"
        for at in range(1, ITEMS + 1)
    )
    database = duckdb.connect()
    for at, first in enumerate(range(0, responses, CHUNK)):
        last = min(first + CHUNK, responses)
        database.execute(
            f"COPY (SELECT 'U' || lpad((c % {STRATA})::VARCHAR, 2, '0') AS university, c AS cluster, "
            f"1 + (hash(n, {SEED}) % 1000) / 250 AS weight, {items} FROM "
            f"(SELECT range AS n, (hash(range, {SEED}) % {CLUSTERS})::INTEGER AS c FROM range({first}, {last}))) "
            f"TO '{folder / f'{at:04}.parquet'}' (FORMAT parquet, COMPRESSION zstd)"
        )
    return sum(file.stat().st_size for file in folder.iterdir())


def ask(engine: str, folder: str) -> None:
    """Ask twice; print the seconds and a sum of what came out."""
    from konfrans.analysis import estimates
    from konfrans.analysis.design import design_of
    from konfrans.analysis.engine import open_source

    began = time.perf_counter()
    design = design_of({"strata": "university", "cluster": "cluster", "weight": "weight"})
    source = open_source(folder, engine=engine)
    opened = time.perf_counter() - began
    items, took, rows = [f"q{at:02}" for at in range(1, ITEMS + 1)], [], []
    for _ in range(2):
        began = time.perf_counter()
        rows = estimates.means(source, design, items, ["university"]).rows
        took.append(time.perf_counter() - began)
    told = {"opened": opened, "first": took[0], "again": took[1], "rows": len(rows)}
    print(json.dumps({**told, "sum": [sum(row.estimate for row in rows), sum(row.se for row in rows)]}))


@contextmanager
def watched() -> Iterator[dict[str, float]]:
    """The most memory that all processes of this one held at once, in GB (what they share is counted once for each)."""
    most, over = {"gb": 0.0}, threading.Event()

    def look() -> None:
        while not over.wait(0.2):
            most["gb"] = max(most["gb"], sum(resident(pid) for pid in children(os.getpid())) / 1e9)

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield most
    finally:
        over.set()
        thread.join()


def children(parent: int) -> list[int]:
    """All that this process started, and what they started."""
    of: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                of.setdefault(int((entry / "stat").read_text().rpartition(")")[2].split()[1]), []).append(
                    int(entry.name)
                )
            except OSError:  # it has ended
                continue
    found, left = [], [parent]
    while left:
        below = of.get(left.pop(), [])
        found += below
        left += below
    return found


def resident(pid: int) -> int:
    """The memory of a process in bytes."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def measured(engine: str, folder: Path) -> dict[str, Any]:
    """What one engine said, with its memory."""
    with watched() as most:
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.analysis_spark", "ask", engine, str(folder)],
            cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, timeout=3000, check=True,
        )  # fmt: skip
    return {**json.loads(done.stdout), **most}


def main(words: list[str]) -> int:
    if words[:1] == ["ask"]:
        ask(*words[1:])
        return 0
    from tests.clusters import started

    judge, figures, ratios = Judge(), {}, {}
    for millions in map(int, words or ["10"]):
        with tempfile.TemporaryDirectory(prefix="konfrans-bench-", dir=os.environ.get("TMPDIR")) as folder:
            began = time.perf_counter()
            size = make(Path(folder), millions * 1_000_000)
            print(f"{millions} million responses made in {time.perf_counter() - began:.0f} s", flush=True)
            duckdb = measured("duckdb", Path(folder))
            print(f"duckdb {duckdb}", flush=True)
            with started() as address:
                spark = measured(address, Path(folder))
            print(f"spark {spark}", flush=True)
        judge.again()
        if max(abs(a / b - 1) for a, b in zip(duckdb["sum"], spark["sum"], strict=True)) > 1e-9:
            raise SystemExit("The engines differ.")
        name = f"{millions} million responses"
        figures[f"{name}: GB of Parquet"] = size / 1e9
        for engine, one in (("DuckDB", duckdb), ("Spark", spark)):
            figures |= {f"{name}: {engine}, s to open": one["opened"], f"{name}: {engine}, s": one["first"]}
            figures |= {f"{name}: {engine}, s once more": one["again"], f"{name}: {engine}, GB of memory": one["gb"]}
        ratios[f"{name}: Spark / DuckDB"] = spark["again"] / duckdb["again"]
    tell("analysis_spark", figures, ratios, judge)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
