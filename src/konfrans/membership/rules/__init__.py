"""First members from a spreadsheet: cells, then rows, then what is wrong with them. Values in, values out."""

from konfrans.kernel.sheets import LARGEST, NotReadable, read_sheet
from konfrans.membership.rules.rows import COLUMNS, Fault, Known, Read, Row, columns, read_rows, to_csv

__all__ = [
    "COLUMNS",
    "LARGEST",
    "Fault",
    "Known",
    "NotReadable",
    "Read",
    "Row",
    "columns",
    "read_rows",
    "read_sheet",
    "to_csv",
]
