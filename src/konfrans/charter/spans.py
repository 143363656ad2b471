"""Lengths of time as statutes write them. How they are counted is in `konfrans.charter.clock`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from konfrans.charter.tables import Bounds, Table, Wrong

Much = Annotated[int, Bounds(0, 10_000)]
UNITS = ("hours", "days", "working_days", "weeks", "months", "years")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span(Table):
    """One length of time, in one unit: `{ days = 21 }`, `{ working_days = 5 }`, `{ months = 12 }`."""

    hours: Much | None = None
    """So many hours, as they pass."""
    days: Much | None = None
    """So many days."""
    working_days: Much | None = None
    """So many days that are neither weekend nor holiday."""
    weeks: Much | None = None
    """So many weeks."""
    months: Much | None = None
    """So many months; where the month has no such day, its last one."""
    years: Much | None = None
    """So many years."""
    first_day: Literal["counts", "does_not_count"] = "does_not_count"
    """Whether the day of the event is the first of the days."""
    ends_on_working_day: bool = False
    """Whether a last day that is a weekend or a holiday moves to the next working day."""

    def faults(self) -> Iterator[Wrong]:
        if sum(getattr(self, unit) is not None for unit in UNITS) != 1:
            yield "span_form", (), {}

    @property
    def unit(self) -> str:
        """The unit that is given."""
        return next(unit for unit in UNITS if getattr(self, unit) is not None)

    @property
    def number(self) -> int:
        """How many of it."""
        found: int = getattr(self, self.unit)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval(Table):
    """A least and a longest time between two events; at least one of them is given."""

    least: Span | None = None
    """No sooner than this."""
    most: Span | None = None
    """No later than this."""

    def faults(self) -> Iterator[Wrong]:
        if self.least is None and self.most is None:
            yield "interval_form", (), {}
