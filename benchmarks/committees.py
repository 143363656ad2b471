"""The board of a call for nominations with 200 universities and 10 committees, every place filled, beside an empty view."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.harness import Judge, load, median, run, served, tell

UNIVERSITIES, COMMITTEES = 200, 10
ALONE = 40
"""Requests, one after the other, by which the time on the server is told."""
ON = {"KONFRANS_DEMO": "1", "KONFRANS_NO_PAGE_CACHE": "1"}


def main() -> int:
    judge = Judge()
    with tempfile.TemporaryDirectory(prefix="konfrans-bench-") as folder:
        home = Path(folder) / "home"
        home.mkdir()
        print("playing the demonstration", flush=True)
        run(home, "benchmarks.data", "play", **ON)
        print(run(home, "benchmarks.data", "nominate", str(UNIVERSITIES), str(COMMITTEES), **ON).strip(), flush=True)
        cookie = run(home, "benchmarks.data", "session", "coordinator@example.org", **ON).split()[-1]
        with served(home, **ON) as port:
            load(port, "/en/desk/calls/large/", seconds=20, clients=1, cookie=cookie, most=5)  # warms up
            judge.again()
            board = load(port, "/en/desk/calls/large/", seconds=30, clients=1, cookie=cookie, most=ALONE)
            empty = load(port, "/empty/", seconds=10, clients=1, cookie=cookie, most=ALONE)
            judge.again()
    name = f"board, {UNIVERSITIES} universities x {COMMITTEES} committees"
    figures = {
        f"{name}: median ms on the server": median(board.server),
        f"{name}: queries": float(max(board.queries)),
        "empty view: median ms on the server": median(empty.server),
    }
    judge.time(f"{name}: median ms on the server", figures[f"{name}: median ms on the server"], 100)
    judge.count(f"{name}: queries", figures[f"{name}: queries"], 12)
    tell("committees", figures, {f"{name} / empty view": median(board.server) / median(empty.server)}, judge)
    return 0


if __name__ == "__main__":
    sys.exit(main())
