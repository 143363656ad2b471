"""What the register decides, on plain values."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konfrans.projects.rules.conflicts import Sourced, state_of, value_fault
from konfrans.projects.rules.dates import PartialDate
from konfrans.projects.rules.deliverables import STATUSES, TO, can_become, days_late, is_late
from konfrans.projects.rules.gantt import MOST_MONTHS, Grid, grid_for
from konfrans.projects.rules.grants import filing, registrar_for
from konfrans.projects.rules.partners import Stay, group_of, joined_later, partners_on, stay_fault, was_partner

D = PartialDate.parse
days = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31))
partials = st.one_of(
    days.map(PartialDate.of), days.map(lambda d: PartialDate(d.year, d.month)), days.map(lambda d: PartialDate(d.year))
)


# Dates known in part ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "precision", "first", "last"),
    [
        pytest.param("2023-09-14", "day", date(2023, 9, 14), date(2023, 9, 14), id="a day is itself"),
        pytest.param(
            "2023-09", "month", date(2023, 9, 1), date(2023, 9, 30), id="a month runs from its first to its last day"
        ),
        pytest.param("2024-02", "month", date(2024, 2, 1), date(2024, 2, 29), id="February of a leap year has 29 days"),
        pytest.param("2017", "year", date(2017, 1, 1), date(2017, 12, 31), id="a year runs from January to December"),
    ],
)
def test_a_date_known_in_part(written, precision, first, last):
    date_ = D(written)
    assert (date_.precision, date_.first, date_.last, str(date_)) == (precision, first, last, written)


@pytest.mark.parametrize(
    "written", ["", "23", "2023-13", "2023-02-30", "2023-9", "14.09.2023", "2023-09-14T00:00", "0000"]
)
def test_what_is_no_date_is_refused(written):
    with pytest.raises(ValueError):
        D(written)


@given(partials)
def test_a_date_is_read_back_as_it_was_written(date_):
    assert D(str(date_)) == date_
    assert date_.first <= date_.last


@given(partials, partials)
def test_the_stored_text_sorts_as_the_dates_do(one, other):
    assert (one < other) == (str(one) < str(other))
    assert one.agrees(other) == other.agrees(one)


@given(partials, partials, partials)
def test_holding_is_transitive(one, other, third):
    if one.holds(other) and other.holds(third):
        assert one.holds(third)


# Facts with several sources ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "values", "shown", "different", "code"),
    [
        pytest.param("number", [], None, 0, "not_public", id="a fact without a value is not public"),
        pytest.param("number", ["A-1"], "A-1", 1, "agreed", id="one source agrees with itself"),
        pytest.param("number", ["A-1", "a-1 "], "A-1", 1, "agreed", id="capitals and spaces make no conflict"),
        pytest.param("number", ["A-1", "B-1"], "A-1", 2, "disputed", id="two numbers are a conflict"),
        pytest.param("end", ["2021", "2021-10"], "2021-10", 1, "agreed", id="a month inside a year is no conflict, and the month is shown"),
        pytest.param("end", ["2024-01", "2024-01-14"], "2024-01-14", 1, "agreed", id="a day inside a month is no conflict"),
        pytest.param(
            "end", ["2024-01-14", "2024-07-14*", "2025-01-14", "2023-09"], "2024-07-14", 4, "disputed",
            id="four end dates are four values, and the one chosen is shown",
        ),
        pytest.param("end", ["2024", "2024-01-14", "2024-07-14"], "2024-01-14", 2, "disputed", id="a year holds both, but they exclude each other"),
    ],
)  # fmt: skip
def test_the_state_of_a_fact(kind, values, shown, different, code):
    sourced = [Sourced(v.rstrip("*"), f"page {n}", v.endswith("*")) for n, v in enumerate(values)]
    state = state_of(kind, sourced)
    assert (state.shown.value if state.shown else None, state.different, state.code) == (shown, different, code)


def test_a_settled_fact_keeps_its_values_and_is_no_conflict():
    state = state_of("number", [Sourced("A", "p"), Sourced("B", "q", shown=True)], settled=True)
    assert state.different == 2
    assert not state.in_conflict
    assert state.code == "settled"


@given(st.lists(st.sampled_from(["A", "B", "C"]), max_size=6))
def test_the_values_in_conflict_are_the_distinct_ones(values):
    assert state_of("number", [Sourced(v, str(n)) for n, v in enumerate(values)]).different == len(set(values))


@given(st.lists(partials, min_size=1, max_size=5))
def test_an_agreeing_source_never_opens_a_conflict(dates):
    values = [Sourced(str(d), str(n)) for n, d in enumerate(dates)]
    state = state_of("end", values)
    assert state_of("end", [*values, Sourced(values[0].value, "again")]).different == state.different


@pytest.mark.parametrize(
    ("kind", "value", "fault"),
    [
        pytest.param("end", "2023-09", None, id="a month is an end date"),
        pytest.param("end", "in autumn", "wrong_date", id="words are no date"),
        pytest.param("institutions_home", "20", None, id="digits are a count"),
        pytest.param("institutions_home", "about 20", "wrong_count", id="about 20 is no count"),
        pytest.param("call", "2020", None, id="a call is a year"),
        pytest.param("number", "  ", "empty", id="spaces are no value"),
    ],
)
def test_a_value_fits_its_kind(kind, value, fault):
    assert value_fault(kind, value) == fault


# Partners ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stay", "day", "was"),
    [
        pytest.param(Stay("x", "partner", D("2021-01-15")), date(2021, 1, 15), "yes", id="in from its first day"),
        pytest.param(Stay("x", "partner", D("2021-01-15")), date(2021, 1, 14), "no", id="not in the day before"),
        pytest.param(
            Stay("x", "partner", D("2022-01")),
            date(2022, 1, 10),
            "possibly",
            id="in the month of joining nobody can say",
        ),
        pytest.param(Stay("x", "partner", D("2022-01")), date(2022, 1, 31), "yes", id="in at the end of that month"),
        pytest.param(
            Stay("x", "partner", D("2023"), by=True),
            date(2021, 6, 1),
            "possibly",
            id="joined by 2023: perhaps in 2021 already",
        ),
        pytest.param(
            Stay("x", "partner", D("2023"), by=True),
            date(2023, 12, 31),
            "yes",
            id="joined by 2023: in at the end of 2023",
        ),
        pytest.param(
            Stay("x", "partner", D("2021"), ends=D("2022-06")), date(2022, 6, 30), "yes", id="the last day counts"
        ),
        pytest.param(
            Stay("x", "partner", D("2021"), ends=D("2022-06")),
            date(2022, 6, 10),
            "possibly",
            id="in the month of leaving nobody can say",
        ),
        pytest.param(
            Stay("x", "partner", D("2021"), ends=D("2022-06")), date(2022, 7, 1), "no", id="gone the day after"
        ),
        pytest.param(Stay("x", "partner"), date(2022, 7, 1), "possibly", id="without dates nobody can say"),
    ],
)
def test_who_was_partner_on_a_day(stay, day, was):
    assert was_partner(stay, day) == was


def test_partners_on_a_day_leaves_out_who_was_not():
    stays = [
        Stay("a", "coordinator", D("2021")),
        Stay("b", "partner", D("2023-05-01")),
        Stay("c", "partner", D("2023"), by=True),
    ]
    assert partners_on(stays, date(2022, 1, 1)) == {"a": "yes", "c": "possibly"}


@given(partials, st.booleans(), days, st.integers(min_value=0, max_value=4000))
def test_once_surely_in_always_in_until_it_leaves(begins, by, day, later):
    stay = Stay("x", "partner", begins, by)
    if was_partner(stay, day) == "yes":
        assert was_partner(stay, day + timedelta(days=later)) == "yes"


@pytest.mark.parametrize(
    ("others", "new", "fault"),
    [
        pytest.param(
            [], Stay("a", "partner", D("2023"), ends=D("2022")), ("stay_turned", "a"), id="leaving before joining"
        ),
        pytest.param(
            [Stay("a", "partner")], Stay("a", "associated", D("2022")), ("already_partner", "a"), id="in twice at once"
        ),
        pytest.param(
            [Stay("a", "partner", ends=D("2021"))], Stay("a", "partner", D("2022")), None, id="back after it had left"
        ),
        pytest.param(
            [Stay("a", "coordinator")],
            Stay("b", "coordinator", D("2022")),
            ("second_coordinator", "a"),
            id="a second coordinator",
        ),
        pytest.param(
            [Stay("a", "coordinator", ends=D("2021"))],
            Stay("b", "coordinator", D("2022")),
            None,
            id="a new coordinator after the old one",
        ),
    ],
)
def test_who_may_join(others, new, fault):
    assert stay_fault(others, new) == fault


def test_groups_follow_role_country_and_list():
    assert group_of(Stay("a", "coordinator"), "AZ", "AZ") == "coordinator"
    assert group_of(Stay("a", "partner"), "AZ", "AZ") == "home"
    assert group_of(Stay("a", "partner"), "SE", "AZ") == "abroad"
    assert group_of(Stay("a", "associated"), "AZ", "AZ") == "associated"
    assert group_of(Stay("a", "partner", listed=False), "AZ", "AZ") == "named"


def test_joined_later_means_after_the_first_day():
    start = D("2021-01-15")
    assert not joined_later(Stay("a", "partner", D("2021-01-15")), start)
    assert joined_later(Stay("a", "partner", D("2022-01")), start)
    assert joined_later(Stay("a", "partner", D("2021"), by=True), start)
    assert not joined_later(Stay("a", "partner"), start)


# The month grid ----------------------------------------------------------------------------------------------------------


def test_a_bar_of_eleven_of_43_months_is_a_quarter_of_the_line():
    grid = Grid(D("2021-01"), 43)
    bar = grid.bar(D("2021-01"), D("2021-11"))
    assert (bar.x, bar.width) == ("0", "25.58")
    assert grid.bar(D("2021-07"), D("2022-12")).x == "13.95"
    assert str(grid.end) == "2024-07"


def test_a_bar_is_cut_at_the_edges_and_none_outside():
    grid = Grid(D("2021-01"), 12)
    assert grid.bar(D("2020-07"), D("2021-06")).x == "0"
    assert grid.bar(D("2021-07"), D("2022-06")).width == "50"
    assert grid.bar(D("2022-01"), D("2022-06")) is None


def test_an_event_of_a_mere_year_has_no_place_and_one_of_a_month_stands_in_its_middle():
    grid = Grid(D("2021-01"), 10)
    assert grid.point(D("2021")) is None
    assert grid.point(D("2021-02")) == "15"
    assert grid.point(D("2022-02-01")) is None


def test_the_year_of_a_grid_that_begins_in_october_is_not_written_over_the_next_one():
    ticks = Grid(D("2017-10"), 51).ticks()
    assert [(t.year, t.named) for t in ticks if t.year][:2] == [(2017, False), (2018, True)]


def test_the_grid_widens_to_hold_every_mark():
    grid = grid_for(D("2021-01-15"), D("2021-12"), (D("2020-11"), D("2022-03-05")))
    assert (str(grid.start), grid.months) == ("2020-11", 17)
    assert grid_for(None, None, ()) is None


@given(partials, st.integers(min_value=1, max_value=240), partials, partials)
def test_every_bar_lies_on_the_line(start, months, begins, ends):
    grid = Grid(PartialDate(start.year, start.month or 1), months)
    bar = grid.bar(begins, ends)
    if bar is not None:
        assert 0 <= float(bar.x) <= 100
        assert 0 < float(bar.width) <= 100
        assert float(bar.x) + float(bar.width) <= 100.01


# Deliverables and grants ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "due", "late"),
    [
        pytest.param("planned", "2026-11-24", 1, id="due yesterday and not there"),
        pytest.param("planned", "2026-11-25", 0, id="due today is not late"),
        pytest.param("planned", "2026-11", 0, id="due in this month is not late before its end"),
        pytest.param("in_preparation", "2026-10", 25, id="due in the month before is late"),
        pytest.param("delivered", "2020", 0, id="what is delivered is never late"),
        pytest.param("dropped", "2020", 0, id="what was dropped is never late"),
        pytest.param("planned", None, 0, id="without a due date nothing is late"),
    ],
)
def test_what_is_late(status, due, late):
    today = date(2026, 11, 25)
    when = D(due) if due else None
    assert days_late(status, when, today) == late
    assert is_late(status, when, today) == (late > 0)


def test_every_status_leads_somewhere_known():
    assert set(TO) == set(STATUSES)
    assert all(new in STATUSES for there in TO.values() for new in there)
    assert not can_become("accepted", "planned")


@pytest.mark.parametrize(
    ("passed", "filed", "code"),
    [
        pytest.param(0, None, "waiting", id="on the day of signing it waits"),
        pytest.param(9, None, "waiting", id="nine days after signing it waits"),
        pytest.param(10, None, "due_soon", id="from the tenth day it is due soon"),
        pytest.param(15, None, "due_soon", id="the fifteenth day is the last in time"),
        pytest.param(16, None, "late", id="on the sixteenth day it is late"),
        pytest.param(40, 15, "filed", id="filed on the fifteenth day is in time"),
        pytest.param(40, 16, "filed_late", id="filed on the sixteenth day is late"),
    ],
)
def test_days_of_registration(passed, filed, code):
    signed = date(2026, 3, 1)
    state = filing(
        signed, signed + timedelta(days=filed) if filed is not None else None, signed + timedelta(days=passed)
    )
    assert state.code == code
    assert state.last_day == date(2026, 3, 16)


def test_the_registrar_follows_from_the_owner_or_is_asked():
    assert registrar_for("state") == "economy"
    assert registrar_for("private") == "justice"
    assert registrar_for("") is None


def test_a_grid_does_not_grow_with_what_somebody_typed():
    grid = grid_for(PartialDate(1900, 1), PartialDate(2200, 12), ())
    assert grid is not None and grid.months == MOST_MONTHS
    for year in ("0001-01", "9999-12"):
        with pytest.raises(ValueError, match=year):
            PartialDate.parse(year)
