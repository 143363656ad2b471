"""Tables that people keep in a spreadsheet: CSV in UTF-8, with comma, semicolon or tab, bounded before anything is looked up in them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from itertools import chain
from typing import TypeVar

from konfrans.charter.faults import CharterError, Fault

T = TypeVar("T")

LONGEST_LINE = 20_000
"""Characters of a line; the widest table that is read here has sixteen columns."""
MOST_COLUMNS = 100
_LONG = re.compile(rf"[^\r\n]{{{LONGEST_LINE + 1}}}")


def read_rows(
    document: bytes, most: int, load: Callable[[Iterator[list[str]], list[Fault]], Iterator[T]]
) -> tuple[T, ...]:
    """What `load` makes of the rows, the header first; `CharterError` holds every fault that it adds, or that keeps it from beginning."""
    if len(document) > most:
        raise CharterError([Fault("table_too_large", facts={"most": most})])
    try:
        text = document.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CharterError([Fault("not_utf8", line=document.count(b"\n", 0, error.start) + 1)]) from None
    if long := _LONG.search(text):
        line = text.count("\n", 0, long.start()) + 1
        raise CharterError([Fault("line_too_long", line=line, facts={"most": LONGEST_LINE})])
    head = text.split("\n", 1)[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    faults: list[Fault] = []
    try:
        names = next(rows, [])
        if len(names) > MOST_COLUMNS:
            raise CharterError([Fault("columns_too_many", line=1, facts={"given": len(names), "most": MOST_COLUMNS})])
        found = tuple(load(chain([names], rows), faults))
    except csv.Error as error:
        raise CharterError([Fault("table_form", line=rows.line_num, facts={"said": str(error)[:80]})]) from None
    if faults or not found:
        raise CharterError(faults or [Fault("table_empty")])
    return found
