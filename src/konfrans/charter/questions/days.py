"""Days that the periods of a term lead to, by the clock."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from fractions import Fraction

from konfrans.charter.clock import Reckoned, after
from konfrans.charter.clock.counting import checked
from konfrans.charter.holidays import Holidays
from konfrans.charter.spans import Span


def from_first(first: date, span: Span, calendar: Holidays) -> Reckoned:
    """A period whose first day is `first`: a year from 1 August ends on 31 July."""
    return after(first, span.but(first_day="counts"), calendar)


def yearly(day: date, *, month: int, number: int, year: int, every: int, later: bool) -> date:
    """Of the days of that month and number in every so manyth year from `year`, the first on or after a day, or the last
    on or before it. The month has such a day in every year."""
    day = checked(day)
    this = day.year - (day.year - year) % every
    found = date(this, month, number)
    if later:
        return found if found >= day else date(this + every, month, number)
    return found if found <= day else date(this - every, month, number)


def years_between(begins: date, ends: date) -> Fraction:
    """How many years lie between two days, exactly: whole ones by the anniversary, the rest as a part of the year it lies in."""
    whole = checked(ends).year - checked(begins).year
    while whole and _anniversary(begins, whole) > ends:
        whole -= 1
    last, coming = _anniversary(begins, whole), _anniversary(begins, whole + 1)
    return whole + Fraction((ends - last).days, (coming - last).days)


def _anniversary(day: date, years: int) -> date:
    year = day.year + years
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def length_in_years(span: Span) -> Fraction | None:
    """The length of a term in years, where it is given in months or years."""
    match span.unit:
        case "years":
            return Fraction(span.number)
        case "months":
            return Fraction(span.number, 12)
    return None
