"""How far the statistics go: 20 means in 15 universities with their errors, from millions of responses, by DuckDB and by Spark.

`python -m benchmarks.analysis_spark 10` makes Parquet of 10 million responses in a folder of its own, asks DuckDB and a Spark cluster of
two workers on this machine in turn, and removes the folder; `100` takes a gigabyte of disk. Up to 10 million each is asked twice in one
process, and the second answer is measured. It is not among what `python -m benchmarks` runs, since it needs Java.
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


def ask(engine: str, folder: str, times: str) -> None:
    """Ask so many times; print when each began and ended, and a sum of what came out."""
    from konfrans.analysis import estimates
    from konfrans.analysis.design import design_of
    from konfrans.analysis.engine import open_source

    marks = [time.time()]
    design = design_of({"strata": "university", "cluster": "cluster", "weight": "weight"})
    source = open_source(folder, engine=engine)
    marks.append(time.time())
    items, rows = [f"q{at:02}" for at in range(1, ITEMS + 1)], []
    for _ in range(int(times)):
        rows = estimates.means(source, design, items, ["university"]).rows
        marks.append(time.time())
    print(json.dumps({"marks": marks, "sum": [sum(row.estimate for row in rows), sum(row.se for row in rows)]}))


class Watch:
    """What all processes of this one hold and use: the most memory at once in GB (what they share is counted once for each), and the time
    that processors spent on them, which others on the machine do not lengthen."""

    def __init__(self) -> None:
        self.gb = 0.0
        self._spent: dict[int, float] = {}
        self._seen: list[tuple[float, float]] = []
        self._over = threading.Event()

    def look(self) -> None:
        while not self._over.wait(0.3):
            found = children(os.getpid())
            self.gb = max(self.gb, sum(resident(pid) for pid in found) / 1e9)
            self._spent |= {pid: seconds for pid in found if (seconds := spent(pid)) > 0}
            self._seen.append((time.time(), sum(self._spent.values())))

    def between(self, begin: float, end: float) -> float:
        """Seconds of processors between two moments."""
        first, last = (max((all_ for at, all_ in self._seen if at <= moment), default=0.0) for moment in (begin, end))
        return last - first

    @contextmanager
    def on(self) -> Iterator[None]:
        thread = threading.Thread(target=self.look, daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._over.set()
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


def spent(pid: int) -> float:
    """The seconds that processors spent on a process."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measured(engine: str, folder: Path, times: int) -> dict[str, Any]:
    """How long one engine took from start to the table and for the last of its answers, with processors and memory."""
    watch = Watch()
    with watch.on():
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.analysis_spark", "ask", engine, str(folder), str(times)],
            cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, timeout=3000, check=True,
        )  # fmt: skip
    told = json.loads(done.stdout)
    *_before, begin, end = told["marks"]
    opened = told["marks"][1] - told["marks"][0]
    return {
        "sum": told["sum"],
        "s to open": opened,
        "s": end - begin,
        "s of processors": watch.between(begin, end),
        "GB of memory": watch.gb,
    }


def main(words: list[str]) -> int:
    if words[:1] == ["ask"]:
        ask(*words[1:])
        return 0
    from tests.clusters import started

    judge, figures, ratios = Judge(), {}, {}
    for millions in map(int, words or ["10"]):
        times = 2 if millions <= 10 else 1
        with tempfile.TemporaryDirectory(prefix="konfrans-bench-", dir=os.environ.get("TMPDIR")) as folder:
            began = time.perf_counter()
            size = make(Path(folder), millions * 1_000_000)
            print(f"{millions} million responses made in {time.perf_counter() - began:.0f} s", flush=True)
            found = {"DuckDB": measured("duckdb", Path(folder), times)}
            print(found, flush=True)
            with started() as address:
                found["Spark"] = measured(address, Path(folder), times)
        judge.again()
        sums = [one.pop("sum") for one in found.values()]
        if max(abs(a / b - 1) for a, b in zip(*sums, strict=True)) > 1e-9:
            raise SystemExit("The engines differ.")
        name = f"{millions} million responses"
        figures[f"{name}: GB of Parquet"] = size / 1e9
        figures |= {f"{name}: {engine}, {what}": value for engine, one in found.items() for what, value in one.items()}
        ratio = found["Spark"]["s of processors"] / found["DuckDB"]["s of processors"]
        ratios[f"{name}: processors, Spark / DuckDB"] = ratio
    tell("analysis_spark", figures, ratios, judge)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
