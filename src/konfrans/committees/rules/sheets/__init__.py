"""People from a spreadsheet: nominations of a university, the roster of a committee. Values in, values out."""

from konfrans.committees.rules.sheets.reading import Fault, Words, unguarded
from konfrans.committees.rules.sheets.writing import Table, guarded, to_csv

__all__ = ["Fault", "Table", "Words", "guarded", "to_csv", "unguarded"]
