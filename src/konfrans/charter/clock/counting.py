"""Counting days, months and working days, forwards and back: one law, `end_of`, that the others turn round."""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta

from konfrans.charter.clock.answers import Passed, Skipped
from konfrans.charter.faults import LawError
from konfrans.charter.holidays import Holidays
from konfrans.charter.spans import Lead

EARLIEST, LATEST = date(1900, 1, 1), date(2999, 12, 31)
"""No session, term or debt of a conference lies beyond."""

_DAY = timedelta(days=1)


class Count:
    """Asks the calendar day by day and remembers what it said."""

    def __init__(self, calendar: Holidays) -> None:
        self._calendar = calendar
        self._skipped: dict[date, Skipped] = {}
        self._worked: set[date] = set()
        self._years: set[int] = set()

    def works(self, day: date) -> bool:
        works = self._calendar.works(day)
        self._years.add(day.year)
        if not works:
            self._skipped[day] = Skipped(day, self._calendar.days.get(day))
        elif day in self._calendar.working:
            self._worked.add(day)
        return works

    def nth(self, day: date, step: timedelta, number: int) -> date:
        """The working day of that number, from 1, on or after `day`; with a step of minus a day, on or before it."""
        while True:
            number -= self.works(checked(day))
            if number == 0:
                return day
            day += step

    def passed(self) -> Passed:
        return Passed(
            skipped=tuple(self._skipped[day] for day in sorted(self._skipped)),
            worked=tuple(sorted(self._worked)),
            sources=tuple((year, self._calendar.years[year]) for year in sorted(self._years)),
        )


def end_of(start: date, span: Lead, count: Count) -> date:
    """The last day of a period, not yet moved and not yet `checked`."""
    number, counts = span.number, span.first_day == "counts"
    if number == 0:
        return start
    match span.unit:
        case "working_days":
            return count.nth(start if counts else start + _DAY, _DAY, number)
        case "months" | "years":
            return _months_after(start, number * (12 if span.unit == "years" else 1), counts=counts)
        case _:
            return start + timedelta(days=number * (7 if span.unit == "weeks" else 1) - counts)


def latest_start(target: date, span: Lead, count: Count) -> date:
    """The latest day whose period ends no later than `target`, not yet `checked`."""
    number, counts = span.number, span.first_day == "counts"
    if number == 0:
        return target
    if span.unit == "working_days":
        first = count.nth(target, -_DAY, number)
        return first if counts else first - _DAY
    if span.unit in ("days", "weeks"):
        return target - timedelta(days=number * (7 if span.unit == "weeks" else 1) - counts)
    found = _months_after(target, -number * (12 if span.unit == "years" else 1), counts=False)
    while end_of(found + _DAY, span, count) <= target:  # the days of a month that is longer than the target's
        found += _DAY
    return found


def number_between(start: date, later: date, span: Lead, count: Count) -> int:
    """The greatest number of units whose period from `start` ends no later than `later`; `start` is not after it."""
    counts = span.first_day == "counts"
    match span.unit:
        case "working_days":
            day, number = start if counts else start + _DAY, 0
            while day <= later:
                number += count.works(day)
                day += _DAY
            return number
        case "months" | "years":
            number = (later.year - start.year) * 12 + later.month - start.month + 1
            while number and _months_after(start, number, counts=counts) > later:
                number -= 1
            return number // (12 if span.unit == "years" else 1)
        case _:
            return ((later - start).days + counts) // (7 if span.unit == "weeks" else 1)


def _months_after(day: date, months: int, *, counts: bool) -> date:
    """The day of the same number, else the last of its month; the day before it where the first day counts."""
    number = day.day - counts
    index = day.year * 12 + day.month - 1 + months - (number == 0)
    year, month = divmod(index, 12)
    if not MINYEAR <= year <= MAXYEAR:
        raise _out_of_range()
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(number or last, last))


def checked(day: date) -> date:
    """The day; `LawError` `date_out_of_range` where it lies beyond what is reckoned with."""
    if not EARLIEST <= day <= LATEST:
        raise _out_of_range()
    return day


def _out_of_range() -> LawError:
    return LawError("date_out_of_range", earliest=str(EARLIEST.year), latest=str(LATEST.year))
