"""A table of counts as it was handed in: CSV, cells copied from a spreadsheet, or the spreadsheet itself; as one text."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

from konfrans.kernel.sheets import NotReadable, read_sheet

FIRST_DAY = date(1899, 12, 30)
"""Day 0 of a spreadsheet's calendar."""


def table_text(document: bytes) -> str:
    """The table as CSV; a file that is already text stays as it is. `NotReadable`: a spreadsheet that cannot be read, or no UTF-8."""
    if document[:4] != b"PK\x03\x04":
        if document[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return _decoded(document, "utf-16")
        return _decoded(document, "utf-8-sig")
    rows = read_sheet(document)
    day = next((at for at, name in enumerate(rows[0] if rows else ()) if name.lower() == "date"), None)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for row in rows:
        writer.writerow([_day(cell) if at == day else cell for at, cell in enumerate(row)])
    return text.getvalue()


def _decoded(document: bytes, code: str) -> str:
    try:
        return document.decode(code).replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise NotReadable("sheet_not_utf8") from None


def _day(cell: str) -> str:
    """A day that the spreadsheet keeps as a number of days."""
    return (FIRST_DAY + timedelta(days=int(cell))).isoformat() if cell.isdigit() and len(cell) == 5 else cell
