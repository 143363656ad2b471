"""The cells of a spreadsheet: CSV in UTF-8, or the first sheet of an XLSX file."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from konfrans.kernel.archives import BROKEN

LARGEST = 2_000_000
"""Bytes of a file."""
MOST_ROWS, MOST_COLUMNS = 1000, 60
_LARGEST_PART = 12_000_000
"""Bytes of a part, unpacked. A thousand rows of sixty cells with sixty letters each, written into the cells, are 11 million."""
_MOST_ELEMENTS, _MOST_ATTRIBUTES = 250_000, 500_000
"""Of a part. A thousand rows of sixty cells have 184 000 elements where the text stands in the cells, 120 000 in the table of texts,
and at most 190 000 attributes. Each becomes an object of some hundred bytes, so they are counted before anything is built."""
_MOST_LETTERS = 6_000_000
"""Of all cells together: one long text of the table can stand in every cell."""
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PLACE = re.compile(r"([A-Z]{1,3})[0-9]{1,7}")
_OTHER_KINDS = (b"%PDF-", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"<!DOCTYPE", b"<html")
"""How files begin that people hand in for a spreadsheet: a PDF, an old or locked Office file, a picture, a page of the web."""
Cells = list[list[str]]


class NotReadable(Exception):
    """The file is none that can be read; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was read of a spreadsheet: the cells, the name of the sheet and of those that were left out (none in CSV), the ranges
    of merged cells (`B3:B7`: only the first of them holds the value), and whether its days are counted from 1904."""

    cells: Cells
    name: str = ""
    others: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    from_1904: bool = False


def read_sheet(data: bytes) -> Cells:
    """The cells as text, row by row; a row that is empty stays, so that rows keep their numbers."""
    return read_whole(data).cells


def read_whole(data: bytes) -> Sheet:
    """The first sheet with what the cells alone do not tell."""
    if len(data) > LARGEST:
        raise NotReadable("sheet_too_large")
    if data.startswith(_OTHER_KINDS):
        raise NotReadable("sheet_unknown")
    found = _xlsx(data) if data[:4] == b"PK\x03\x04" else Sheet(_csv(data))
    if len(found.cells) > MOST_ROWS + 1:
        raise NotReadable("sheet_too_many_rows")
    if any(len(row) > MOST_COLUMNS for row in found.cells):
        raise NotReadable("sheet_too_many_columns")
    cells = [[" ".join(cell.split()) for cell in row] for row in found.cells]
    return Sheet(cells, found.name, found.others, found.merged, found.from_1904)


def _csv(data: bytes) -> Cells:
    try:
        text = data.decode("utf-16") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotReadable("sheet_not_utf8") from None
    if "\0" in text:
        raise NotReadable("sheet_unknown")
    first = text.split("\n", 1)[0]
    sign = max(",;\t", key=first.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=sign))
    except csv.Error:
        raise NotReadable("sheet_unknown") from None


def _xlsx(data: bytes) -> Sheet:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            strings = _strings(archive)
            book = _part(archive, "xl/workbook.xml")
            name, *others = [one.get("name", "") for one in book.iterfind(f"{_MAIN}sheets/{_MAIN}sheet")] or [""]
            counted = book.find(f"{_MAIN}workbookPr")
            sheet = _part(archive, _first_sheet(archive, book))
            merged = tuple(one.get("ref", "") for one in sheet.iterfind(f"{_MAIN}mergeCells/{_MAIN}mergeCell"))
            from_1904 = counted is not None and counted.get("date1904") in ("1", "true")
            return Sheet(_rows(sheet, strings), name, tuple(others), merged, from_1904)
    except (*BROKEN, KeyError, ValueError, IndexError, ElementTree.ParseError):
        raise NotReadable("sheet_unknown") from None


def _part(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    if archive.getinfo(name).file_size > _LARGEST_PART:
        raise NotReadable("sheet_too_large")
    with archive.open(name) as stream:
        text = stream.read(_LARGEST_PART + 1)
    # A document type could name entities that grow without end; a true sheet has none, and is UTF-8, which never holds a null byte.
    if len(text) > _LARGEST_PART or b"<!" in text[:2000] or b"<!DOCTYPE" in text or b"\0" in text:
        raise NotReadable("sheet_unknown")
    if text.count(b"<") - text.count(b"</") > _MOST_ELEMENTS or text.count(b"=") > _MOST_ATTRIBUTES:
        raise NotReadable("sheet_too_large")
    return ElementTree.fromstring(text)  # noqa: S314 - without a document type there are no entities


def _first_sheet(archive: zipfile.ZipFile, book: ElementTree.Element) -> str:
    sheets = book.find(f"{_MAIN}sheets")
    if sheets is None or not len(sheets):
        raise NotReadable("sheet_unknown")
    wanted = sheets[0].get(_RELATED)
    for one in _part(archive, "xl/_rels/workbook.xml.rels"):
        if one.get("Id") == wanted:
            target = one.get("Target", "")
            return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    raise NotReadable("sheet_unknown")


def _strings(archive: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    return [_text(one) for one in _part(archive, "xl/sharedStrings.xml").findall(f"{_MAIN}si")]


def _text(element: ElementTree.Element) -> str:
    """The letters of a string, whatever their look; what is said of their sound (`rPh`) is none of them."""
    found = []
    for part in element:
        if part.tag == f"{_MAIN}t":
            found.append(part.text or "")
        elif part.tag == f"{_MAIN}r":
            found += [run.text or "" for run in part if run.tag == f"{_MAIN}t"]
    return "".join(found)


def _rows(sheet: ElementTree.Element, strings: list[str]) -> Cells:
    found: Cells = []
    letters = 0
    # Only where rows and cells belong: rows in rows would each be looked through again by every row around them.
    for row in sheet.iterfind(f"{_MAIN}sheetData/{_MAIN}row"):
        number = int(row.get("r") or len(found) + 1)
        if number > MOST_ROWS + 1:
            raise NotReadable("sheet_too_many_rows")
        if number < 1:
            raise NotReadable("sheet_unknown")
        while len(found) < number:
            found.append([])
        for place, cell in _placed(row):
            if place >= MOST_COLUMNS:
                raise NotReadable("sheet_too_many_columns")
            line = found[number - 1]
            line += [""] * (place + 1 - len(line))
            line[place] = _value(cell, strings)
            letters += len(line[place])
            if letters > _MOST_LETTERS:
                raise NotReadable("sheet_too_large")
    return found


def _placed(row: ElementTree.Element) -> Iterator[tuple[int, ElementTree.Element]]:
    place = -1
    for cell in row.findall(f"{_MAIN}c"):
        letters = _PLACE.fullmatch(cell.get("r", ""))
        place = place + 1
        if letters:
            place = 0
            for letter in letters[1]:
                place = place * 26 + ord(letter) - ord("A") + 1
            place -= 1
        yield place, cell


def _value(cell: ElementTree.Element, strings: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        inside = cell.find(f"{_MAIN}is")
        return "" if inside is None else _text(inside)
    value = cell.findtext(f"{_MAIN}v") or ""
    if not value and cell.find(f"{_MAIN}f") is not None and cell.get("t") != "str":
        raise NotReadable("sheet_formula_unreckoned")  # nothing, where somebody who opens the file sees a number
    if cell.get("t") == "s":
        return strings[int(value)]
    return value.removesuffix(".0")
