"""Acts on a committee's work programme: tasks entered, changed, put off, done, withdrawn; the programme of a year published."""

from __future__ import annotations

from datetime import date
from typing import Any

from konfrans.committees.models import Committee, Programme, TaskDelay, WorkTask
from konfrans.committees.rules.rooms import FIRST_YEAR, LAST_YEAR, done_from, due_days, put_off_fault
from konfrans.committees.selectors.room_access import check_task_open
from konfrans.kernel import clock
from konfrans.kernel.acts import Actor, act, locked, record, set_changed
from konfrans.kernel.localised import Localised
from konfrans.kernel.refusals import Refused
from konfrans.people.models import Person


def _owner(owner: Person | None) -> dict[str, str] | None:
    """An owner as the journal names one."""
    return {"person": owner.key, "name": owner.commitment} if owner is not None else None


def _check(year: int, title: Localised) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused("year_out_of_range", field="year", first=FIRST_YEAR, last=LAST_YEAR)
    if not title:
        raise Refused("task_untitled", field="title")


def _touched(task: WorkTask, *fields: str) -> None:
    """Save, and say to calendars that the task changed."""
    task.changed_at, task.changes = clock.now(), task.changes + 1
    task.save(update_fields=[*fields, "changed_at", "changes"])


def _check_due(year: int, due: date | None) -> None:
    first, last = due_days(year)
    if due is not None and not first <= due <= last:
        raise Refused("task_due_outside", field="due", first=first, last=last)


@act
def work_task_add(
    *, actor: Actor, committee: Committee, year: int, title: Localised, owner: Person | None = None, owner_text: str = "",
    due: date | None = None, note: Localised | None = None, place: int | None = None, sample: bool = False,
) -> WorkTask:  # fmt: skip
    """Enter a task into the programme of a year; without a place it comes last. Refused: it has no title; the year is none; the day
    is not one of this year or the next."""
    _check(year, title)
    _check_due(year, due)
    last = WorkTask.objects.filter(committee=committee, year=year).order_by("-place").first()
    now = clock.now()
    created = WorkTask.objects.create(
        committee=committee, year=year, place=place or (last.place + 1 if last else 1), title=title, owner=owner,
        owner_text="" if owner else owner_text.strip(), due=due, note=note or Localised(), created_at=now, changed_at=now, sample=sample,
    )  # fmt: skip
    record(
        "work_task_add", actor=actor, of="committee", key=committee.body.key, year=year, task=created.pk, title=title,
        owner=_owner(owner), due=due,
    )  # fmt: skip
    return created


@act
def work_task_change(
    *, actor: Actor, task: WorkTask, year: int, title: Localised, owner: Person | None, owner_text: str, note: Localised,
    place: int | None = None, due: date | None = None,
) -> WorkTask:  # fmt: skip
    """Change a task. A due day that is set stays: it is put off by an act of its own, so that the old one is seen; `due` sets the
    first one. Refused: it was withdrawn; it has no title; the year is none; the day is not one of this year or the next."""
    check_task_open(task, done=True)
    _check(year, title)
    asked: dict[str, Any] = {
        "year": year, "title": title, "owner": owner, "owner_text": "" if owner else owner_text.strip(), "note": note,
        "place": place or task.place,
    }  # fmt: skip
    if task.due is None:
        _check_due(year, due)
        asked["due"] = due
    different = set_changed(task, asked)
    if not different:
        return task
    _touched(task, *different)
    said = {
        name: {side: _owner(value) for side, value in both.items()} if name == "owner" else both
        for name, both in different.items()
        if name != "owner_text"
    }
    record("work_task_change", actor=actor, of="committee", key=task.committee.body.key, task=task.pk, **said)
    return task


@act
def work_task_put_off(*, actor: Actor, task: WorkTask, due: date, reason: Localised | None = None) -> WorkTask:
    """Put a task off to a later day; the old day is kept. Refused: it is done or withdrawn; the day is not later, or later than the
    year after its programme."""
    fault = put_off_fault(due=task.due, done_on=task.done_on, new=due, withdrawn_on=task.withdrawn_on)
    if fault:
        raise Refused(fault, field="due", on=task.withdrawn_on or task.done_on or task.due)
    _check_due(task.year, due)
    old = task.due
    if old is not None:
        TaskDelay.objects.create(task=task, due=old, put_off_at=clock.now(), reason=reason or Localised())
    task.due = due
    _touched(task, "due")
    record(
        "work_task_put_off", actor=actor, of="committee", key=task.committee.body.key, task=task.pk, due=due, old=old
    )
    return task


@act
def work_task_done(*, actor: Actor, task: WorkTask, on: date) -> WorkTask:
    """Mark a task as done on a day. Refused: it is; it was withdrawn; the day has not come, or is before its programme's year and
    before it was entered."""
    locked(task)
    check_task_open(task)
    if on > clock.today():
        raise Refused("day_ahead", field="on")
    first = done_from(task.year, task.created_at.astimezone(clock.zone()).date())
    if on < first:
        raise Refused("task_done_before", field="on", first=first)
    task.done_on = on
    _touched(task, "done_on")
    record("work_task_done", actor=actor, of="committee", key=task.committee.body.key, task=task.pk, on=on)
    return task


@act
def work_task_withdraw(*, actor: Actor, task: WorkTask, reason: Localised) -> WorkTask:
    """The committee does not do a task after all. It stays in the programme with the day and the reason, and is neither open nor late
    any more. Refused: it is done; it was withdrawn before; no reason is given."""
    locked(task)
    check_task_open(task)
    if not reason:
        raise Refused("task_withdrawn_why", field="reason")
    task.withdrawn_on, task.withdrawn_reason = clock.today(), reason
    _touched(task, "withdrawn_on", "withdrawn_reason")
    record(
        "work_task_withdraw", actor=actor, of="committee", key=task.committee.body.key, year=task.year, task=task.pk,
        on=task.withdrawn_on, reason=reason,
    )  # fmt: skip
    return task


@act
def work_task_reopen(*, actor: Actor, task: WorkTask) -> WorkTask:
    """A task was marked as done by mistake, or has to be done again. Refused: it was withdrawn; it is not done."""
    check_task_open(task, done=True)
    if task.done_on is None:
        raise Refused("task_not_done")
    was, task.done_on = task.done_on, None
    _touched(task, "done_on")
    record("work_task_reopen", actor=actor, of="committee", key=task.committee.body.key, task=task.pk, was=was)
    return task


@act
def programme_publish(*, actor: Actor, committee: Committee, year: int) -> Programme:
    """Everybody may read the programme of a year from now on. Refused: it has no task; everybody may already."""
    if not WorkTask.objects.filter(committee=committee, year=year).exists():
        raise Refused("programme_empty")
    if Programme.objects.filter(committee=committee, year=year).exists():
        raise Refused("programme_public_already")
    published = Programme.objects.create(committee=committee, year=year, published_at=clock.now())
    record("programme_publish", actor=actor, of="committee", key=committee.body.key, year=year)
    return published


@act
def programme_withdraw(*, actor: Actor, committee: Committee, year: int) -> None:
    """The people of the room alone read the programme of a year. Refused: it is not public."""
    gone, _each = Programme.objects.filter(committee=committee, year=year).delete()
    if not gone:
        raise Refused("programme_not_public")
    record("programme_withdraw", actor=actor, of="committee", key=committee.body.key, year=year)
