"""A charter document opened for a check: what it gets wrong becomes findings, and the rest is read on if it can be.

A refused slogan is read as the fraction that was meant, a missing article as one that nothing stands in, so that the other
checks still run. What cannot be read at all is no finding: it raises `CharterError`, as loading does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from konfrans.charter.checks.findings import Finding, Level
from konfrans.charter.faults import CharterError, Fault
from konfrans.charter.law import Charter
from konfrans.charter.lines import Path, path_of, value_at
from konfrans.charter.loading import look_through

NOWHERE = "9999.9999"
"""What a rule without an article cites while the rest is checked."""
UNREADABLE = frozenset(
    {
        "amount_form", "comparison", "day_form", "joined_alone", "interval_empty", "interval_reversed", "missing_key", "out_of_form",
        "share_form", "share_without_base", "span_hours", "span_number", "span_units", "times_form",
        "times_quoted", "unknown_key", "unknown_value", "wrong_type",
    }
)  # fmt: skip
"""Faults that keep a value from being read; `missing_key` is none where the article is missing."""
_REF = re.compile(r"[1-9][0-9]{0,3}\.[1-9][0-9]{0,3}\Z")


@dataclass(frozen=True, slots=True)
class Opened:
    """The findings of reading, and the charter as far as it could be read on."""

    findings: tuple[Finding, ...]
    charter: Charter | None


def open_charter(document: bytes | str) -> Opened:
    """Opens a document. `CharterError` where it cannot be loaded: no TOML, an unknown key, a wrong type."""
    looked = look_through(document)
    if not looked.faults:
        return Opened((), looked.charter)
    if any(_unreadable(fault) for fault in looked.faults):
        raise CharterError(looked.faults)
    findings = [_finding(fault, looked.values) for fault in looked.faults]
    charter = looked.charter
    if charter is None:
        again = look_through(document, _repaired(looked.values, looked.faults))
        charter = again.charter
        known = {(one.code, one.key) for one in findings}
        findings += [
            _finding(fault, looked.values)
            for fault in again.faults
            if (fault.code, fault.key) not in known and fault.facts.get("given") != NOWHERE
        ]
    return Opened(tuple(sorted(findings, key=lambda one: (one.line, one.key, one.code))), charter)


def _unreadable(fault: Fault) -> bool:
    return fault.code in UNREADABLE and fault.facts.get("missing") != "article"


def _finding(fault: Fault, values: Mapping[str, Any]) -> Finding:
    article = _article(values, path_of(fault.key))
    return Finding(fault.code, Level.FAULT, article, facts=fault.facts, key=fault.key, line=fault.line)


def _article(values: Any, path: Path) -> str:
    """The paragraph that the nearest table around a place cites, or that it is; empty where there is none."""
    found, numbers = "", []
    here: Any = values
    for step in path:
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            break
        if not isinstance(here, dict):
            continue
        cited = here.get("article")
        if isinstance(cited, str) and _REF.match(cited):
            found = cited
        if path[0] == "article" and type(here.get("number")) is int:
            numbers.append(here["number"])
    return ".".join(map(str, numbers)) if path[:1] == ("article",) else found


def _repaired(values: dict[str, Any], faults: tuple[Fault, ...]) -> dict[str, Any]:
    """The values with each slogan as the fraction meant, and each missing article given."""
    mended = deepcopy(values)
    for fault in faults:
        path = path_of(fault.key)
        if fault.code == "share_slogan":
            _mean(mended, path, fault)
        elif fault.code == "missing_key":
            here = value_at(mended, path)
            if isinstance(here, dict):
                here["article"] = NOWHERE
    return mended


def _mean(values: dict[str, Any], path: Path, fault: Fault) -> None:
    """Puts the fraction in place of a slogan; “50 % + 1” is more than half, whatever it was compared by."""
    here = value_at(values, path[:-1])
    if not isinstance(here, dict | list):
        return
    here[path[-1]] = fault.facts["meant"]  # type: ignore[index]
    around = value_at(values, path[:-2])
    if (
        fault.facts["strict"]
        and isinstance(around, dict)
        and path[-2:-1] == ("at_least",)
        and "more_than" not in around
    ):
        around["more_than"] = around.pop("at_least")
