"""Pages of the product beside an empty view behind the same server and the same middleware.

Four servers run at once, with the demonstration's institutions and with 1,500, each with the cache of anonymous pages and
without it; the addresses are asked in turn, round after round, so that whatever else the machine does falls on all of them.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from benchmarks.harness import Judge, Load, load, median, run, served, tell

MANY = 1500
ROUNDS, SECONDS, CLIENTS = 4, 0.6, 8
ALONE = 25
"""Requests, one after the other, by which the time on the server is told."""
SMALL, LARGE = "the demonstration", "1,500 institutions"
ON = {"KONFRANS_DEMO": "1"}


def main() -> int:
    judge = Judge()
    with tempfile.TemporaryDirectory(prefix="konfrans-bench-") as folder, ExitStack() as servers:
        small, large = Path(folder) / "small", Path(folder) / "large"
        small.mkdir()
        print("playing the demonstration", flush=True)
        run(small, "benchmarks.data", "play", **ON)
        newest = run(small, "benchmarks.data", "decision", **ON).split()[-1]
        shutil.copytree(small, large)
        print(run(large, "benchmarks.data", "grow", str(MANY), **ON).strip(), flush=True)
        pages = {
            "empty": "/empty/", "home": "/en/", "decision": f"/en/{newest}", "project": "/en/projects/ecar/",
            "members": "/en/members/", "search": "/en/search/?q=universitet",
        }  # fmt: skip
        homes = {SMALL: small, LARGE: large}
        cookies = {size: run(home, "benchmarks.data", "session", **ON).split()[-1] for size, home in homes.items()}
        ports: dict[tuple[str, bool], int] = {}
        for size, home in homes.items():
            for cached in (True, False):
                more = ON | ({} if cached else {"KONFRANS_NO_PAGE_CACHE": "1"})
                ports[size, cached] = servers.enter_context(served(home, **more))
        figures: dict[str, float] = {}
        rates = _rates(pages, ports, cookies)
        judge.again()
        alone = _alone(pages, ports, cookies)
        judge.again()
        ratios = _report(rates, alone, figures, judge)
        tell("pages", figures, ratios, judge)
    return 0


Key = tuple[str, str, bool]


def _rates(pages: dict[str, str], ports: dict[tuple[str, bool], int], cookies: dict[str, str]) -> dict[Key, Load]:
    found: dict[Key, Load] = {}
    for number in range(ROUNDS + 1):
        for (size, cached), port in ports.items():
            for page, path in pages.items():
                got = load(port, path, seconds=SECONDS, clients=CLIENTS)
                if number:  # the first round warms up
                    found.setdefault((page, size, cached), Load()).add(got)
            if not cached:
                got = load(port, "/en/desk/", seconds=SECONDS, clients=CLIENTS, cookie=cookies[size])
                if number:
                    found.setdefault(("desk", size, cached), Load()).add(got)
        print(f"round {number} of {ROUNDS}", flush=True)
    return found


def _alone(pages: dict[str, str], ports: dict[tuple[str, bool], int], cookies: dict[str, str]) -> dict[Key, Load]:
    found: dict[Key, Load] = {}
    asked = [(page, path, "") for page, path in pages.items()]
    for size in (SMALL, LARGE):
        for page, path, cookie in [*asked, ("desk", "/en/desk/", cookies[size])]:
            found[page, size, False] = load(ports[size, False], path, seconds=20, clients=1, cookie=cookie, most=ALONE)
    return found


def _report(
    rates: dict[Key, Load], alone: dict[Key, Load], figures: dict[str, float], judge: Judge
) -> dict[str, float]:
    for (page, size, cached), got in rates.items():
        how = f"{page}, {size}, {'cached' if cached else 'not cached'}"
        figures[f"{how}: requests/s"] = got.per_second
        if size == LARGE:
            figures[f"{how}: p50 ms with {CLIENTS} clients"] = got.ms(0.5)
            figures[f"{how}: p99 ms with {CLIENTS} clients"] = got.ms(0.99)
    ratios: dict[str, float] = {}
    for size in (SMALL, LARGE):
        for cached in (True, False):
            ratio = rates["home", size, cached].per_second / rates["empty", size, cached].per_second
            name = f"home / empty, {size}, {'cached' if cached else 'not cached'}"
            ratios[name] = ratio
            if cached:
                judge.ratio(name, ratio, 0.25)
    for (page, size, _cached), got in alone.items():
        name = f"{page}, {size}, not cached: median ms on the server"
        figures[name] = median(got.server)
        if size == LARGE and page != "empty":
            judge.time(name, figures[name], 30)
        if page != "empty":
            name = f"{page}, {size}, not cached: queries"
            figures[name] = max(got.queries)
            judge.count(name, figures[name], 10)
    return ratios


if __name__ == "__main__":
    sys.exit(main())
