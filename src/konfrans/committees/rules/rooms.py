"""How a task stands, what a programme comes to, who came and who went: values, counted without a database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

SOON = 14
"""Within how many days a task is due soon."""
FIRST_YEAR, LAST_YEAR = 1990, 2199
"""Years that a programme or a report may be of."""
PLANNED_AHEAD = 5
"""How many years ahead a programme is shown in which nothing is entered yet."""


class TaskState(StrEnum):
    """How a task stands on a day."""

    DONE = "done"
    DONE_LATE = "done_late"
    LATE = "late"
    SOON = "soon"
    OPEN = "open"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class TaskStanding:
    """How a task stands; `days` is by how many it is or was late, or how many are left, None where no day is set."""

    state: TaskState
    days: int | None = None

    @property
    def done(self) -> bool:
        return self.state in (TaskState.DONE, TaskState.DONE_LATE)


def task_standing(
    *, due: date | None, done_on: date | None, today: date, withdrawn_on: date | None = None
) -> TaskStanding:
    """How a task stands on a day. The due day itself is not late yet; what was withdrawn is neither late nor open."""
    if withdrawn_on is not None:
        return TaskStanding(TaskState.WITHDRAWN)
    if done_on is not None:
        if due is None or done_on <= due:
            return TaskStanding(TaskState.DONE, None if due is None else 0)
        return TaskStanding(TaskState.DONE_LATE, (done_on - due).days)
    if due is None:
        return TaskStanding(TaskState.OPEN)
    left = (due - today).days
    if left < 0:
        return TaskStanding(TaskState.LATE, -left)
    return TaskStanding(TaskState.SOON if left <= SOON else TaskState.OPEN, left)


def put_off_fault(*, due: date | None, done_on: date | None, new: date, withdrawn_on: date | None = None) -> str:
    """Why a task cannot be put off to a day: the code of the refusal; empty where it can."""
    if withdrawn_on is not None:
        return "task_withdrawn"
    if done_on is not None:
        return "task_done_already"
    if due is not None and new <= due:
        return "task_not_later"
    return ""


def due_days(year: int) -> tuple[date, date]:
    """The first and the last day on which a task of a year's programme may be due: it may reach into the year after."""
    return date(year, 1, 1), date(year + 1, 12, 31)


def done_from(year: int, entered: date) -> date:
    """The first day on which a task may have been done: its programme's year begins, or it was entered before that."""
    return min(date(year, 1, 1), entered)


def may_finish(*, leads: bool, owner: str, person: str | None) -> bool:
    """Whether somebody may mark a task as done: who leads the committee's work, and its owner."""
    return leads or bool(person and owner == person)


@dataclass(frozen=True, slots=True)
class Counted:
    """A programme in numbers."""

    tasks: int = 0
    done: int = 0
    late: int = 0

    @property
    def open(self) -> int:
        """Neither done nor late."""
        return self.tasks - self.done - self.late


def counted(standings: Iterable[TaskStanding]) -> Counted:
    """How many tasks there are, are done, are late. A task that was withdrawn is none of them."""
    rows = [one for one in standings if one.state is not TaskState.WITHDRAWN]
    return Counted(len(rows), sum(one.done for one in rows), sum(one.state is TaskState.LATE for one in rows))


@dataclass(frozen=True, slots=True)
class SeatDays:
    """A seat that was held: which, by whom (the random key), through which institution, from when to when."""

    seat: str
    person: str
    institution: str
    since: date
    until: date | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """Who came and who went in a time, each with the day."""

    came: tuple[SeatDays, ...]
    went: tuple[SeatDays, ...]


def came_and_went(seats: Iterable[SeatDays], *, since: date, until: date) -> Changed:
    """The seats that began and those that ended between two days, both counted.

    Who goes from one seat to another within a day of each other (a substitute who takes the member's seat) did come to the new
    seat and did go from the old: both are said, for the seats are others. Who was there a day and left is in both lists too.
    """
    rows = sorted(seats, key=lambda one: (one.since, one.seat, one.institution, one.person))
    went = sorted(
        (one for one in rows if one.until is not None and since <= one.until <= until),
        key=lambda one: (one.until, one.seat, one.institution, one.person),
    )
    return Changed(tuple(one for one in rows if since <= one.since <= until), tuple(went))


def report_days(year: int, today: date) -> tuple[date, date]:
    """The first and the last day a report on a year speaks of: a year that runs still is reported on up to today."""
    return date(year, 1, 1), min(date(year, 12, 31), max(today, date(year, 1, 1)))


def report_fault(year: int, today: date, first: int) -> str:
    """Why a committee that worked since the year `first` cannot report on a year: the code of the refusal; empty where it can."""
    if year > today.year:
        return "report_ahead"
    return "report_before" if year < first else ""


def programme_shown(year: int, today: date, first: int) -> bool:
    """Whether a programme in which nothing is entered has a page: not before the committee worked, nor too far ahead to be planned."""
    return first <= year <= today.year + PLANNED_AHEAD


def running_first(years: Iterable[int], today: date) -> list[int]:
    """Years as they are read: this year and those ahead in their order, then those before, the newest first."""
    return sorted(years, key=lambda year: (year < today.year, abs(year - today.year)))
