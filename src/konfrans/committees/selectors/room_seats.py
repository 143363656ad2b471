"""Who holds which seat of a committee on a day, as its sessions count them: a substitute has no vote beside the member."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from konfrans.charter import Charter
from konfrans.committees.models import Committee, Seat
from konfrans.committees.selectors.law import charter_today
from konfrans.committees.selectors.room_access import INSIDE
from konfrans.committees.selectors.roster import ORDER, seats_on
from konfrans.meetings.registries import SeatHeld
from konfrans.people.models import Office
from konfrans.people.selectors import in_force

WITHOUT_VOTE = ("secretary", "mentor_partner", "reader")
"""Seats that have no vote where the charter says nothing of them."""
SUBSTITUTE = "substitute"


def seat_holders(body_key: str, day: date) -> Sequence[SeatHeld] | None:
    """The seats of a committee with their holders, and whoever holds an office in it without a seat (its secretary); None for a body
    that is no committee here.

    A person is named once: in the seat with a vote before one without, and the chair before the member.
    """
    found = Committee.objects.select_related("body").filter(body__key=body_key).first()
    if found is None:
        return None
    seats = seats_on(found, day)
    _version, charter = charter_today(day)
    members: dict[int, str] = {}
    for seat in seats:
        if seat.seat == _stands_in_for(found, charter) and seat.institution_id:
            members.setdefault(seat.institution_id, seat.person.key)
    held: dict[str, SeatHeld] = {}
    for seat in seats:
        one = _held(seat, found, charter, members)
        before = held.get(one.person)
        if before is None or (one.votes and not before.votes):
            held[one.person] = one
    for office in _offices(found, day):
        held.setdefault(office.person.key, _in_office(office))
    return list(held.values())


def _offices(found: Committee, day: date) -> list[Office]:
    """The offices in the committee's body on a day with which no seat came, in the order in which seats stand."""
    rows = Office.objects.filter(in_force(day), body=found.body_id, kind__in=(*INSIDE, "reader"), seats=None)
    rows = rows.select_related("person", "institution")
    return sorted(rows, key=lambda one: (ORDER.get(one.kind, 9), one.since, one.pk))


def _in_office(office: Office) -> SeatHeld:
    person, place = office.person, office.institution
    return SeatHeld(
        seat=office.kind, person=person.key, name=person.full_name, commitment=person.commitment,
        institution=place.key if place else "", institution_name=place.name if place else None,
        votes=office.kind not in WITHOUT_VOTE, sample=person.sample,
    )  # fmt: skip


def _stands_in_for(found: Committee, charter: Charter | None) -> str:
    """The seat whose holder a substitute stands in for."""
    organ = charter.organs.get(found.organ) if charter is not None else None
    named = organ.seats.get(SUBSTITUTE) if organ is not None else None
    return (named.substitute_of if named is not None else None) or "member"


def _held(seat: Seat, found: Committee, charter: Charter | None, members: dict[int, str]) -> SeatHeld:
    person, place = seat.person, seat.institution
    member = members.get(seat.institution_id or 0, "") if seat.seat == SUBSTITUTE else ""
    return SeatHeld(
        seat=seat.seat, person=person.key, name=person.full_name, commitment=person.commitment,
        institution=place.key if place else "", institution_name=place.name if place else None,
        votes=seat.seat != SUBSTITUTE and _votes(seat.seat, found, charter),
        substitute_for=member if member != person.key else "", sample=seat.sample or person.sample,
    )  # fmt: skip


def _votes(seat: str, found: Committee, charter: Charter | None) -> bool:
    """Whether a seat has a vote: as the charter says of it, else by its kind."""
    organ = charter.organs.get(found.organ) if charter is not None else None
    named = organ.seats.get(seat) if organ is not None else None
    return named.vote if named is not None else seat not in WITHOUT_VOTE
