"""How a task stands, who may finish it, who came and who went: values alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konfrans.committees.rules.rooms import (
    SeatDays,
    TaskState,
    came_and_went,
    counted,
    done_from,
    due_days,
    may_finish,
    programme_shown,
    put_off_fault,
    report_days,
    report_fault,
    running_first,
    task_standing,
)

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("due", "done", "state", "days"),
    [
        pytest.param(None, None, TaskState.OPEN, None, id="a task without a day is open and never late"),
        pytest.param(date(2026, 11, 25), None, TaskState.SOON, 0, id="the due day itself is not late"),
        pytest.param(date(2026, 11, 24), None, TaskState.LATE, 1, id="the day after it is late by one day"),
        pytest.param(date(2026, 12, 9), None, TaskState.SOON, 14, id="a fortnight ahead is soon"),
        pytest.param(date(2026, 12, 10), None, TaskState.OPEN, 15, id="more than a fortnight ahead is open"),
        pytest.param(
            None, date(2026, 11, 1), TaskState.DONE, None, id="done without a day is neither in time nor late"
        ),
        pytest.param(date(2026, 11, 1), date(2026, 11, 1), TaskState.DONE, 0, id="done on the due day is in time"),
        pytest.param(
            date(2026, 11, 1), date(2026, 11, 4), TaskState.DONE_LATE, 3, id="done three days late stays said"
        ),
    ],
)
def test_how_a_task_stands(due, done, state, days):
    standing = task_standing(due=due, done_on=done, today=TODAY)
    assert (standing.state, standing.days) == (state, days)


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.integers(0, 400))
def test_a_task_that_is_late_stays_late_until_it_is_done(due, later):
    today = due + timedelta(days=later + 1)
    open_one = task_standing(due=due, done_on=None, today=today)
    assert open_one.state is TaskState.LATE and open_one.days == later + 1
    assert task_standing(due=due, done_on=today, today=today).state is TaskState.DONE_LATE


def test_a_programme_in_numbers_adds_up():
    rows = [task_standing(due=TODAY + timedelta(days=n), done_on=None, today=TODAY) for n in (-3, 1, 30)]
    rows.append(task_standing(due=TODAY, done_on=TODAY, today=TODAY))
    found = counted(rows)
    assert (found.tasks, found.done, found.late, found.open) == (4, 1, 1, 2)


@pytest.mark.parametrize(
    ("due", "done", "new", "fault"),
    [
        pytest.param(TODAY, None, TODAY + timedelta(days=1), "", id="to a later day"),
        pytest.param(TODAY, None, TODAY, "task_not_later", id="not to the same day"),
        pytest.param(TODAY, None, TODAY - timedelta(days=1), "task_not_later", id="not to an earlier day"),
        pytest.param(None, None, TODAY, "", id="a first day may be any"),
        pytest.param(TODAY, TODAY, TODAY + timedelta(days=1), "task_done_already", id="not what is done"),
    ],
)
def test_to_which_day_a_task_is_put_off(due, done, new, fault):
    assert put_off_fault(due=due, done_on=done, new=new) == fault


@pytest.mark.parametrize(
    ("leads", "owner", "person", "may"),
    [
        pytest.param(True, "", "p", True, id="who leads marks any task"),
        pytest.param(False, "p", "p", True, id="a member marks the own task"),
        pytest.param(False, "q", "p", False, id="a member does not mark another's"),
        pytest.param(False, "", None, False, id="nobody owns a task by being nobody"),
    ],
)
def test_who_marks_a_task_as_done(leads, owner, person, may):
    assert may_finish(leads=leads, owner=owner, person=person) is may


def test_who_came_and_who_went_in_a_year_both_ends_counted():
    seats = [
        SeatDays("member", "a", "u1", date(2025, 5, 1), date(2026, 12, 31), "term"),
        SeatDays("member", "b", "u2", date(2026, 1, 1), None),
        SeatDays("member", "c", "u3", date(2025, 5, 1), date(2025, 12, 31), "term"),
        SeatDays("substitute", "d", "u1", date(2027, 1, 1), None),
    ]
    changed = came_and_went(seats, since=date(2026, 1, 1), until=date(2026, 12, 31))
    assert [one.person for one in changed.came] == ["b"]
    assert [one.person for one in changed.went] == ["a"]


def test_a_task_is_due_in_its_year_or_the_next_and_done_from_its_year_or_its_entry():
    assert due_days(2026) == (date(2026, 1, 1), date(2027, 12, 31))
    assert done_from(2026, entered=TODAY) == date(2026, 1, 1)
    assert done_from(2027, entered=TODAY) == TODAY


def test_a_programme_without_tasks_is_of_a_year_that_somebody_plans():
    assert [year for year in range(2020, 2040) if programme_shown(year, TODAY, 2024)] == list(range(2024, 2032))


def test_years_are_read_from_the_one_that_runs():
    assert running_first([2024, 2025, 2027, 2026, 2028], TODAY) == [2026, 2027, 2028, 2025, 2024]
    assert running_first([2024, 2025, 2027], TODAY) == [2027, 2025, 2024]


def test_a_report_speaks_of_the_year_so_far_and_of_no_year_ahead_or_before_the_committee():
    assert report_days(2026, TODAY) == (date(2026, 1, 1), TODAY)
    assert report_days(2025, TODAY) == (date(2025, 1, 1), date(2025, 12, 31))
    assert report_fault(2026, TODAY, 2026) == ""
    assert report_fault(2027, TODAY, 2026) == "report_ahead"
    assert report_fault(2025, TODAY, 2025) == ""
    assert report_fault(2025, TODAY, 2026) == "report_before"
