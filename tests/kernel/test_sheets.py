"""Spreadsheets that are small as files and large once they are unpacked are refused before they cost anything."""

from __future__ import annotations

import io
import time
import zipfile

import openpyxl
import pytest

from konfrans.kernel.sheets import LARGEST, MOST_COLUMNS, MOST_ROWS, NotReadable, read_sheet, read_whole

SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATED = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
BOOK = f'<workbook {SPACE} {RELATED}><sheets><sheet name="a" sheetId="1" r:id="rId1"/>%s</sheets></workbook>'
RELS = '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/>%s</Relationships>'
SHEET = f"<worksheet {SPACE}><sheetData>%s</sheetData></worksheet>"
STRINGS = f"<sst {SPACE}>%s</sst>"
MANY = 1_500_000
DEEP = 120_000


def packed(*, strings: str | bytes = "", sheet: str = "", book: str = "", rels: str = "") -> bytes:
    """A workbook whose parts are these."""
    parts = {
        "xl/workbook.xml": BOOK % book,
        "xl/_rels/workbook.xml.rels": RELS % rels,
        "xl/worksheets/sheet1.xml": SHEET % sheet,
        "xl/sharedStrings.xml": strings if isinstance(strings, bytes) else STRINGS % strings,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def refusal(data: bytes) -> tuple[str, float]:
    """With which code a file is refused, and the seconds of processor that it took: others may use the machine."""
    began = time.process_time()
    with pytest.raises(NotReadable) as refused:
        read_whole(data)
    return refused.value.code, time.process_time() - began


BOMBS = {
    "empty texts": lambda: packed(strings="<si/>" * MANY),
    "empty rows": lambda: packed(sheet="<row/>" * MANY),
    "empty cells in one row": lambda: packed(sheet='<row r="1">' + "<c/>" * MANY + "</row>"),
    "sheets": lambda: packed(book="<sheet/>" * MANY),
    "relations": lambda: packed(rels="<a/>" * MANY),
    "attributes": lambda: packed(strings="<si " + " ".join(f'a{n}=""' for n in range(800_000)) + "/>"),
    "one part too long": lambda: packed(strings=" " * 12_500_000),
    "one long text in every cell": lambda: packed(
        strings="<si><t>" + "ab " * 1_000_000 + "</t></si>",
        sheet='<row r="1">' + '<c t="s"><v>0</v></c>' * 50 + "</row>",
    ),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_small_file_that_would_grow_is_refused_at_once(bomb: str) -> None:
    data = BOMBS[bomb]()
    assert len(data) < LARGEST
    code, seconds = refusal(data)
    assert code == "sheet_too_large" and seconds < 1


def test_rows_inside_rows_are_no_rows_and_cost_nothing() -> None:
    nested = '<row r="1">' * DEEP + "</row>" * DEEP
    began = time.process_time()
    assert read_sheet(packed(sheet=nested)) == [[]]
    assert time.process_time() - began < 2


def test_a_part_in_another_code_than_utf8_is_refused_though_nothing_at_its_beginning_says_so() -> None:
    hidden = ('<?xml version="1.0"?>' + " " * 2000 + '<!DOCTYPE a [<!ENTITY b "c">]>' + STRINGS % "").encode(
        "utf-16-le"
    )
    assert refusal(packed(strings=hidden))[0] == "sheet_unknown"


@pytest.mark.parametrize("write_only", [True, False], ids=["text in the cells", "a table of texts"])
def test_the_largest_sheet_that_may_come_in_is_read(write_only: bool) -> None:
    book = openpyxl.Workbook(write_only=write_only)
    sheet = book.create_sheet("a", 0)
    rows = [[f"{row}:{column} ə" for column in range(MOST_COLUMNS)] for row in range(MOST_ROWS + 1)]
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    assert read_sheet(out.getvalue()) == rows


def test_a_large_honest_sheet_of_styled_rich_texts_written_into_its_cells_is_read() -> None:
    cell = '<c r="%s" s="3" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>'
    text = "Azərbaycan Dövlət Pedaqoji Universitetinin dosenti"
    names = [openpyxl.utils.get_column_letter(at) for at in range(1, MOST_COLUMNS + 1)]
    rows = "".join(
        f'<row r="{row}" spans="1:60" s="3" customFormat="1" ht="15" customHeight="1">'
        + "".join(cell % (f"{name}{row}", text) for name in names)
        + "</row>"
        for row in range(1, MOST_ROWS + 2)
    )
    assert read_sheet(packed(sheet=rows)) == [[text] * MOST_COLUMNS] * (MOST_ROWS + 1)
