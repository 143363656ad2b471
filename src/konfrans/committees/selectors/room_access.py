"""Who enters a committee's room, and who may do what there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from konfrans.committees.models import Committee, CommitteeDocument, DocumentVersion, Seat, WorkTask
from konfrans.committees.rules.rooms import may_finish
from konfrans.committees.selectors.access import committee
from konfrans.kernel import clock
from konfrans.kernel.acts import Actor
from konfrans.kernel.localised import by_name
from konfrans.kernel.refusals import Refused, no_access
from konfrans.meetings.rules import SORTS
from konfrans.people.models import Office, Person
from konfrans.people.selectors import Held, Standing, access_signed_in, in_force, standing_of

INSIDE = ("chair", "secretary", "member")
"""Offices in a committee's body that open its room. A seat opens it too, whatever the office that came with it."""


@dataclass(frozen=True, slots=True)
class Inside:
    """Somebody in a committee's room.

    `leads`: keeps programme and documents (chair, the committee's secretary, the secretariat). `decides`: publishes, hands in and
    lets letters leave (the chair; the secretariat where nobody chairs). `sits`: has a seat or an office in the committee.
    """

    standing: Standing
    committee: Committee
    held: Held | None
    sits: bool
    leads: bool
    decides: bool

    @property
    def actor(self) -> Actor:
        return self.standing.actor(self.held)

    @property
    def lets_leave(self) -> bool:
        """Whether what somebody writes leaves without the chair's word."""
        return self.decides or self.standing.is_secretariat

    def finishes(self, task: WorkTask) -> bool:
        """Whether somebody may mark this task as done."""
        owner = task.owner.key if task.owner else ""
        return may_finish(leads=self.leads, owner=owner, person=self.standing.person)


def seated(found: Committee, person: str | None, on: date) -> bool:
    """Whether a person (the key) has a seat or an office in a committee on a day."""
    if not person:
        return False
    here = {"person__key": person, "person__erased_on": None}
    if Office.objects.filter(in_force(on), body=found.body_id, kind__in=INSIDE, **here).exists():
        return True
    return Seat.objects.filter(in_force(on), committee=found, **here).exists()


def inside_of(standing: Standing, found: Committee) -> Inside | None:
    """How somebody is in a committee's room; None for who is not."""
    body = found.body.key
    chair = standing.holds("chair", body=body)
    clerk = standing.holds("secretary", body=body)
    sits = standing.holds(*INSIDE, body=body) is not None or seated(found, standing.person, clock.today())
    if not sits and not standing.is_secretariat:
        return None
    held = chair or clerk or standing.secretary or standing.holds(*INSIDE, "reader", body=body)
    leads = bool(chair or clerk or standing.is_secretariat)
    decides = chair is not None or (standing.is_secretariat and not _chaired(found))
    return Inside(standing, found, held, sits, leads, decides)


def _chaired(found: Committee) -> bool:
    return Office.objects.filter(in_force(clock.today()), body=found.body_id, kind="chair").exists()


def access_room(user_id: int | None, key: str) -> Inside:
    """The room of a committee, for its people and the secretariat; 404 where there is no such committee."""
    standing = access_signed_in(user_id)
    found = committee(key)
    inside = inside_of(standing, found)
    if inside is None:
        raise no_access("room_of_others")
    return inside


def access_room_lead(user_id: int | None, key: str) -> Inside:
    """The room, for who keeps its programme and documents."""
    inside = access_room(user_id, key)
    if not inside.leads:
        raise no_access("room_for_leads")
    return inside


def access_room_decide(user_id: int | None, key: str) -> Inside:
    """The room, for who publishes and hands in: the chair, or the secretariat where nobody chairs."""
    inside = access_room(user_id, key)
    if not inside.decides:
        raise no_access("room_for_chair")
    return inside


def access_room_seat(user_id: int | None, key: str) -> tuple[Inside, Person]:
    """The room, for who sits in the committee: the secretariat looks on and has no calendar of its own there."""
    inside = access_room(user_id, key)
    person = Person.objects.filter(key=inside.standing.person or "").first()
    if not inside.sits or person is None:
        raise no_access("room_for_seats")
    return inside, person


def access_task_finish(user_id: int | None, key: str, pk: int) -> tuple[Inside, WorkTask]:
    """A task, for who may mark it as done."""
    inside = access_room(user_id, key)
    task = task_of(inside.committee, pk)
    if not inside.finishes(task):
        raise no_access("task_of_others")
    return inside, task


def task_of(found: Committee, pk: int) -> WorkTask:
    """A task of a committee; 404 for another's."""
    rows = WorkTask.objects.select_related("committee__body", "owner").filter(committee=found, pk=pk)
    task = rows.first()
    if task is None:
        raise Refused("not_found", status=404)
    return task


def check_task_open(task: WorkTask, *, done: bool = False) -> None:
    """Whether a task may still be worked on; with `done`, one that is done may. Refused: it was withdrawn; it is done."""
    if task.withdrawn_on is not None:
        raise Refused("task_withdrawn", on=task.withdrawn_on)
    if task.done_on is not None and not done:
        raise Refused("task_done_already", on=task.done_on)


def document_of(found: Committee, number: int) -> CommitteeDocument:
    """A document of a committee by its number; 404 where there is none."""
    rows = CommitteeDocument.objects.select_related("committee__body").filter(committee=found, number=number)
    document = rows.first()
    if document is None:
        raise Refused("not_found", status=404)
    return document


def room_file_open_to(user_id: int | None, file_key: str) -> bool:
    """Whether an account may open a document that is not public: whoever is in the room."""
    rows = DocumentVersion.objects.select_related("document__committee__body").filter(file__key=file_key)
    found = rows.first()
    return found is not None and inside_of(standing_of(user_id), found.document.committee) is not None


def sits_somewhere(standing: Standing) -> bool:
    """Whether somebody holds an office in any committee or group today: every seat brings one. No query."""
    return any(held.body_kind in SORTS for held in standing.offices)


def rooms_of(standing: Standing) -> list[Committee]:
    """The committees in which somebody has a seat or an office today, by name. One query, none for who sits in no committee."""
    if not sits_somewhere(standing):
        return []
    today = clock.today()
    bodies = [held.body for held in standing.offices if held.kind in INSIDE and held.body]
    seats = Seat.objects.filter(in_force(today), person__key=standing.person)
    rows = Committee.objects.select_related("body")
    found = rows.filter(body__key__in=bodies) | rows.filter(pk__in=seats.values("committee"))
    return by_name(found, lambda one: one.body.name)
