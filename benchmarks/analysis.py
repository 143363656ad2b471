"""The statistics beside a plain scan of the same columns, beside R's `survey`, and from sums held ready.

Respondents of 900 clusters in 15 strata (the universities), in random order, with 20 items from 1 to 5, of which ten lack a twenty-fifth
of their answers; Parquet with zstd. The scan is `select sum(c), ...` over every column that the command reads. Command and scan are taken
in turn, both warm, and the best of five counts. R is asked at a million, where it is installed; its raking leaves the weights in memory, so ours
is asked for the same.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.harness import ROOT, Judge, tell

SIZES = (1_000_000, 5_000_000)
ITEMS = [f"q{at:02d}" for at in range(1, 21)]
DESIGN = {"strata": "stratum", "cluster": "cluster", "weight": "weight"}
MARGINS = {
    "gender": {"1": 400_000.0, "2": 350_000.0, "3": 250_000.0},
    "grp": {"1": 100_000.0, "2": 150_000.0, "3": 200_000.0, "4": 250_000.0, "5": 300_000.0},
    "stratum": {str(at): 1_000_000 / 15 for at in range(15)},
}
TURNS = 5
IN_MEMORY = "raking on three margins, weights in memory"
TIMES_R = {"20 means x 15 universities": 100.0, "crosstab with Rao-Scott": 100.0, IN_MEMORY: 50.0}
R = r"""
suppressMessages(library(survey))
d <- read.csv(commandArgs(TRUE)[1])
s <- svydesign(id = ~cluster, strata = ~stratum, weights = ~weight, data = d)
items <- reformulate(sprintf("q%02d", 1:20))
timed <- function(what, f) { t <- system.time(f())[["elapsed"]]; cat(sprintf('{"what": "%s", "seconds": %.3f}\n', what, t)) }
timed("20 means x 15 universities", function() for (q in sprintf("q%02d", 1:20)) svyby(reformulate(q), ~university, s, svymean, na.rm = TRUE))
timed("crosstab with Rao-Scott", function() svychisq(~q01 + gender, s))
f <- function(v, n) { x <- data.frame(names(n), unlist(n)); names(x) <- c(v, "Freq"); x }
timed("raking on three margins, weights in memory", function() rake(s, list(~gender, ~grp, ~stratum), list(
  data.frame(gender = 1:3, Freq = c(4e5, 3.5e5, 2.5e5)), data.frame(grp = 1:5, Freq = c(1e5, 1.5e5, 2e5, 2.5e5, 3e5)),
  data.frame(stratum = 0:14, Freq = 1e6 / 15)), control = list(epsilon = 1e-12, maxit = 100)))
