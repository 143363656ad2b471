"""Tables that leave the house: no cell of them is taken for a formula, and a file that went out can come in again."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""How a text begins that a spreadsheet may take for a formula."""


@dataclass(frozen=True, slots=True)
class Table:
    """One row of column names, then rows of text."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def guarded(text: str) -> str:
    """A text as CSV holds it: an apostrophe stands before what would be read as a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def to_csv(table: Table) -> str:
    """The table as CSV; every cell is quoted, so that no sign in it parts two cells."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(table.head)
    writer.writerows([guarded(cell) for cell in row] for row in table.rows)
    return out.getvalue()


def of_rows(head: Sequence[str], rows: Sequence[dict[str, str]]) -> Table:
    """A table of rows by column; what a row does not tell is an empty cell, and lines are joined."""
    return Table(
        tuple(head), tuple(tuple(" ".join(str(row.get(column, "")).split()) for column in head) for row in rows)
    )
