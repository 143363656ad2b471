"""The results that are kept, and the README's table made from them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "benchmarks" / "results.json"
README = ROOT / "README.md"
BEGIN, END = "<!-- figures:begin -->", "<!-- figures:end -->"
KEYS = ("name", "figures", "ratios", "targets", "met")


def checked(name: str, line: str) -> dict[str, Any]:
    """The object that a benchmark printed last; ValueError says what is wrong with it."""
    try:
        found = json.loads(line)
    except ValueError:
        raise ValueError(f"benchmarks.{name}: the last line is no JSON: {line[:80]!r}") from None
    if not isinstance(found, dict) or sorted(found) != sorted(KEYS):
        raise ValueError(f"benchmarks.{name}: the last line must have {', '.join(KEYS)}")
    if set(found["met"]) != set(found["targets"]):
        raise ValueError(f"benchmarks.{name}: targets and what is said of them differ")
    if odd := [what for what in found["targets"] if what not in found["figures"] and what not in found["ratios"]]:
        raise ValueError(f"benchmarks.{name}: a target for what was not measured: {odd[0]}")
    return found


def table(kept: dict[str, Any]) -> str:
    """What has a target, and every ratio: a figure of one machine alone says little."""
    rows = ["| | measured | target | met |", "|---|---:|---|---|"]
    for each in kept["results"]:
        for what, value in {**each["figures"], **each["ratios"]}.items():
            if what not in each["targets"] and what not in each["ratios"]:
                continue
            met = each["met"].get(what, "")
            said = {True: "yes", False: "**no**"}[met] if isinstance(met, bool) else met
            rows.append(f"| {what} | {_number(value)} | {each['targets'].get(what, '')} | {said} |")
    return "\n".join([f"{kept['date']}; {kept['machine']}.", "", *rows])


def _number(value: float) -> str:
    text = f"{value:,.3f}".rstrip("0").rstrip(".") if value < 1000 else f"{value:,.0f}"
    return text or "0"


def write(text: str, page: Path = README) -> bool:
    """Put the table between the marks; False when the page has none."""
    whole = page.read_text("utf-8")
    marks = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)
    if not marks.search(whole):
        return False
    page.write_text(marks.sub(lambda _found: f"{BEGIN}\n{text}\n{END}", whole), "utf-8")
    return True
