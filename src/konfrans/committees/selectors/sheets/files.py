"""A table as a file: XLSX, or CSV that a spreadsheet reads as UTF-8."""

from __future__ import annotations

import io
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from konfrans.committees.rules.sheets.writing import FORMULA, Table, to_csv
from konfrans.kernel.localised import without_controls

SORTS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
"""The media type of each ending."""


def file_of(table: Table, ending: str, title: str) -> bytes:
    """The table as a file with this ending; `title` names the sheet."""
    return xlsx_of(table, title) if ending == "xlsx" else ("\ufeff" + without_controls(to_csv(table))).encode()


def xlsx_of(table: Table, title: str) -> bytes:
    """One sheet. Every cell is text, whatever it begins with, and stays text when somebody edits it."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("".join(letter for letter in title if letter not in "[]:*?/\\'")[:31] or "1")
    assert isinstance(sheet, WriteOnlyWorksheet)
    sheet.freeze_panes = "A2"
    for at, column in enumerate(table.head, start=1):
        widest = max((len(row[at - 1]) for row in table.rows), default=0)
        sheet.column_dimensions[get_column_letter(at)].width = min(48, max(len(column), widest) + 2)
    sheet.append([_cell(sheet, name, bold=True) for name in table.head])
    for row in table.rows:
        sheet.append([_cell(sheet, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: Any, value: str, *, bold: bool = False) -> Any:
    cell = WriteOnlyCell(sheet, value=without_controls(value)[:32_000])
    cell.data_type = "s"
    cell.quotePrefix = value.startswith(FORMULA)
    if bold:
        cell.font = Font(bold=True)
    return cell
