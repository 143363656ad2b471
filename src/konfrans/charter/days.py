"""Lengths of time that the calendar alone measures, counted from a day and back to one.

The day of the event does not count; weeks, months and years end on the day of the same name or number, and where the last
month has no such day, on its last one (Regulation (EEC, Euratom) No 1182/71, article 3; BGB §§187 and 188). Where the first
day counts, everything ends a day earlier.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from konfrans.charter.faults import LawError
from konfrans.charter.law.years import CalendarSpan

EARLIEST, LATEST = date(1900, 1, 1), date(2999, 12, 31)
_DAY = timedelta(days=1)


def end_of(start: date, span: CalendarSpan) -> date:
    """The last day of a period that begins with an event on `start`; `LawError` `day_out_of_range`."""
    if span.number == 0:
        return checked(start)
    back = int(span.first_day == "counts")
    if span.unit in ("days", "weeks"):
        return checked(_moved(start, span.number * (7 if span.unit == "weeks" else 1) - back))
    return checked(_moved(_months(start, span.number * (12 if span.unit == "years" else 1)), -back))


def last_before(target: date, span: CalendarSpan) -> date:
    """The last day from which the period ends no later than `target`."""
    if span.number == 0:
        return checked(target)
    if span.unit in ("days", "weeks"):
        number = span.number * (7 if span.unit == "weeks" else 1)
        return checked(_moved(target, int(span.first_day == "counts") - number))
    found = _months(target, -span.number * (12 if span.unit == "years" else 1))
    while end_of(checked(found + _DAY), span) <= target:  # the days of a month that is longer than the target's
        found += _DAY
    return checked(found)


def checked(day: date) -> date:
    """The day; `LawError` where no session, term or debt of a conference could lie there."""
    if not EARLIEST <= day <= LATEST:
        raise LawError("day_out_of_range", earliest=str(EARLIEST.year), latest=str(LATEST.year))
    return day


def _moved(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def _months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not EARLIEST.year <= year <= LATEST.year:
        return date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
