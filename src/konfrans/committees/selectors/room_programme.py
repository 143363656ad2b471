"""The work programme of a committee by year, as the room shows it and as everybody may read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from konfrans.committees.models import Committee, Programme, Seat, TaskDelay, WorkTask
from konfrans.committees.rules.rooms import (
    Counted,
    TaskStanding,
    TaskState,
    counted,
    programme_shown,
    running_first,
    task_standing,
)
from konfrans.committees.selectors.room_access import Inside
from konfrans.committees.selectors.room_years import first_year
from konfrans.kernel import clock
from konfrans.kernel.refusals import Refused
from konfrans.people.selectors import in_force

GLYPHS = {
    TaskState.DONE: "yes", TaskState.DONE_LATE: "yes", TaskState.LATE: "no", TaskState.SOON: "due", TaskState.OPEN: "none",
    TaskState.WITHDRAWN: "none",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TaskShown:
    """A task with how it stands; `owner` is a name or words, empty where nobody is named or the name is not for this reader."""

    task: WorkTask
    standing: TaskStanding
    owner: str
    owner_sample: bool
    delays: tuple[TaskDelay, ...]
    finishes: bool
    mine: bool

    @property
    def glyph(self) -> str:
        return GLYPHS[self.standing.state]

    @property
    def words(self) -> str:
        """How it stands, in words: nobody has to count days."""
        return standing_words(self.standing)


def standing_words(one: TaskStanding) -> str:
    """How a task stands, in words."""
    days = one.days or 0
    if one.state is TaskState.DONE:
        return _("done in time") if one.days == 0 else pgettext("a task", "done")
    if one.state is TaskState.DONE_LATE:
        return ngettext("done %(days)s day late", "done %(days)s days late", days) % {"days": days}
    if one.state is TaskState.LATE:
        return ngettext("late by %(days)s day", "late by %(days)s days", days) % {"days": days}
    if one.state is TaskState.WITHDRAWN:
        return pgettext("a task", "withdrawn")
    if one.days is None:
        return _("open, no day is set")
    if one.days == 0:
        return _("due today")
    return ngettext("open, %(days)s day left", "open, %(days)s days left", days) % {"days": days}


@dataclass(frozen=True, slots=True)
class YearShown:
    """The programme of one year. `public_since` is None where the room alone reads it."""

    year: int
    tasks: tuple[TaskShown, ...]
    counted: Counted
    public_since: datetime | None


def _rows(found: Committee) -> Iterable[WorkTask]:
    return WorkTask.objects.select_related("owner").prefetch_related("delays").filter(committee=found)


def _shown(task: WorkTask, today: date, inside: Inside | None, public: frozenset[int]) -> TaskShown:
    named = task.owner if inside is not None or task.owner_id in public else None
    name = named.full_name if named is not None and not named.erased_on else ""
    return TaskShown(
        task, task_standing(due=task.due, done_on=task.done_on, today=today, withdrawn_on=task.withdrawn_on), name or task.owner_text,
        bool(name and named and named.sample), tuple(task.delays.all()), inside is not None and task.withdrawn_on is None and inside.finishes(task),
        bool(inside and task.owner and inside.standing.person == task.owner.key),
    )  # fmt: skip


def programmes(inside: Inside) -> list[YearShown]:
    """The programmes of every year that has tasks, this year and those ahead first. Four queries."""
    today = clock.today()
    public = dict(Programme.objects.filter(committee=inside.committee).values_list("year", "published_at"))
    by_year: dict[int, list[TaskShown]] = {}
    for task in _rows(inside.committee):
        by_year.setdefault(task.year, []).append(_shown(task, today, inside, frozenset()))
    return [
        YearShown(year, tuple(by_year[year]), counted(one.standing for one in by_year[year]), public.get(year))
        for year in running_first(by_year, today)
    ]


def programme(inside: Inside, year: int) -> YearShown:
    """The programme of one year; without a task where none is entered. Refused: nothing is entered, and it is no year to plan."""
    found = next((one for one in programmes(inside) if one.year == year), None)
    if found is None and not programme_shown(year, clock.today(), first_year(inside.committee)):
        raise Refused("not_found", status=404)
    return found or YearShown(year, (), Counted(), None)


def programme_public(found: Committee, year: int) -> YearShown | None:
    """The programme of a year as everybody may read it; None where the chair has not published it. An owner's name stands there only
    where the person agreed that the name of the own seat is shown. Four queries."""
    published = Programme.objects.filter(committee=found, year=year).first()
    if published is None:
        return None
    today = clock.today()
    agreed = Seat.objects.filter(in_force(today), committee=found, public=True, person__erased_on=None)
    public = frozenset(agreed.values_list("person_id", flat=True))
    tasks = tuple(_shown(task, today, None, public) for task in _rows(found) if task.year == year)
    return YearShown(year, tasks, counted(one.standing for one in tasks), published.published_at)


def programme_years_public(found: Committee) -> list[int]:
    """The years whose programme everybody may read: this year and those ahead, then those before."""
    return running_first(Programme.objects.filter(committee=found).values_list("year", flat=True), clock.today())
