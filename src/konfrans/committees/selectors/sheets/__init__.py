"""Nominations and rosters as spreadsheets, out and in."""

from konfrans.committees.selectors.sheets.exports import call_table, places_table, roster_sheet, roster_table
from konfrans.committees.selectors.sheets.files import SORTS, file_of, xlsx_of
from konfrans.committees.selectors.sheets.imports import (
    Sealed,
    access_roster_import,
    may_import,
    nominations_looked_at,
    plan_mark,
    roster_looked_at,
    seal,
    sealed,
)

__all__ = [
    "SORTS", "Sealed", "access_roster_import", "call_table", "file_of", "may_import", "nominations_looked_at", "places_table",
    "plan_mark", "roster_looked_at", "roster_sheet", "roster_table", "seal", "sealed", "xlsx_of",
]  # fmt: skip
