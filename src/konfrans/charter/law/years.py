"""A day of every year, as statutes name it: 31 March of the year of the fee."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from konfrans.charter.tables import Bounds, DayOfMonth, Month, Table, Wrong

_LONGEST = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class DayOfYear(Table):
    """A day that every year has: `{ month = 3, day = 31 }`; `year = -1` is the year before."""

    month: Month
    """The month, from 1."""
    day: DayOfMonth
    """The day of the month. 29 February, which few years have, is none."""
    year: Annotated[int, Bounds(-5, 5)] = 0
    """Of which year, counted from the one that is asked about: -1 the year before, 1 the year after."""

    def faults(self) -> Iterator[Wrong]:
        if self.day > _LONGEST[self.month - 1]:
            yield "day_of_no_year", ("day",), {"month": self.month, "day": self.day}

    def of(self, year: int) -> date:
        """The day itself."""
        return date(year + self.year, self.month, self.day)
