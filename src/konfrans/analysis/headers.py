"""The first line of a CSV file: whether it names the columns, each once, and whether the lines below hold as many."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from konfrans.analysis.faults import AnalysisError

MARKS = ",;\t|"
"""What stands between two columns."""


def check_text(path: Path) -> None:
    """Refuse a file that holds nothing, not even the names of columns."""
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        if not file.read(4096).strip():
            raise AnalysisError("file_blank", file=path.name)


def check_header(path: Path, columns: Sequence[str]) -> None:
    """Refuse a header that was not understood: DuckDB calls the second of two equal names `y_1`, and takes the whole line for one name
    where a line below it is shorter, as the last one of a file that was cut."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        header = file.readline()
        if len(columns) == 1:
            _check_lines(path.name, header, chain([header], file))
    for column in columns:
        base, _mark, number = column.rpartition("_")
        if number.isdecimal() and column not in header and base.lower() in (one.lower() for one in columns):
            raise AnalysisError("columns_twice", file=path.name, column=base)


def _check_lines(name: str, header: str, lines: chain[str]) -> None:
    """Refuse the first line that has another number of columns than the header, where that has several."""
    mark = max(MARKS, key=header.count)
    rows = csv.reader(lines, delimiter=mark)
    names = next(rows, [])
    if len(names) < 2:
        return
    for cells in rows:
        if cells and len(cells) != len(names):
            raise AnalysisError("line_short", file=name, line=rows.line_num, found=len(cells), columns=len(names))
