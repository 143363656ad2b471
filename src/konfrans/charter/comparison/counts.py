"""Recorded votes as a table: CSV with a column for each count, read row by row with every fault at its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from konfrans.charter.evidence import COUNTS, Count, Evidence
from konfrans.charter.faults import CountError, Fault, nearest
from konfrans.charter.sheets import read_rows

COLUMNS = ("id", "date", "kind", *(name for name in COUNTS if name != "not_voting"), "secret", "call")
NEEDED = ("kind", "entitled")
MOST_ROWS = 20_000
LARGEST = 4_194_304
"""Bytes of a table."""
_DAY = re.compile(
    r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})|(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})", re.ASCII
)
_TRUE, _FALSE = ("1", "true", "yes", "secret"), ("0", "false", "no", "open")


@dataclass(frozen=True, slots=True)
class Recorded:
    """One recorded vote: its name in the table, its day as written, and what was counted."""

    id: str
    date: str
    evidence: Evidence
    line: int = 0
    """The line of the table on which it stands."""


def read_counts(document: bytes) -> tuple[Recorded, ...]:
    """Recorded votes from CSV: UTF-8; comma, semicolon or tab; a header with `kind` and `entitled` at least.

    An absent column and an empty cell mean what an option that is left out means to `decide`. `CharterError` names every fault
    by line and column.
    """
    return read_rows(document, LARGEST, _rows)


def _rows(rows: Iterator[list[str]], faults: list[Fault]) -> Iterator[Recorded]:
    names = [name.strip().lower() for name in next(rows, [])]
    for place, name in enumerate(names):
        if name not in COLUMNS:
            facts = {"given": name[:60], "nearest": nearest(name, COLUMNS), "known": COLUMNS}
            faults.append(Fault("column_unknown", name[:60], 1, facts))
        elif name in names[:place]:
            faults.append(Fault("twice", name, 1, {"what": "column", "given": name}))
    faults += [Fault("column_missing", "", 1, {"missing": name}) for name in NEEDED if name not in names]
    if faults:
        return
    seen: set[str] = set()
    for number, row in enumerate(rows, 2):
        if number > MOST_ROWS + 1 or len(faults) >= 100:
            if number > MOST_ROWS + 1:
                faults.append(Fault("table_too_long", "", number, {"most": MOST_ROWS}))
            return
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > len(names):
            faults.append(Fault("row_too_long", "", number, {"given": len(row), "needed": len(names)}))
            continue
        recorded = _row({name: cell.strip() for name, cell in zip(names, row, strict=False)}, number, faults)
        if recorded is None:
            continue
        if recorded.id in seen:
            faults.append(Fault("vote_twice", "id", number, {"given": recorded.id[:60]}))
        seen.add(recorded.id)
        yield recorded


def _row(cells: dict[str, str], line: int, faults: list[Fault]) -> Recorded | None:
    counts: dict[str, int] = {}
    before = len(faults)
    day = cells.get("date", "")
    if day and not _is_day(day):
        faults.append(Fault("cell_no_day", "date", line, {"given": day[:40]}))
    for name in (*COUNTS, "call"):
        cell = cells.get(name, "")
        if re.fullmatch(r"[0-9]{1,10}", cell, re.ASCII):
            counts[name] = int(cell)
        elif cell:
            faults.append(Fault("cell_not_whole", name, line, {"given": cell[:40]}))
    secret = cells.get("secret", "").lower()
    if secret and secret not in (*_TRUE, *_FALSE):
        faults.append(Fault("cell_not_true", "secret", line, {"given": secret[:40]}))
    faults += [Fault("cell_missing", name, line) for name in NEEDED if not cells.get(name)]
    if len(faults) > before:
        return None
    call = counts.pop("call", 1)
    try:
        count = Count(**counts)  # type: ignore[arg-type]
    except CountError as wrong:
        faults.append(Fault(wrong.code, "", line, wrong.facts))
        return None
    how = secret in _TRUE if secret else None
    evidence = Evidence(cells["kind"], count, call=call, secret=how)
    return Recorded(cells.get("id") or str(line - 1), day, evidence, line)


def _is_day(written: str) -> bool:
    """Whether it is a day of the calendar: 2026-03-03, or 03.03.2026."""
    found = _DAY.fullmatch(written)
    if found is None:
        return False
    year, month, day = (int(found[one] or found[other]) for one, other in (("y", "year"), ("m", "month"), ("d", "day")))
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
