"""The deadline clock: known dates with the rule of each, and the laws that hold for every date."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from konfrans.charter.clock import Interval, Span, after, before, lies, within
from konfrans.charter.faults import LawError
from konfrans.charter.holidays import Holidays

from .calendars import AZERBAIJAN, NEW_YEAR, PLAIN

BAKU, BERLIN, UTC_DAY = ZoneInfo("Asia/Baku"), ZoneInfo("Europe/Berlin"), timedelta(days=1)
GERMANY = Holidays(
    zone="Europe/Berlin", years={2018: {"de": "–"}, 2019: {"de": "–"}}, days={date(2019, 1, 1): {"de": "Neujahr"}}
)
COUNTS = {"first_day": "counts"}


def day(written: str) -> date:
    return date.fromisoformat(written)


AFTER = [
    ("the day of the event does not count (1182/71 art. 3(1))", "2026-03-03", Span(days=14), "2026-03-17"),
    ("where it counts, the last day is one earlier (BGB §187(2))", "2026-03-03", Span(days=14, **COUNTS), "2026-03-16"),
    ("a week ends on the weekday of the event (BGB §188(2))", "2026-11-25", Span(weeks=2), "2026-12-09"),
    ("a week that begins on a Monday ends on Sunday (BGB §188(2))", "2026-11-23", Span(weeks=1, **COUNTS), "2026-11-29"),
    ("a month ends on the day of the same number", "2026-03-15", Span(months=1), "2026-04-15"),
    ("31 January and a month: the last of February (BGB §188(3))", "2026-01-31", Span(months=1), "2026-02-28"),
    ("30 January and a month: the same day", "2026-01-30", Span(months=1), "2026-02-28"),
    ("in a leap year, 29 February", "2028-01-31", Span(months=1), "2028-02-29"),
    ("a century that is no leap year", "2100-01-31", Span(months=1), "2100-02-28"),
    ("28 February and a month is the 28th, not the last", "2026-02-28", Span(months=1), "2026-03-28"),
    ("31 March and three months", "2026-03-31", Span(months=3), "2026-06-30"),
    ("29 February and a year", "2028-02-29", Span(years=1), "2029-02-28"),
    ("29 February and four years", "2028-02-29", Span(years=4), "2032-02-29"),
    ("over the turn of the year", "2026-11-30", Span(months=3), "2027-02-28"),
    ("twelve months are a year", "2026-05-31", Span(months=12), "2027-05-31"),
    ("a year whose first day counts ends the day before", "2026-01-01", Span(years=1, **COUNTS), "2026-12-31"),
    ("a month from the 1st, that day counted", "2026-02-01", Span(months=1, **COUNTS), "2026-02-28"),
    ("a month from 31 March, that day counted: 30 April exists", "2026-03-31", Span(months=1, **COUNTS), "2026-04-30"),
    ("a month from 31 January, that day counted", "2026-01-31", Span(months=1, **COUNTS), "2026-02-28"),
    ("a month from 29 January, that day counted", "2026-01-29", Span(months=1, **COUNTS), "2026-02-28"),
    ("a term from 1 March, that day counted, over a leap day", "2027-03-01", Span(years=1, **COUNTS), "2028-02-29"),
    ("no time at all ends with the day", "2026-03-03", Span(days=0), "2026-03-03"),
    ("holidays within a period of days count (1182/71 art. 3(3))", "2026-03-19", Span(days=5), "2026-03-24"),
    ("eleven days off in a row, 20 to 30 March 2026", "2026-03-19", Span(working_days=1), "2026-03-31"),
    ("working days leave weekends and holidays out", "2026-03-18", Span(working_days=5), "2026-04-03"),
    ("five working days of a plain week", "2026-11-13", Span(working_days=5), "2026-11-20"),
    ("a working day that counts is the first", "2026-11-16", Span(working_days=5, **COUNTS), "2026-11-20"),
    ("a holiday cannot count, so the next working day is the first", "2026-11-08", Span(working_days=1, **COUNTS), "2026-11-11"),
    ("sent on a Saturday", "2026-11-14", Span(working_days=1), "2026-11-16"),
    ("a last day on a holiday stays where the statute is silent", "2026-02-22", Span(days=14), "2026-03-08"),
    ("and moves where it says so (1182/71 art. 3(4))", "2026-02-22", Span(days=14, ends_on_working_day=True), "2026-03-10"),
    ("a last day that is worked stays", "2026-02-20", Span(days=14, ends_on_working_day=True), "2026-03-06"),
    ("a month that ends within Novruz", "2026-02-20", Span(months=1, ends_on_working_day=True), "2026-03-31"),
]  # fmt: skip


@pytest.mark.parametrize(("start", "span", "end"), [row[1:] for row in AFTER], ids=[row[0] for row in AFTER])
def test_when_a_period_ends(start: str, span: Span, end: str) -> None:
    found = after(day(start), span, AZERBAIJAN)
    assert found.end == day(end)
    assert (found.iso, found.number, found.unit) == (end, span.number, span.unit)
    assert found.until == datetime.combine(day(end) + UTC_DAY, datetime.min.time(), BAKU)


BEFORE = [
    ("notice of 21 days for 18 December", "2026-12-18", Span(days=21), "2026-11-27"),
    ("notice of 14 days for 18 December", "2026-12-18", Span(days=14), "2026-12-04"),
    ("where the day of sending counts, one later", "2026-12-18", Span(days=21, **COUNTS), "2026-11-28"),
    ("three weeks are 21 days", "2026-12-18", Span(weeks=3), "2026-11-27"),
    ("31 May minus one month", "2026-05-31", Span(months=1), "2026-04-30"),
    ("30 March minus one month", "2026-03-30", Span(months=1), "2026-02-28"),
    ("31 March minus one month, leap year", "2028-03-31", Span(months=1), "2028-02-29"),
    ("28 February minus one month: from 31 January a month ends then", "2026-02-28", Span(months=1), "2026-01-31"),
    ("27 February minus one month", "2026-02-27", Span(months=1), "2026-01-27"),
    ("29 February minus one year", "2028-02-29", Span(years=1), "2027-02-28"),
    ("30 April minus one month, the day of sending counted", "2026-04-30", Span(months=1, **COUNTS), "2026-04-01"),
    ("no time at all", "2026-12-18", Span(days=0), "2026-12-18"),
    ("five working days for a Friday: the Sunday before, from which Monday to Friday count", "2026-11-20", Span(working_days=5), "2026-11-15"),
    ("with the holidays of November between", "2026-11-13", Span(working_days=5), "2026-11-04"),
    ("the same, the day of sending counted", "2026-11-13", Span(working_days=5, **COUNTS), "2026-11-05"),
    ("for a Sunday, its week before", "2026-11-22", Span(working_days=5), "2026-11-15"),
    ("a last day for sending never moves (1182/71 art. 3(4), AktG §121(7))", "2026-03-15", Span(days=7, ends_on_working_day=True), "2026-03-08"),
]  # fmt: skip


@pytest.mark.parametrize(("target", "span", "end"), [row[1:] for row in BEFORE], ids=[row[0] for row in BEFORE])
def test_by_when_something_must_be_sent(target: str, span: Span, end: str) -> None:
    found = before(day(target), span, AZERBAIJAN)
    assert found.end == day(end)
    assert lies(found.end, day(target), span, AZERBAIJAN).enough
    assert not lies(found.end + UTC_DAY, day(target), span, AZERBAIJAN).enough


def test_a_commentary_agrees() -> None:
    """Prütting/Wegen/Weinreich, BGB, §193 margin 4: judgment served on 30 November, 30 December a Sunday: the appeal
    runs out on Monday 31 December, its grounds on 30 January."""
    served = date(2018, 11, 30)
    appeal = after(served, Span(months=1, ends_on_working_day=True), GERMANY)
    assert (appeal.end, appeal.moved_from) == (date(2018, 12, 31), date(2018, 12, 30))
    assert after(served, Span(months=2, ends_on_working_day=True), GERMANY).end == date(2019, 1, 30)


def test_what_was_skipped_is_named() -> None:
    found = after(date(2026, 11, 6), Span(working_days=2), AZERBAIJAN)
    assert (found.first, found.end) == (date(2026, 11, 11), date(2026, 11, 12))
    skipped = [(one.day.day, one.names and one.names["en"]) for one in found.passed.skipped]
    assert skipped == [(7, None), (8, "Victory Day"), (9, "State Flag Day"), (10, "day off in lieu")]
    assert [year for year, source in found.passed.sources] == [2026]
    assert "No. 362" in found.passed.sources[0][1]["en"]
    assert after(date(2026, 11, 6), Span(days=2), AZERBAIJAN).passed.sources == ()


def test_days_that_were_exchanged_are_worked() -> None:
    """28 and 29 December 2024 were worked, the week after was off; work began again on 6 January 2025 (metbuat.az)."""
    assert after(date(2024, 12, 27), Span(working_days=2), NEW_YEAR).end == date(2024, 12, 29)
    found = after(date(2024, 12, 27), Span(working_days=3), NEW_YEAR)
    assert found.end == date(2025, 1, 6)
    assert found.passed.worked == (date(2024, 12, 28), date(2024, 12, 29))
    assert [year for year, source in found.passed.sources] == [2024, 2025]


def test_a_year_without_holidays_is_refused_by_name() -> None:
    for ask in (
        lambda: after(date(2026, 12, 30), Span(working_days=2), AZERBAIJAN),
        lambda: after(date(2026, 12, 1), Span(months=1, ends_on_working_day=True), AZERBAIJAN),
        lambda: after(date(2026, 12, 17), Span(weeks=2, ends_on_working_day=True), AZERBAIJAN),
        lambda: lies(date(2026, 12, 30), date(2027, 1, 1), Span(working_days=1), AZERBAIJAN),
    ):
        with pytest.raises(LawError, match="does not cover the year 2027") as refused:
            ask()
        assert (refused.value.code, refused.value.facts["year"]) == ("holidays_missing", "2027")
    with pytest.raises(LawError, match="2025"):
        before(date(2026, 1, 6), Span(working_days=5), AZERBAIJAN)
    assert after(date(2026, 12, 30), Span(days=400), AZERBAIJAN).end == date(2028, 2, 3)


# time zones -----------------------------------------------------------------------------------------------------------


def test_an_event_falls_on_its_local_day() -> None:
    late = datetime(2026, 3, 3, 21, 30, tzinfo=UTC)  # 01:30 of the 4th in Baku
    assert after(late, Span(days=14), PLAIN).end == date(2026, 3, 18)
    assert after(late, Span(days=14), GERMANY).end == date(2026, 3, 17)
    assert after(late, Span(days=14), PLAIN).start == date(2026, 3, 4)


def test_hours_are_elapsed_time_and_days_end_at_midnight() -> None:
    noon = datetime(2026, 3, 28, 12, tzinfo=BERLIN)  # clocks go forward in the night
    assert after(noon, Span(hours=24), GERMANY).until.astimezone(BERLIN).hour == 13
    assert after(noon, Span(days=1), GERMANY).until == datetime(2026, 3, 30, 0, tzinfo=BERLIN)
    autumn = datetime(2026, 10, 24, 12, tzinfo=BERLIN)
    assert after(autumn, Span(hours=24), GERMANY).until.astimezone(BERLIN).hour == 11
    assert before(noon, Span(hours=24), GERMANY).iso == "2026-03-27T11:00:00+00:00"


MIDNIGHTS = [
    ("Baku has no summer time", "Asia/Baku", "2026-07-01", "2026-07-01T20:00:00+00:00"),
    ("the day of 23 hours", "Europe/Berlin", "2026-03-29", "2026-03-29T22:00:00+00:00"),
    ("the day of 25 hours", "Europe/Berlin", "2026-10-25", "2026-10-25T23:00:00+00:00"),
    ("a midnight that was left out", "America/Sao_Paulo", "2018-11-03", "2018-11-04T03:00:00+00:00"),
    ("a midnight that came twice: the first", "America/Havana", "2020-10-31", "2020-11-01T04:00:00+00:00"),
    ("the end of a day that never was", "Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00+00:00"),
]


@pytest.mark.parametrize(("zone", "last", "until"), [row[1:] for row in MIDNIGHTS], ids=[row[0] for row in MIDNIGHTS])
def test_twenty_four_hundred_is_an_instant(zone: str, last: str, until: str) -> None:
    assert after(day(last), Span(days=0), Holidays(zone=zone)).until.isoformat() == until


# intervals and what was given -----------------------------------------------------------------------------------------

SECOND_CALL = Interval(least=Span(days=7), most=Span(days=30))


@pytest.mark.parametrize(
    ("at", "early", "late"),
    [("2026-03-02", True, False), ("2026-03-09", True, False), ("2026-03-10", False, False),
     ("2026-04-02", False, False), ("2026-04-03", False, True)],
)  # fmt: skip
def test_a_second_call_between_seven_and_thirty_days(at: str, early: bool, late: bool) -> None:
    held = within(date(2026, 3, 3), day(at), SECOND_CALL, PLAIN)
    assert (held.early, held.late, held.holds) == (early, late, not early and not late)
    assert (held.least.end, held.most.end) == (date(2026, 3, 10), date(2026, 4, 2))


def test_what_comes_before_its_event_is_too_early() -> None:
    assert within(date(2026, 3, 3), date(2026, 3, 2), Interval(most=Span(days=30)), PLAIN).early
    three = datetime(2026, 3, 3, 15, tzinfo=BAKU)
    assert within(three, three - timedelta(minutes=1), Interval(most=Span(days=30)), PLAIN).early
    assert within(three, three, Interval(most=Span(hours=0)), PLAIN).holds


def test_an_interval_of_hours_is_exact() -> None:
    start = datetime(2026, 3, 3, 10, tzinfo=BAKU)
    two_days = Interval(least=Span(hours=48), most=Span(hours=72))
    edges = [(48, -1, "early"), (48, 0, "holds"), (72, 0, "holds"), (72, 1, "late")]
    for hours, seconds, what in edges:
        at = start + timedelta(hours=hours, seconds=seconds)
        assert getattr(within(start, at.astimezone(UTC), two_days, PLAIN), what)


def test_what_was_given_and_what_was_needed() -> None:
    short = lies(date(2026, 11, 28), date(2026, 12, 18), Span(days=21), PLAIN)
    assert (short.number, short.needed, short.short, short.enough) == (20, 21, 1, False)
    enough = lies(date(2026, 11, 27), date(2026, 12, 18), Span(days=21), PLAIN)
    assert (enough.number, enough.short, enough.enough) == (21, 0, True)
    after_it = lies(date(2026, 12, 19), date(2026, 12, 18), Span(days=0), PLAIN)
    assert (after_it.number, after_it.short, after_it.enough) == (0, 0, False)
    assert lies(date(2025, 11, 30), date(2026, 11, 30), Span(months=12), PLAIN).enough
    start = datetime(2026, 12, 16, 11, 0, 1, tzinfo=BAKU)
    assert lies(start, start + timedelta(hours=47, minutes=59), Span(hours=48), PLAIN).number == 47


# refusals -------------------------------------------------------------------------------------------------------------

NAIVE = datetime(2026, 3, 3, 10)
REFUSED = [
    ("no unit", lambda: Span(), "span_units"),
    ("two units", lambda: Span(days=1, hours=1), "span_units"),
    ("a negative number", lambda: Span(days=-1), "span_number"),
    ("a number beyond reason", lambda: Span(years=10_001), "span_number"),
    ("a truth for a number", lambda: Span(days=True), "span_number"),
    ("a decimal", lambda: Span(days=1.5), "span_number"),
    ("a first day that is neither", lambda: Span(days=1, first_day="maybe"), "unknown_value"),
    ("hours whose first day counts", lambda: Span(hours=1, first_day="counts"), "span_hours"),
    ("hours that end on a working day", lambda: Span(hours=1, ends_on_working_day=True), "span_hours"),
    ("an interval of nothing", lambda: Interval(), "interval_empty"),
    ("an interval turned round", lambda: Interval(least=Span(days=8), most=Span(days=7)), "interval_reversed"),
    ("a time without a zone", lambda: after(NAIVE, Span(days=1), PLAIN), "instant_without_zone"),
    ("hours from a mere day", lambda: after(date(2026, 3, 3), Span(hours=1), PLAIN), "instant_needed"),
    ("hours to a mere day", lambda: within(NAIVE.replace(tzinfo=UTC), date(2026, 3, 4), Interval(most=Span(hours=1)), PLAIN), "instant_needed"),
    ("a date before all reckoning", lambda: after(date.min, Span(days=1), PLAIN), "date_out_of_range"),
    ("the last instant there is", lambda: after(datetime.max.replace(tzinfo=UTC), Span(days=1), PLAIN), "date_out_of_range"),
    ("a period beyond all reckoning", lambda: after(date(2026, 3, 3), Span(years=10_000), PLAIN), "date_out_of_range"),
    ("the same, back", lambda: before(date(2026, 3, 3), Span(years=10_000), PLAIN), "date_out_of_range"),
    ("weeks beyond all reckoning", lambda: before(date(1900, 1, 1), Span(weeks=10_000), PLAIN), "date_out_of_range"),
    ("an unknown zone", lambda: Holidays(zone="Asia/Atlantis"), "zone_unknown"),
    ("a file for a zone", lambda: Holidays(zone="../../etc/passwd"), "zone_unknown"),
    ("the machine's own zone", lambda: Holidays(zone="localtime"), "zone_unknown"),
    ("a zone with leap seconds", lambda: Holidays(zone="right/UTC"), "zone_unknown"),
    ("a folder of zones", lambda: Holidays(zone="America/Argentina"), "zone_unknown"),
]  # fmt: skip


@pytest.mark.parametrize(("ask", "code"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_cannot_be_reckoned_is_refused(ask, code: str) -> None:
    with pytest.raises(LawError) as refused:
        ask()
    assert refused.value.code == code
    assert refused.value.text
    assert refused.value.remedy


def test_the_edges_of_the_calendar_are_reckoned() -> None:
    assert before(date(2999, 12, 31), Span(months=1), PLAIN).end == date(2999, 11, 30)
    assert lies(date(1900, 1, 1), date(2999, 12, 31), Span(years=1099), PLAIN).enough


# laws -----------------------------------------------------------------------------------------------------------------

DATES = st.dates(date(1950, 1, 1), date(2150, 12, 31))
UNITS = ("days", "weeks", "months", "years")


@st.composite
def spans(draw: st.DrawFn, *units: str) -> Span:
    unit = draw(st.sampled_from(units or UNITS))
    most = {"days": 800, "weeks": 120, "months": 60, "years": 20, "working_days": 60}[unit]
    return Span(**{unit: draw(st.integers(0, most))}, first_day=draw(st.sampled_from(["counts", "does_not_count"])))


YEARS = range(2023, 2032)


@st.composite
def calendars(draw: st.DrawFn) -> Holidays:
    """Tables of nine years with some holidays, some worked weekends, and a weekend of any days."""
    some = st.lists(st.dates(date(2026, 1, 1), date(2028, 12, 31)), max_size=60)
    weekend = draw(st.frozensets(st.integers(1, 7), max_size=3))
    days = {one: {"en": "feast"} for one in draw(some)}
    working = frozenset(one for one in draw(some) if one.isoweekday() in weekend and one not in days)
    return Holidays(
        zone="Asia/Baku", years={year: {"en": "test"} for year in YEARS}, days=days, working=working, weekend=weekend
    )


NEAR = st.dates(date(2026, 1, 1), date(2028, 12, 31))


@given(DATES, DATES | st.none(), spans())
def test_counting_forward_and_the_check_agree(sent: date, session: date | None, span: Span) -> None:
    end = after(sent, span, PLAIN).end
    for target in (session or end, end, end - UTC_DAY, end + UTC_DAY):
        in_time = sent <= before(target, span, PLAIN).end
        assert in_time == (end <= target)
        assert in_time == lies(sent, target, span, PLAIN).enough or sent > target
        assert lies(sent, target, span, PLAIN).enough == within(sent, target, Interval(least=span), PLAIN).holds


@given(calendars(), NEAR, NEAR, spans("working_days"))
def test_so_they_do_in_working_days(calendar: Holidays, sent: date, session: date, span: Span) -> None:
    in_time = sent <= before(session, span, calendar).end
    assert in_time == (after(sent, span, calendar).end <= session)
    assert lies(sent, session, span, calendar).enough == (in_time and sent <= session)


@given(DATES, DATES, spans())
def test_a_later_event_never_ends_earlier(one: date, other: date, span: Span) -> None:
    first, second = sorted((one, other))
    assert after(first, span, PLAIN).end <= after(second, span, PLAIN).end
    assert before(first, span, PLAIN).end <= before(second, span, PLAIN).end


@given(DATES, spans())
def test_a_longer_period_never_ends_earlier(start: date, span: Span) -> None:
    longer = Span(**{span.unit: span.number + 1}, first_day=span.first_day)
    assert after(start, span, PLAIN).end <= after(start, longer, PLAIN).end
    assert before(start, longer, PLAIN).end <= before(start, span, PLAIN).end


@given(DATES, DATES, spans())
def test_what_was_given_is_the_most_that_fits(one: date, other: date, span: Span) -> None:
    earlier, later = sorted((one, other))
    number = lies(earlier, later, span, PLAIN).number
    assume(number < 10_000)
    fits, more = (Span(**{span.unit: n}, first_day=span.first_day) for n in (number, number + 1))
    assert after(earlier, fits, PLAIN).end <= later < after(earlier, more, PLAIN).end


@given(DATES, st.integers(1, 200))
def test_a_month_has_the_same_number_or_the_last(start: date, months: int) -> None:
    end = after(start, Span(months=months), PLAIN).end
    assert (end.year - start.year) * 12 + end.month - start.month == months
    assert end.day == start.day or (end.day < start.day and (end + UTC_DAY).day == 1)
    years, rest = divmod(months, 12)
    assert rest or end == after(start, Span(years=years), PLAIN).end


@given(calendars(), NEAR, spans("working_days"))
def test_the_working_of_working_days_adds_up(calendar: Holidays, start: date, span: Span) -> None:
    found = after(start, span, calendar)
    assume(span.number)
    begin = start if span.first_day == "counts" else start + UTC_DAY
    passed = [begin + timedelta(days=n) for n in range((found.end - begin).days + 1)]
    worked = [one for one in passed if one not in {skipped.day for skipped in found.passed.skipped}]
    assert (len(worked), worked[0], worked[-1]) == (span.number, found.first, found.end)
    for skipped in found.passed.skipped:
        assert begin < skipped.day + UTC_DAY <= found.end
        assert skipped.names == calendar.days.get(skipped.day)
        assert skipped.names or skipped.day.isoweekday() in calendar.weekend
    assert all(one.isoweekday() in calendar.weekend and one in worked for one in found.passed.worked)


@given(calendars(), NEAR, st.integers(0, 60))
def test_a_moved_end_is_the_next_working_day(calendar: Holidays, start: date, days: int) -> None:
    end = after(start, Span(days=days), calendar).end
    moved = after(start, Span(days=days, ends_on_working_day=True), calendar)
    assert calendar.works(moved.end)
    assert moved.moved_from == (None if moved.end == end else end)
    between = [end + timedelta(days=n) for n in range((moved.end - end).days)]
    assert [one.day for one in moved.passed.skipped] == between


ZONES = st.sampled_from(["Asia/Baku", "Europe/Berlin", "America/Havana", "America/Sao_Paulo", "Pacific/Apia", "UTC"])
INSTANTS = st.datetimes(datetime(1970, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))


@given(ZONES, INSTANTS, st.integers(0, 10_000))
def test_hours_go_there_and_back(zone: str, start: datetime, hours: int) -> None:
    calendar = Holidays(zone=zone)
    there = after(start, Span(hours=hours), calendar)
    assert there.until - start == timedelta(hours=hours)
    assert before(there.until, Span(hours=hours), calendar).until == start
    assert lies(start, there.until, Span(hours=hours), calendar).number == hours


@given(ZONES, DATES)
def test_a_day_is_over_when_the_next_begins(zone: str, last: date) -> None:
    until = after(last, Span(days=0), Holidays(zone=zone)).until
    tz = ZoneInfo(zone)
    assert (until - timedelta(microseconds=1)).astimezone(tz).date() <= last
    assert until.astimezone(tz).date() > last
