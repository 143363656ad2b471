"""The long tests: what is marked `soak`, file by file, on both databases and with the browser; writes docs/soak.md after each.

python -m tools.soak tests/charter/test_models.py     runs one row again, by its file or its name, and puts it in the page
python -m tools.soak --lacking                        runs what the page names as not run
"""

from __future__ import annotations

import ast
import datetime
import platform
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from tests.sharing import LONG
from tools import suite, system
from tools.console import PYTHON, ROOT, Stop, say

PAGE = ROOT / "docs" / "soak.md"
HEAD = """# The long tests

`make soak` runs them and writes this page. Each is a test marked `soak`: many rounds, many writers, large numbers,
or a fresh installation. They are too long for `make test`.

"""
Row = tuple[str, suite.Result]


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the page: its name, on which part of the suite, the words for pytest, the file of tests."""

    name: str
    part: str
    words: tuple[str, ...]
    file: str = ""


_SHOWN = re.compile(r"\| (.+) \| (\d+) \| (\d+) \| (.+) \|")
_SPAN = re.compile(r"(?:(\d+) min )?(\d+) s")


def files(mark: str) -> list[str]:
    """The files that hold long tests, in the order of their names."""
    command = [str(PYTHON), "-m", "pytest", "--collect-only", "-q", "-m", mark]
    env = suite.environment("soak")
    found = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False).stdout
    return list(dict.fromkeys(line.partition("::")[0] for line in found.splitlines() if "::" in line))


def title(file: str) -> str:
    """What a file of tests is about: the first sentence of its docstring."""
    words = ast.get_docstring(ast.parse((ROOT / file).read_text("utf-8"))) or file
    return words.partition("\n\n")[0].replace("\n", " ").rstrip(".").partition(": ")[0]


def kept() -> list[Row]:
    """The rows of the page as it stands."""
    rows = []
    for found in _SHOWN.finditer(PAGE.read_text("utf-8") if PAGE.exists() else ""):
        minutes, seconds = _SPAN.match(found[4]).groups()  # type: ignore[union-attr]
        spent = 60.0 * int(minutes or 0) + int(seconds)
        rows.append((found[1], suite.Result("sqlite", int(found[2]), int(found[3]), 0, spent, int(found[3] != "0"))))
    return rows


def steps() -> list[Step]:
    """All of them, in their order."""
    found = [Step(title(file), "sqlite", ("-m", "soak", *suite.SHARED, file), file) for file in files("soak")]
    for file in files("soak and not sqlite"):
        if not file.startswith((*suite.PURE, "tests/pages")):
            name = f"{title(file)}, on PostgreSQL"
            found.append(Step(name, "postgresql", ("-m", "soak and not sqlite", *suite.SHARED, file), file))
    ignored = [f"--ignore={folder}" for folder in suite.PURE]
    words = ("-m", "not pages and not sqlite and not soak", *ignored, *suite.SPREAD)
    rest = ("-m", "not soak", *LONG, *suite.SPREAD)
    shown = ("-m", "pages and not soak", *suite.SHARED)
    on_spark = ("--engine", "spark", "-m", "not soak", "tests/analysis")
    return [
        *found,
        Step("Every other test, on PostgreSQL", "postgresql", words),
        Step("Long tests of which the suite of every day runs a part", "sqlite", rest),
        Step("Every page and journey in a real browser", "sqlite", shown),
        Step("The statistics on a Spark cluster of two workers", "sqlite", on_spark),
    ]


def page(rows: Sequence[Row], every: Sequence[Step]) -> str:
    """The page as it is after these rows."""
    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    where = f"Python {platform.python_version()}, {platform.system()}, {suite.WORKERS} processes"
    lines = ["| what | tests | failed | time |", "|---|---|---|---|"]
    lines += [f"| {name} | {r.tests} | {r.failed + r.skipped} | {suite.span(r.seconds)} |" for name, r in rows]
    whole = suite.span(sum(result.seconds for _name, result in rows))
    lines += ["", f"{sum(result.tests for _name, result in rows)} tests in {whole}."]
    lacking = [step.name for step in every if step.name not in dict(rows)]
    if lacking:
        lines += ["", f"Not run ({len(lacking)} of {len(every)}):", "", *(f"- {name}" for name in lacking)]
    return f"{HEAD}Last run: {today}, {where}.\n\n" + "\n".join(lines) + "\n"


def main(wanted: Sequence[str] = ()) -> int:
    system.end_on_signals()
    every = steps()
    rows: list[Row] = kept() if wanted else []

    def run(step: Step, more: dict[str, str]) -> None:
        say("soak", step.name)
        row = (step.name, suite.pytest(step.part, list(step.words), more))
        at = next((place for place, (known, _result) in enumerate(rows) if known == step.name), len(rows))
        rows[at : at + 1] = [row]
        PAGE.write_text(page(rows, every), "utf-8")

    shown = {name for name, _result in rows}
    lacking = [step for step in every if step.name not in shown]
    chosen = (
        lacking
        if "--lacking" in wanted
        else [step for step in every if not wanted or {step.file, step.name} & {*wanted}]
    )
    try:
        chromium = {"KONFRANS_CHROMIUM": str(system.browser())}
        if any("spark" in step.words for step in chosen):
            system.java()
        for step in chosen:
            if step.part == "sqlite":
                run(step, chromium)
        if any(step.part == "postgresql" for step in chosen):
            with system.postgres() as address:
                for step in chosen:
                    if step.part == "postgresql":
                        run(step, {**chromium, "KONFRANS_DATABASE": address})
    except Stop as stop:
        say("stopped", str(stop))
        return 1
    print(suite.summary([result for _name, result in rows]))
    return 0 if all(result.passed for _name, result in rows) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
