"""Every benchmark of benchmarks/, one after the other; its figures go into README.md between the two marks.

A benchmark is `python -m benchmarks.NAME`; its last line is one JSON object with the keys of `KEYS`.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from tools.console import PYTHON, ROOT, say

FOLDER = ROOT / "benchmarks"
README = ROOT / "README.md"
BEGIN, END = "<!-- figures:begin -->", "<!-- figures:end -->"
KEYS = ("name", "figures", "ratios", "targets", "met")


def names() -> list[str]:
    """The modules that run by themselves; others only help them."""
    return sorted(path.stem for path in FOLDER.glob("*.py") if '__name__ == "__main__"' in path.read_text("utf-8"))


def run(name: str) -> dict[str, Any]:
    """The object a benchmark prints last; ValueError says what is wrong with it."""
    lines: list[str] = []
    with subprocess.Popen(
        [str(PYTHON), "-m", f"benchmarks.{name}"], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            print(f"  {line}", end="", flush=True)
            lines.append(line)
    if process.returncode:
        raise ValueError(f"benchmarks.{name} ended with status {process.returncode}")
    return result(name, lines[-1] if lines else "")


def result(name: str, line: str) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(line)
    except ValueError:
        raise ValueError(f"benchmarks.{name}: the last line is not JSON: {line.strip()[:80]!r}") from None
    if missing := [key for key in KEYS if key not in found]:
        raise ValueError(f"benchmarks.{name}: the last line lacks {', '.join(missing)}")
    return found


def table(results: list[dict[str, Any]]) -> str:
    """The results as one table: a row for each figure and each ratio, a target beside the ratio or figure it is for."""
    rows = ["| benchmark | what | measured | target | met |", "|---|---|---|---|---|"]
    for each in results:
        for what, value in {**each["figures"], **each["ratios"]}.items():
            target, met = each["targets"].get(what, ""), each["met"].get(what, "")
            said = {True: "yes", False: "no"}.get(met, met) if isinstance(met, bool) else met
            number = f"{value:,.2f}".rstrip("0").rstrip(".") if isinstance(value, int | float) else value
            rows.append(f"| {each['name']} | {what} | {number} | {target} | {said} |")
    return "\n".join(rows)


def write(text: str, path: Path = README) -> bool:
    """Put the table between the marks; False when the page has none."""
    page = path.read_text("utf-8")
    marks = re.compile(rf"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)
    if not marks.search(page):
        return False
    path.write_text(marks.sub(lambda _: f"{BEGIN}\n{text}\n{END}", page), "utf-8")
    return True


def main() -> int:
    results: list[dict[str, Any]] = []
    errors: list[str] = []
    for name in names():
        print(f"benchmarks.{name}", flush=True)
        try:
            results.append(run(name))
        except ValueError as error:
            errors.append(str(error))
    print(f"\n{table(results)}")
    if results and not errors and write(table(results)):
        say("README.md", "the figures are written into it")
    for line in errors:
        say("failed", line)
    missed = [f"{r['name']}: {what}" for r in results for what, met in r["met"].items() if met is False]
    for line in missed:
        say("missed", line)
    return 1 if errors or missed else 0


if __name__ == "__main__":
    sys.exit(main())
