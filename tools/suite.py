"""The suite of every day: checks, then the tests on SQLite, on a real PostgreSQL, of Spark, and in a real browser.

`python -m tools.suite` runs all of it, `python -m tools.suite checks` or any other part's name that part alone.
Of the tests that are long by themselves SQLite runs a ninth, PostgreSQL and the browser a part of all of theirs (`tests/sharing.py`);
`make soak` runs them whole.
Every part runs, also after one has failed; a skipped test counts as a failure, so that nothing is left out unseen. Spark alone may be
left out, where there is no Java and none can be installed: the summary says so.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tools import system
from tools.console import PYTHON, ROOT, Stop, say

BUILD = ROOT / "build" / "suite"
BIN = PYTHON.parent
CHECKS: dict[str, list[str]] = {
    "style": [str(BIN / "ruff"), "check", "--quiet", "."],
    "format": [str(BIN / "ruff"), "format", "--check", "--quiet", "."],
    "types": [str(BIN / "mypy")],
    "floors, rooms": [str(BIN / "lint-imports")],
    "messages": [str(PYTHON), "-m", "tools.catalogues", "check"],
}
# These touch no database, or start their own on both: once is enough.
PURE = (
    "tests/analysis",
    "tests/charter",
    "tests/verify",
    "tests/house",
    "tests/keeping/test_benchmarks.py",
    "tests/keeping/test_hostile_backups.py",
    "tests/keeping/test_limits.py",
)
WORKERS = str(max(2, min(8, os.cpu_count() or 2)))
SPREAD = ["-n", WORKERS, "--dist", "loadfile"]
# Few and long tests: who is done takes over from who is not.
SHARED = ["-n", WORKERS, "--dist", "worksteal"]


@dataclass(frozen=True, slots=True)
class Result:
    """How one part went: its counts, and its time in seconds."""

    part: str
    tests: int
    failed: int
    skipped: int
    seconds: float
    status: int
    left_out: str = ""
    """Why none of it could run here."""

    @property
    def passed(self) -> bool:
        return self.status == 0 and self.failed == 0 and self.skipped == 0


def checks() -> Result:
    """Style, format, types, floors and rooms, messages; what a check says is shown only when it fails."""
    started, failed = time.monotonic(), 0
    for name, command in CHECKS.items():
        begun = time.monotonic()
        done = subprocess.run(
            command,
            cwd=ROOT,
            # The demonstration too is checked, though no conference has it installed.
            env=environment("checks", {"KONFRANS_DEMO": "1"}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        say(name, f"{'passed' if done.returncode == 0 else 'FAILED'}, {time.monotonic() - begun:.1f} s")
        if done.returncode:
            failed += 1
            print(done.stdout.rstrip(), flush=True)
    return Result("checks", len(CHECKS), failed, 0, time.monotonic() - started, 1 if failed else 0)


def environment(part: str, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """What a part runs with: a home of its own, so that no test touches the data of who types the command."""
    home = BUILD / part
    home.mkdir(parents=True, exist_ok=True)
    kept = {key: value for key, value in os.environ.items() if not key.startswith("KONFRANS_")}
    return {**kept, "KONFRANS_HOME": str(home), **(more or {})}


def pytest(part: str, words: Sequence[str], more: Mapping[str, str] | None = None) -> Result:
    """Run pytest with its own lines on the terminal, and read the counts from its report."""
    shutil.rmtree(BUILD / part, ignore_errors=True)
    env = environment(part, more)
    report = BUILD / f"{part}.xml"
    report.unlink(missing_ok=True)
    started = time.monotonic()
    command = [str(PYTHON), "-m", "pytest", "-q", "--no-header", "--tb=short", f"--junitxml={report}", *words]
    done = subprocess.run(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL)
    seconds = time.monotonic() - started
    return Result(part, *counts(report), seconds, done.returncode)


def counts(report: Path) -> tuple[int, int, int]:
    """Tests, failures with errors, and skipped ones of a JUnit report; a missing report is one failure."""
    if not report.exists():
        return 0, 1, 0
    suites = ElementTree.parse(report).getroot().iter("testsuite")
    total = [0, 0, 0]
    for suite in suites:
        total[0] += int(suite.get("tests", "0"))
        total[1] += int(suite.get("failures", "0")) + int(suite.get("errors", "0"))
        total[2] += int(suite.get("skipped", "0"))
    return total[0], total[1], total[2]


def sqlite() -> Result:
    return pytest("sqlite", ["-m", "not pages and not soak and not spark", "--part", "1/9", *SPREAD])


def postgresql() -> Result:
    with system.postgres() as address:
        words = [
            "-m",
            "not pages and not soak and not sqlite and not spark",
            "--sample",
            "1/9",
            *(f"--ignore={folder}" for folder in PURE),
            *SPREAD,
        ]
        return pytest("postgresql", words, {"KONFRANS_DATABASE": address})


def spark() -> Result:
    """Of the statistics on a cluster of two workers; all of them run there by `make soak`."""
    if not system.java():
        return Result("spark", 0, 0, 0, 0, 0, "there is no Java here")
    return pytest("spark", ["-m", "spark and not soak", "tests/analysis"])


def pages() -> Result:
    return pytest(
        "pages", ["-m", "pages and not soak", "--sample", "1/4", *SHARED], {"KONFRANS_CHROMIUM": str(system.browser())}
    )


PARTS: dict[str, Callable[[], Result]] = {
    "checks": checks,
    "sqlite": sqlite,
    "postgresql": postgresql,
    "spark": spark,
    "pages": pages,
}
TITLES = {
    "checks": "Checks",
    "sqlite": "Tests on SQLite",
    "postgresql": "Tests on PostgreSQL",
    "spark": "Statistics on Spark",
    "pages": "Pages in a real browser",
}


def span(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds // 60:.0f} min {seconds % 60:02.0f} s"


def summary(results: Sequence[Result]) -> str:
    """The closing lines: one for each part, and one for the whole."""
    lines = ["", "The suite"]
    for result in results:
        state = "LEFT OUT" if result.left_out else "passed" if result.passed else "FAILED"
        told = [f"{result.tests} {'checks' if result.part == 'checks' else 'tests'}"]
        told += [result.left_out] if result.left_out else []
        told += [f"{result.failed} failed"] if result.failed else []
        told += [f"{result.skipped} skipped, which counts as failed"] if result.skipped else []
        told += [f"status {result.status}"] if result.status and not result.failed else []
        lines.append(f"  {TITLES[result.part]:<26}{state:<9}{span(result.seconds):>12}   {', '.join(told)}")
    whole = span(sum(result.seconds for result in results))
    bad = [TITLES[result.part] for result in results if not result.passed]
    tests = sum(result.tests for result in results if result.part != "checks")
    lines.append(f"Failed: {', '.join(bad)} ({whole})" if bad else f"All passed: {tests} tests in {whole}")
    return "\n".join(lines)


def main(words: Sequence[str]) -> int:
    wanted = list(words) or list(PARTS)
    if unknown := [word for word in wanted if word not in PARTS]:
        print(f"There is no part {', '.join(unknown)}; the parts are {', '.join(PARTS)}")
        return 2
    system.end_on_signals()
    BUILD.mkdir(parents=True, exist_ok=True)
    results: list[Result] = []
    try:
        # Before an hour's wait can end in a missing part of the system.
        with ExitStack() as tried:
            if "pages" in wanted:
                say("browser", str(system.browser()))
            if "postgresql" in wanted:
                tried.enter_context(system.postgres())
                say("postgresql", str(system.server()))
        for part in wanted:
            print(f"\n{TITLES[part]}", flush=True)
            results.append(PARTS[part]())
    except Stop as stop:
        say("stopped", str(stop))
        return 1
    except KeyboardInterrupt:
        return 130
    print(summary(results), flush=True)
    return 0 if all(result.passed for result in results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
