"""Disclosure control: the last step of every table that leaves the house.

A cross-section of fewer than `k` cases is withheld with everything that is said of it, and so is the answer that all of a small group gave.
Then neighbours are withheld until `audit` finds, against everything that leaves now or left before, two worlds at least `k` cases apart for
each withheld cell, and no group of one to `k` - 1 cases that could be told by subtraction. Rounding comes on top and protects nothing by
itself. Source: Hundepool et al. 2012, Statistical Disclosure Control, chapters 4 and 5.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from konfrans.analysis import listing
from konfrans.analysis.comparison import corrected
from konfrans.analysis.faults import AnalysisError
from konfrans.analysis.guard import Guard
from konfrans.analysis.ledger import Left, Released
from konfrans.analysis.results import Result, Row
from konfrans.analysis.sections import Leaving, Sheet, Table
from konfrans.analysis.sheets import sheet_of

Given = Result | Table | Leaving
HARMLESS = frozenset({"raked"})
"""Notes that count no cases; others stay behind."""
MARK = "withheld"
"""What stands at every withheld row. Why it is withheld is not said: that a cell is small says how large it is."""


@dataclass(frozen=True, slots=True)
class Disclosed:
    """What may leave: the tables in their order with cells withheld, and what the ledger must be told before they do."""

    tables: tuple[Result | Table, ...]
    entries: tuple[Left, ...]
    withheld: int
    """Rows that are withheld."""
    shown: int


def disclose(
    tables: Sequence[Given],
    released: Released | None = None,
    k: int = 10,
    rounding: int = 0,
    crowd: int | None = None,
) -> Disclosed:
    """Withhold what must not be told in tables that leave together, given all that left before.

    `k`: the smallest number of cases that may be shown. `rounding`: counts of public tables are rounded to its multiples. `crowd`: in a
    group of fewer cases (left out: 5 `k`) the answer of all is withheld. Nothing is written: `released.extend(found.entries)` does that.
    What an earlier table makes impossible is refused with its name.
    """
    if k < 2:
        raise AnalysisError("option_value", option="--disclose", value=k, takes="2, 3, 4, …")
    if rounding and not 2 <= rounding <= k:
        raise AnalysisError("option_value", option="--round", value=rounding, takes=f"2, 3, …, {k}")
    entries = list((released or Released()).entries)
    crowd = 5 * k if crowd is None else crowd
    sheets = [sheet_of(one, crowd, k) for one in tables]
    withheld: dict[int, list[bool]] = {}
    out: dict[int, list[int]] = {}
    left: dict[int, Left] = {}
    for survey in dict.fromkeys(sheet.survey for sheet in sheets):
        mine = [at for at, sheet in enumerate(sheets) if sheet.survey == survey]
        before = [entry for entry in entries if entry.survey == survey]
        own = [sheets[at] for at in mine]
        _level(before, k)
        listing.apart(own, before)
        guard = Guard(own, before, k, crowd)
        guard.protect()
        _wiped(guard, own, before, k)
        for at, sheet in zip(mine, own, strict=True):
            withheld[at] = guard.hidden_lines(sheet)
            out[at] = _left_out(tables[at], withheld[at])
            guard.leave_out(sheet, out[at])
            left[at] = replace(guard.entry(sheet, rounding), place=len(entries))
    given = [_shown(one, withheld[at], out[at], k, rounding) for at, one in enumerate(tables)]
    count = sum(sum(each) for each in withheld.values())
    whole = sum(len(each) for each in withheld.values())
    return Disclosed(tuple(given), tuple(left[at] for at in range(len(sheets))), count, whole - count)


def _level(before: Sequence[Left], k: int) -> None:
    """Refuse a smaller number of cases than one under which tables left: it would show what these withheld."""
    most = max(before, key=lambda entry: entry.k, default=None)
    if most is not None and k < most.k:
        raise AnalysisError("disclosure_lower", k=k, most=most.k, table=most.name)


def _left_out(given: Given, withheld: Sequence[bool]) -> list[int]:
    """The rows that may be shown but were not asked for."""
    result = given.result if isinstance(given, Leaving) else given
    return listing.left_out(result, withheld) if isinstance(result, Result) and result.choice is not None else []


def _wiped(guard: Guard, sheets: Sequence[Sheet], before: Sequence[Left], k: int) -> None:
    """Refuse a table of which nothing is left only because of an earlier one."""
    gone = [sheet for sheet in sheets if sheet.lines and all(guard.hidden_lines(sheet))]
    if not gone or not before:
        return
    alone = Guard(sheets, [], k, guard.crowd)
    alone.protect()
    for sheet in gone:
        if not all(alone.hidden_lines(sheet)):
            raise AnalysisError("disclosure_ledger", table=guard.nearest_entry(list(sheet.counts)), leaving=sheet.name)


def _rounded(number: int, base: int) -> int:
    return (number + base // 2) // base * base if base else number


def _shown(given: Given, hidden: Sequence[bool], out: Sequence[int], k: int, rounding: int) -> Result | Table:
    if isinstance(given, Table):
        counts = tuple(
            (conditions, None if gone or number is None else _rounded(number, rounding))
            for (conditions, number), gone in zip(given.counts, hidden, strict=True)
        )
        return replace(given, counts=counts)
    result = given.result if isinstance(given, Leaving) else given
    # A rare word may itself tell who wrote it, and how many are not listed tells which.
    words = result.choice is not None
    rows = (
        listing.listed(result, hidden, out)
        if words
        else [_blank(row) if gone else row for row, gone in zip(result.rows, hidden, strict=True)]
    )
    if any(hidden) and result.kind in ("compare", "trend"):
        rows = corrected(rows)  # corrected for all, they would tell of those that are withheld
    if rounding:
        rows = _coarse(result, rows, rounding)
    notes = [note for note in result.notes if note["code"] in HARMLESS]
    shown = replace(result, rows=rows, notes=notes, beneath=[], test=None if any(hidden) or rounding else result.test)
    if words:
        shown.note("words_left_out", k=k)
    elif any(hidden):
        shown.note("withheld", number=sum(hidden), of=len(hidden), k=k)
    if rounding:
        shown.note("rounded", base=rounding)
    return shown


def _blank(row: Row) -> Row:
    """A row of which nothing is said but that it is withheld."""
    gone: dict[str, Any] = {name: _nothing(value) for name, value in row.more.items()}
    return Row(row.keys, np.nan, np.nan, (np.nan, np.nan), np.nan, np.nan, None, {**gone, "suppressed": MARK})


def _nothing(value: Any) -> Any:
    if isinstance(value, list):
        return []
    return (np.nan, np.nan) if isinstance(value, tuple) else np.nan


def _coarse(result: Result, rows: Sequence[Row], base: int) -> list[Row]:
    """Rows as a public table has them: counts to multiples of the base, and no number so fine that it would give the count away."""
    return [_coarse_row(result, row, base) if row.n is not None else row for row in rows]


def _coarse_row(result: Result, row: Row, base: int) -> Row:
    assert row.n is not None
    whole = max(row.n, 1)
    if result.kind in ("proportions", "crosstab"):
        whole = max(row.n, round(row.n / row.estimate)) if row.estimate > 0 else max(row.n, base)
    size = abs(row.estimate) if result.kind == "totals" else 1.0
    step = _step(size * base / max(whole, base))
    cut: Callable[[float], float] = lambda value: (
        round(round(value / step) * step, 12) if math.isfinite(value) else value
    )
    more: dict[str, Any] = {}
    for name, value in row.more.items():
        if isinstance(value, tuple):
            more[name] = tuple(cut(each) for each in value)
        elif name == "total":
            wide = _step(abs(value) * base / max(row.n, base))
            more[name] = round(round(value / wide) * wide, 12) if math.isfinite(value) else value
        else:
            more[name] = cut(value) if isinstance(value, float) else _nothing(value)
    ends = cut(row.ci[0]), cut(row.ci[1])
    return Row(row.keys, cut(row.estimate), cut(row.se), ends, np.nan, np.nan, _rounded(row.n, base), more)


def _step(least: float) -> float:
    """The smallest of 1, 2, 5 times a power of ten that is no less."""
    if least <= 0:
        return 1e-12
    power = 10.0 ** math.floor(math.log10(least))
    return float(next(times * power for times in (1, 2, 5, 10) if times * power >= least * (1 - 1e-12)))


__all__ = ["Disclosed", "Leaving", "Released", "Table", "disclose"]
