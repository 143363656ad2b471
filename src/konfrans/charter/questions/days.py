"""Days that periods of a term lead to, by the clock; a term is counted without a table of holidays."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from konfrans.charter.clock import after as clock_after
from konfrans.charter.holidays import Holidays
from konfrans.charter.spans import Span

_NO_HOLIDAYS = Holidays(zone="UTC")
"""Knows no year: a period in working days is refused by name (`holidays_missing`)."""

_DAY = timedelta(days=1)


def after(start: date, span: Span) -> date:
    """The last day of a period that begins with an event on the day `start`."""
    period: Any = span
    return clock_after(start, period, _NO_HOLIDAYS).end


def last_day(first: date, span: Span) -> date:
    """The last day of a period whose first day is `first`: 31 July for a year from 1 August."""
    return after(first, replace(span, first_day="counts"))


def next_day(day: date) -> date:
    """The day after."""
    return after(day, Span(days=1))


def years_between(begins: date, ends: date) -> Fraction:
    """How many years lie between two days, exactly: whole ones by the anniversary, the rest as a part of the year it lies in."""
    whole = ends.year - begins.year
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
