"""Lengths of time as a charter sets them, forwards and back: so many of one unit, and at least and at most so many. The clock counts them."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, get_args

from konfrans.charter.faults import LawError, nearest
from konfrans.charter.tables import Bounds, Table

Unit = Literal["hours", "days", "working_days", "weeks", "months", "years"]
FirstDay = Literal["counts", "does_not_count"]

UNITS: tuple[Unit, ...] = get_args(Unit)
MOST = 10_000
"""The longest period, in any unit."""
Much = Annotated[int, Bounds(0, MOST)]


class Lead(Table):
    """A length of time that is counted back from a date, in exactly one unit: `Lead(days=21)`. Where it begins is never moved.

    `LawError` where none or several are given, where the number is not a whole one from 0 to 10,000, and where a period
    in hours, which runs by the clock alone, says which day counts.
    """

    USUAL: ClassVar[tuple[str, ...]] = ("days",)

    hours: Much | None = None
    """So many hours, as they pass."""
    days: Much | None = None
    """So many days."""
    working_days: Much | None = None
    """So many days that the calendar works."""
    weeks: Much | None = None
    """So many weeks."""
    months: Much | None = None
    """So many months; where the month has no such day, to its last one."""
    years: Much | None = None
    """So many years."""
    first_day: FirstDay = "does_not_count"
    """Whether the day of the event is the first of the days."""

    def __post_init__(self) -> None:
        given = [unit for unit in UNITS if getattr(self, unit) is not None]
        if len(given) != 1:
            raise LawError("span_units", given=", ".join(given) or "–", known=UNITS)
        number = getattr(self, given[0])
        if type(number) is not int or not 0 <= number <= MOST:
            raise LawError("span_number", unit=given[0], given=str(number)[:40], most=MOST)
        if self.first_day not in get_args(FirstDay):
            written, known = str(self.first_day)[:40], get_args(FirstDay)
            raise LawError("unknown_value", given=written, known=known, nearest=nearest(written, known))
        if self.hours is not None and self.first_day == "counts":
            raise LawError("span_hours")

    @property
    def unit(self) -> Unit:
        return next(unit for unit in UNITS if getattr(self, unit) is not None)

    @property
    def number(self) -> int:
        number: int = getattr(self, self.unit)
        return number


class Span(Lead):
    """A length of time in exactly one unit: `Span(days=21)`, `Span(working_days=5)`, `Span(months=12)`.

    `LawError` where none or several are given, where the number is not a whole one from 0 to 10,000, and where a period
    in hours, which runs by the clock alone, says which day counts or moves.
    """

    ends_on_working_day: bool = False
    """Whether a last day that is not worked moves to the next working day."""

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.hours is not None and self.ends_on_working_day:
            raise LawError("span_hours")


class Ahead(Table):
    """At least so long before, at most so long before, or both. `LawError` where neither is given or none could meet both."""

    least: Lead | None = None
    """No later than so long before."""
    most: Lead | None = None
    """No sooner than so long before."""

    def __post_init__(self) -> None:
        if self.least is None and self.most is None:
            raise LawError("interval_empty")
        if self.least and self.most and self.least.unit == self.most.unit and self.least.number > self.most.number:
            raise LawError("interval_reversed", least=self.least.number, most=self.most.number, unit=self.least.unit)


class Interval(Ahead):
    """At least so long after, at most so long after, or both. `LawError` where neither is given or none could meet both."""

    least: Span | None = None
    """No sooner than this."""
    most: Span | None = None
    """No later than this."""