"""


def make(file: Path, responses: int) -> None:
    """The respondents, the same every time."""
    import duckdb

    items = [
        f"cast(1 + hash(n, {at}) % 5 as tinyint)"
        if at <= 10
        else f"case when hash(n, {at}) % 25 = 0 then null else cast(1 + (hash(n, {at}) >> 8) % 5 as tinyint) end"
        for at in range(1, 21)
    ]
    named = ", ".join(f"{value} as {name}" for name, value in zip(ITEMS, items, strict=True))
    duckdb.sql(
        f"copy (select cast(c % 15 as tinyint) as stratum, cast(c as smallint) as cluster, "
        f"cast(c % 15 as tinyint) as university, cast(1 + hash(n, 91) % 5 as tinyint) as grp, "
        f"cast(1 + hash(n, 92) % 3 as tinyint) as gender, 0.5 + (hash(n, 93) % 4096) / 2048 as weight, {named} "
        f"from (select range as n, cast(hash(range, 90) % 900 as integer) as c from range({responses}))) "
        f"to '{file}' (format parquet, compression zstd)"
    )


def tasks(file: Path, out: Path) -> dict[str, tuple[Callable[[], Any], list[str]]]:
    """What is asked, and the columns that it reads."""
    from konfrans.analysis import estimates, scales, tables, weighting
    from konfrans.analysis.calibration import Raking
    from konfrans.analysis.design import design_of
    from konfrans.analysis.engine import open_source
    from konfrans.analysis.estimates import Asked

    source, design = open_source(file), design_of(DESIGN)
    units = ["stratum", "cluster", "weight"]
    plain = Asked(deff="none")
    return {
        "20 means x 15 universities": (
            lambda: estimates.means(source, design, ITEMS, ["university"]),
            [*units, "university", *ITEMS],
        ),
        "20 means x 15 universities without design effects": (
            lambda: estimates.means(source, design, ITEMS, ["university"], plain),
            [*units, "university", *ITEMS],
        ),
        "crosstab with Rao-Scott": (
            lambda: tables.crosstab(source, design, "q01", "gender"),
            [*units, "q01", "gender"],
        ),
        "alpha over 20 items": (
            lambda: scales.alpha(source, design, ITEMS, each=False),
            [*units, *ITEMS],
        ),
        "alpha over 20 items with what each does to it": (
            lambda: scales.alpha(source, design, ITEMS),
            [*units, *ITEMS],
        ),
        "raking on three margins": (lambda: weighting.rake(source, design, Raking(MARGINS), out), []),
        IN_MEMORY: (lambda: weighting.weights(source, design, Raking(MARGINS)), []),
    }


def measure(file: Path, folder: Path) -> dict[str, tuple[float, float]]:
    """Of every task its best time and that of its yardstick, in seconds: the scan, for raking to write the weights."""
    import duckdb

    database = duckdb.connect()
    found = {}
    for name, (work, columns) in tasks(file, folder / "raked.parquet").items():
        if columns:
            query = f"select {', '.join(f'sum({column})' for column in columns)} from read_parquet('{file}')"
        else:
            query = (
                f"copy (select * replace (weight * case gender when 1 then 1.1 when 2 then 0.9 else 1.0 end as weight) "
                f"from read_parquet('{file}')) to '{folder / 'copied.parquet'}' (format parquet, compression zstd)"
            )
        times: tuple[list[float], list[float]] = ([], [])
        beside = work if name == IN_MEMORY else partial(_run, database, query)
        for _turn in range(TURNS):
            for kept, timed in zip(times, (work, beside), strict=True):
                kept.append(_timed(timed))
        found[name] = (min(times[0]), min(times[1]))
        print(f"{name}: {found[name][0]:.3f} s, yardstick {found[name][1]:.3f} s", flush=True)
    return found


def _run(database: Any, query: str) -> None:
    done = database.sql(query)
    if done is not None:
        done.fetchall()


def held(file: Path) -> float:
    """The longest of several answers from held sums, in milliseconds."""
    from konfrans.analysis import commands, live
    from konfrans.analysis.design import design_of
    from konfrans.analysis.engine import open_source

    questions: list[dict[str, Any]] = [
        {"command": "means", "items": ITEMS, "by": ["university"]},
        {"command": "crosstab", "rows": "q01", "columns": "gender"},
        {"command": "alpha", "items": ITEMS},
        {"command": "compare", "items": ["q02"], "by": ["gender"]},
        {"command": "proportions", "items": ["q03"], "by": ["university"]},
        {"command": "quantiles", "items": ["q03"], "at": [0.25, 0.5, 0.75]},
    ]
    design = design_of(DESIGN)
    ready = live.hold(open_source(file), design, questions)
    worst = 0.0
    for question in questions:
        options = {name: value for name, value in question.items() if name != "command"}
        best = min(
            _timed(partial(commands.ask, ready, design, str(question["command"]), options)) for _ in range(TURNS)
        )
        print(f"held, {question['command']}: {1000 * best:.1f} ms", flush=True)
        worst = max(worst, 1000 * best)
    return worst


def _timed(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def peak(file: Path) -> float:
    """The most memory that a process of its own takes for means, crosstab and alpha, in MB."""
    script = (
        "import sys; from pathlib import Path; from benchmarks.analysis import tasks, alone; alone(Path(sys.argv[1]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(file)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return float(done.stdout.split()[-1])


def alone(file: Path) -> None:
    """Ask all but raking once, and print the peak of memory in MB."""
    for name, (work, columns) in tasks(file, file).items():
        if columns:
            work()
            print(name)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def asked_r(file: Path, folder: Path) -> dict[str, float]:
    """The seconds that R takes of the same file; nothing where R or its package is not there."""
    import duckdb

    if not shutil.which("Rscript") or os.environ.get("KONFRANS_BENCH_R") == "0":
        return {}
    known = subprocess.run(["Rscript", "-e", 'library("survey")'], capture_output=True)
    if known.returncode:
        return {}
    csv = folder / "survey.csv"
    duckdb.sql(f"copy (select * from read_parquet('{file}')) to '{csv}' (format csv, header)")
    (folder / "ask.R").write_text(R)
    done = subprocess.run(["Rscript", str(folder / "ask.R"), str(csv)], capture_output=True, text=True, check=True)
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    csv.unlink()
    return {line["what"]: line["seconds"] for line in lines}


def main() -> int:
    judge = Judge()
    figures: dict[str, float] = {}
    ratios: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="konfrans-bench-") as name:
        folder = Path(name)
        for size in SIZES:
            file = folder / f"{size}.parquet"
            make(file, size)
            millions = f"{size // 1_000_000} million"
            judge.again()
            found = measure(file, folder)
            for what, (ours, scan) in found.items():
                figures[f"{what}, {millions}: ms"] = 1000 * ours
                if what != IN_MEMORY:  # its yardstick is R
                    yardstick, most = ("writing the weights", 2.0) if "raking" in what else ("scan", 2.5)
                    key = f"{what}, {millions} / {yardstick}"
                    ratios[key] = ours / scan
                    judge.count(key, ours / scan, most)
            if size == SIZES[0]:
                for what, seconds in asked_r(file, folder).items():
                    key = f"R / konfrans: {what}, {millions}"
                    ratios[key] = seconds / found[what][0]
                    judge.ratio(key, ratios[key], TIMES_R[what])
            else:
                figures[f"peak memory, {millions}: MB"] = peak(file)
                judge.count(f"peak memory, {millions}: MB", figures[f"peak memory, {millions}: MB"], 500)
                figures[f"slowest answer from held sums, {millions}: ms"] = held(file)
                judge.time(
                    f"slowest answer from held sums, {millions}: ms",
                    figures[f"slowest answer from held sums, {millions}: ms"],
                    50,
                )
            judge.again()
    tell("analysis", figures, ratios, judge)
    return 0


if __name__ == "__main__":
    sys.exit(main())
