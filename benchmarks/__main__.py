"""Run every benchmark, or those named; keep the results with machine and date; write the README's table.

Exit status: 0 every target was met or is not judged; 1 one was missed; 2 a benchmark did not run to its end.
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from typing import Any

from benchmarks.figures import RESULTS, checked, table, write
from benchmarks.harness import ROOT, machine

NAMES = ("start", "law", "statutes", "pages", "committees", "analysis")


def run(name: str) -> dict[str, Any]:
    """One benchmark, its lines shown as they come; the object it printed last."""
    print(f"benchmarks.{name}", flush=True)
    lines = [""]
    with subprocess.Popen(
        [sys.executable, "-m", f"benchmarks.{name}"],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            print(f"  {line}", end="", flush=True)
            lines.append(line.strip())
    if process.returncode:
        raise ValueError(f"benchmarks.{name} ended with status {process.returncode}")
    return checked(name, lines[-1])


def main(names: list[str]) -> int:
    """Keep the results of those that ran; the others keep what they had."""
    if unknown := set(names) - set(NAMES):
        print(f"There is no benchmark {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}.")
        return 2
    kept = json.loads(RESULTS.read_text("utf-8"))["results"] if RESULTS.exists() else []
    found = {each["name"]: each for each in kept}
    try:
        for name in names or NAMES:
            found[name] = run(name)
    except ValueError as error:
        print(error)
        return 2
    results = {"machine": machine(), "date": datetime.now(UTC).date().isoformat(), "results": list(found.values())}
    RESULTS.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(f"\n{table(results)}\n")
    if write(table(results)):
        print("README.md: the table is written into it")
    missed = [what for each in found.values() for what, met in each["met"].items() if met is False]
    for what in missed:
        print(f"missed: {what}")
    return 1 if missed else 0


sys.exit(main(sys.argv[1:]))
