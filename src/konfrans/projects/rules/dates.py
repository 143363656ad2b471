"""Dates as exactly as they are known: a year, a month or a day."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import total_ordering

EARLIEST, LATEST = 1900, 2200
"""Years that a project can speak of; another one is a slip of the keyboard, and a plan drawn to it has no end."""

_SHAPE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@total_ordering
@dataclass(frozen=True, slots=True, eq=True)
class PartialDate:
    """A year, a month of a year or a day. Ordered by its first day; of two that begin together the vaguer comes first."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, written: str) -> PartialDate:
        """`2023`, `2023-09` or `2023-09-14`. Raises ValueError for anything else, for days that do
        not exist and for years outside `EARLIEST` to `LATEST`."""
        match = _SHAPE.fullmatch(written.strip())
        if match is None:
            raise ValueError(written)
        year, month, day = (int(part) if part else None for part in match.groups())
        if year is None or not EARLIEST <= year <= LATEST or (month is not None and not 1 <= month <= 12):
            raise ValueError(written)
        if month is not None and day is not None:
            date(year, month, day)
        return cls(year, month, day)

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """A day, wholly known."""
        return cls(day.year, day.month, day.day)

    @property
    def precision(self) -> str:
        """`year`, `month` or `day`."""
        return "day" if self.day else "month" if self.month else "year"

    @property
    def first(self) -> date:
        """The first day it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def holds(self, other: PartialDate) -> bool:
        """Whether everything `other` can mean lies within this one: 2021 holds 2021-10."""
        return self.first <= other.first and other.last <= self.last

    def agrees(self, other: PartialDate) -> bool:
        """Whether both can be true of one event: one holds the other."""
        return self.holds(other) or other.holds(self)

    def before(self, day: date) -> bool:
        """Whether it is over on `day`, whatever day it means."""
        return self.last < day

    def _order(self) -> tuple[date, int]:
        return self.first, {"year": 0, "month": 1, "day": 2}[self.precision]

    def __lt__(self, other: PartialDate) -> bool:
        return self._order() < other._order()

    def __str__(self) -> str:
        """The stored form: `2023`, `2023-09`, `2023-09-14`."""
        return "-".join([f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part)])
