"""A roll as a table: CSV with the columns member, class and weight."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from konfrans.charter.faults import Fault, nearest
from konfrans.charter.power.games import Player
from konfrans.charter.sheets import read_rows

COLUMNS = ("member", "class", "weight")
MOST_ROWS = 5_000
LARGEST = 4_194_304
_NUMBER = re.compile(r"[0-9]{1,15}(?:[.,][0-9]{1,12}|/[0-9]{1,12})?", re.ASCII)


def read_roll(document: bytes) -> tuple[Player, ...]:
    """The members of a roll: UTF-8, comma or semicolon, a header. Weights are whole, `2.5` or `5/2`, never negative.

    Without a column `class` all are of one class, without `weight` each weighs 1. `CharterError` names every fault by line and column.
    """
    return read_rows(document, LARGEST, _rows)


def _rows(rows: Iterator[list[str]], faults: list[Fault]) -> Iterator[Player]:
    names = [name.strip().lower() for name in next(rows, [])]
    for place, name in enumerate(names):
        if name not in COLUMNS:
            facts = {"given": name[:60], "nearest": nearest(name, COLUMNS), "known": COLUMNS}
            faults.append(Fault("column_unknown", name[:60], 1, facts))
        elif name in names[:place]:
            faults.append(Fault("twice", name, 1, {"what": "column", "given": name}))
    if "member" not in names:
        faults.append(Fault("column_missing", "", 1, {"missing": "member"}))
    if faults:
        return
    seen: set[str] = set()
    for line, row in enumerate(rows, 2):
        if line > MOST_ROWS + 1:
            faults.append(Fault("table_too_long", "", line, {"most": MOST_ROWS}))
            return
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > len(names):
            faults.append(Fault("row_too_long", "", line, {"given": len(row), "needed": len(names)}))
            continue
        cells = {name: cell.strip() for name, cell in zip(names, row, strict=False)}
        member, weight = cells.get("member", ""), cells.get("weight", "1" if "weight" not in names else "")
        if not member:
            faults.append(Fault("cell_missing", "member", line))
        elif member in seen:
            faults.append(Fault("twice", "member", line, {"what": "member", "given": member[:60]}))
        elif not _NUMBER.fullmatch(weight) or not weight.rpartition("/")[2].strip("0"):
            faults.append(Fault("cell_no_weight", "weight", line, {"given": weight[:40]}))
        else:
            seen.add(member)
            yield Player(member[:200], cells.get("class", "")[:60], Fraction(weight.replace(",", ".")))
        if len(faults) >= 100:
            return
