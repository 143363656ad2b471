"""Who has a seat at a committee's session on a day, and who a vote: what sessions ask."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from konfrans.committees.models import Committee, Seat
from konfrans.committees.rules.law import seat_votes
from konfrans.committees.selectors.law import charter_today
from konfrans.committees.selectors.roster import seats_on
from konfrans.meetings.registries import SeatHeld


def seat_holders(body: str, day: date) -> Sequence[SeatHeld] | None:
    """The seats of a committee on a day, one for each person: the first in rank, with a vote where any of the person's seats has one.
    None where nobody sits there by a seat: then the offices in the body count."""
    committee = Committee.objects.select_related("body").filter(body__key=body).first()
    seats = seats_on(committee, day) if committee is not None else []
    if committee is None or not seats:
        return None
    _version, charter = charter_today(day)
    votes = {seat.person_id for seat in seats if seat_votes(charter, committee.organ, seat.seat)}
    members = {seat.institution_id: seat.person.key for seat in seats if seat.seat == "member" and seat.institution_id}
    first: dict[int, Seat] = {}
    for seat in seats:
        first.setdefault(seat.person_id, seat)
    return [
        SeatHeld(
            seat=seat.seat, person=seat.person.key, name=seat.person.full_name, commitment=seat.person.commitment,
            institution=seat.institution.key if seat.institution else "",
            institution_name=seat.institution.name if seat.institution else None, votes=person in votes,
            substitute_for=members.get(seat.institution_id or 0, "") if seat.seat == "substitute" else "", sample=seat.sample,
        )
        for person, seat in first.items()
    ]  # fmt: skip
