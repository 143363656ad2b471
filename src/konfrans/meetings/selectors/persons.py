"""The roll of a body in which persons sit: who holds which seat on the day, and who came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from konfrans.charter import Charter
from konfrans.decisions.selectors import office_words
from konfrans.kernel.localised import Localised
from konfrans.meetings.models import Meeting, PersonAttendance
from konfrans.meetings.registries import SeatHeld, seat_holders
from konfrans.meetings.rules import PersonSeat
from konfrans.meetings.selectors.organs import seats_words
from konfrans.people.models import Office
from konfrans.people.selectors import in_force

RANK = {"chair": 0, "president": 0, "member": 1, "secretary": 2, "reader": 3}
"""The offices that have a place at a body's sessions. Of several in one hand the first counts."""
VOTE = ("chair", "president", "member")


def seats_on(body_key: str, day: date) -> list[SeatHeld]:
    """Who holds a seat in a body on a day: as a domain that knows the body says, else by the offices in it."""
    for _domain, holders in seat_holders:
        seats = holders(body_key, day)
        if seats is not None:
            return list(seats)
    return _by_office(body_key, day)


def _by_office(body_key: str, day: date) -> list[SeatHeld]:
    """Chair and member have a vote, once for a person; the secretary and an invited reader are there without one."""
    rows = (
        Office.objects.filter(in_force(day), body__key=body_key, kind__in=RANK)
        .select_related("person", "institution")
        .order_by("since", "pk")
    )
    found: dict[str, SeatHeld] = {}
    for row in sorted(rows, key=lambda one: RANK[one.kind]):
        first = found.get(row.person.key)
        where = (
            {"institution": row.institution.key, "institution_name": row.institution.name} if row.institution else {}
        )
        if first is None:
            found[row.person.key] = SeatHeld(
                seat=row.kind, person=row.person.key, name=row.person.full_name, commitment=row.person.commitment,
                votes=row.kind in VOTE, sample=row.person.sample, **where,
            )  # fmt: skip
        elif not first.institution and where:
            found[row.person.key] = replace(first, **where)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One seat as pages list it: what counts, and what is read. `holds` is the seat's holder of the day, None where a person who
    was erased left only the seat behind."""

    seat: PersonSeat
    seat_words: str
    name: str
    institution_name: Localised | None = None
    by_name: str = ""
    commitment: str = ""
    sample: bool = False
    erased: bool = False

    @property
    def shown(self) -> str:
        """The name, or why none stands there."""
        return self.name or (_("name erased at the person's request") if self.erased else _("name not recorded"))


def persons_rows(meeting: Meeting, charter: Charter | None) -> list[PersonRow]:
    """The roll of persons with their names, in the order of the seats."""
    seats = seats_on(meeting.body.key, meeting.date)
    entered = list(
        PersonAttendance.objects.filter(meeting=meeting).select_related("person", "substitute", "institution")
    )
    known = {one.person.key: one for one in entered if one.person}
    left = [one for one in entered if one.person is None]
    names = {seat.person: seat.name for seat in seats}
    called = seats_words(meeting, charter)
    rows = []
    for held in seats:
        row = known.get(held.person) or (_of_erased(held, left) if not held.name else None)
        by = row.substitute.key if row and row.substitute else ""
        rows.append(
            PersonRow(
                PersonSeat(
                    held.seat, held.person if row is None or row.person else "", held.institution, held.votes,
                    row.how if row else "absent", by, held.substitute_for,  # type: ignore[arg-type]
                ),
                called.get(held.seat) or office_words(held.seat), held.name, held.institution_name, names.get(by, ""),
                held.commitment, held.sample, not held.name,
            )
        )  # fmt: skip
    for one in left:
        where = one.institution
        seat = PersonSeat(one.seat, "", where.key if where else "", one.votes, one.how)  # type: ignore[arg-type]
        rows.append(
            PersonRow(
                seat, called.get(one.seat) or office_words(one.seat), "", where.name if where else None, erased=True
            )
        )
    return rows


def _of_erased(held: SeatHeld, left: list[PersonAttendance]) -> PersonAttendance | None:
    """The attendance that a person who was erased left behind in this seat; taken from what is left."""
    for one in left:
        if one.seat == held.seat and (one.institution.key if one.institution else "") == held.institution:
            left.remove(one)
            return one
    return None


def persons_roll(meeting: Meeting, charter: Charter | None = None) -> list[PersonSeat]:
    """The roll of persons as it is counted and frozen."""
    return [row.seat for row in persons_rows(meeting, charter)]


def substitutes_of(rows: Sequence[PersonRow], person: str) -> list[tuple[str, str]]:
    """Who may sit in a person's seat: key and name."""
    return [(row.seat.person, row.name) for row in rows if row.seat.substitute_for == person]
