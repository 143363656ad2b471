"""The four questions to the clock, in days, months and hours; the conventions stand in `konfrans.charter.clock`."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Literal

from konfrans.charter.clock.answers import Given, Held, Reckoned
from konfrans.charter.clock.counting import Count, checked, end_of, latest_start, number_between
from konfrans.charter.faults import LawError
from konfrans.charter.holidays import Holidays
from konfrans.charter.spans import Interval, Lead, Span

_DAY = timedelta(days=1)


def after(start: date | datetime, span: Span, calendar: Holidays) -> Reckoned:
    """When a period ends that begins with an event on the day, or at the instant, `start`.

    `LawError`: `instant_needed` for hours from a mere day, `instant_without_zone`, `date_out_of_range`,
    `holidays_missing` with the year.
    """
    day, at = _moment(start, calendar)
    if span.unit == "hours":
        return _hours("after", day, at, span.number, span, calendar)
    count = Count(calendar)
    end = moved = checked(end_of(day, span, count))
    while span.ends_on_working_day and not count.works(moved):
        moved = checked(moved + _DAY)
    return Reckoned(
        way="after", span=span, start=day, start_instant=at, first=_first(day, span, count), end=moved, zone=calendar.zone,
        until=_midnight(moved, calendar), passed=count.passed(), moved_from=None if moved == end else end,
    )  # fmt: skip


def before(target: date | datetime, span: Lead, calendar: Holidays) -> Reckoned:
    """The last day, or instant, on which something may be sent so that the period lies before `target`.

    It is the last from which `after` (unmoved) ends no later than the target. Errors as of `after`.
    """
    day, at = _moment(target, calendar)
    if span.unit == "hours":
        return _hours("before", day, at, -span.number, span, calendar)
    count = Count(calendar)
    end = checked(latest_start(day, span, count))
    return Reckoned(
        way="before", span=span, start=day, start_instant=at, first=_first(end, span, count), end=end, zone=calendar.zone,
        until=_midnight(end, calendar), passed=count.passed(),
    )  # fmt: skip


def within(start: date | datetime, at: date | datetime, interval: Interval, calendar: Holidays) -> Held:
    """Whether `at` lies at least, and at most, so long after `start`: "a second call between 7 and 30 days".

    Seven days after the 1st is the 8th, as in `before`: that day is not too early. What must wait until a period is over
    waits until `after(...).until`. What comes before its event is too early.
    """
    (day, day_at), (then, then_at) = _moment(start, calendar), _moment(at, calendar)
    least = after(start, interval.least, calendar) if interval.least else None
    most = after(start, interval.most, calendar) if interval.most else None
    early = not _in_order(day, day_at, then, then_at)
    if least is not None:
        early = early or (_at(then_at) < least.until if least.unit == "hours" else then < least.end)
    late = most is not None and (_at(then_at) > most.until if most.unit == "hours" else then > most.end)
    return Held(
        start=day, start_instant=day_at, at=then, at_instant=then_at, zone=calendar.zone, least=least, most=most,
        early=early, late=late,
    )  # fmt: skip


def lies(earlier: date | datetime, later: date | datetime, span: Lead, calendar: Holidays) -> Given:
    """How many whole units of `span` lie from `earlier` to `later`, and whether they are enough: 20 where 21 were needed.

    None where `earlier` is the later one. Of days they are enough exactly where `earlier` is no later than
    `before(later)`.
    """
    (sent, sent_at), (held, held_at) = _moment(earlier, calendar), _moment(later, calendar)
    count = Count(calendar)
    ordered, number = _in_order(sent, sent_at, held, held_at), 0
    if span.unit == "hours":
        number = max(0, (_at(held_at) - _at(sent_at)) // timedelta(hours=1))
    elif ordered:
        number = number_between(sent, held, span, count)
    return Given(
        span=span, earlier=sent, earlier_instant=sent_at, later=held, later_instant=held_at, number=number,
        zone=calendar.zone, ordered=ordered, passed=count.passed(),
    )  # fmt: skip


def _in_order(day: date, at: datetime | None, later: date, later_instant: datetime | None) -> bool:
    return at <= later_instant if at is not None and later_instant is not None else day <= later


def _first(start: date, span: Lead, count: Count) -> date | None:
    if span.number == 0:
        return None
    first = start if span.first_day == "counts" else start + _DAY
    return count.nth(first, _DAY, 1) if span.unit == "working_days" else first


def _hours(
    way: Literal["after", "before"], day: date, at: datetime | None, hours: int, span: Lead, calendar: Holidays
) -> Reckoned:
    until = _at(at) + timedelta(hours=hours)
    end = checked(until.astimezone(calendar.tz).date())
    return Reckoned(
        way=way, span=span, start=day, start_instant=at, first=None, end=end, until=until, zone=calendar.zone
    )


def _moment(given: date | datetime, calendar: Holidays) -> tuple[date, datetime | None]:
    """The local day, and the instant in UTC where one was given."""
    if not isinstance(given, datetime):
        return checked(given), None
    if given.utcoffset() is None:
        raise LawError("instant_without_zone", given=given.isoformat())
    checked(given.date())
    instant = given.astimezone(UTC)
    return checked(instant.astimezone(calendar.tz).date()), instant


def _at(instant: datetime | None) -> datetime:
    if instant is None:
        raise LawError("instant_needed")
    return instant


def _midnight(day: date, calendar: Holidays) -> datetime:
    """24:00 of a day, in UTC. Where that hour falls twice, the first; where it is left out, the instant of the leap."""
    next_day = day + _DAY
    return datetime(next_day.year, next_day.month, next_day.day, tzinfo=calendar.tz).astimezone(UTC)
