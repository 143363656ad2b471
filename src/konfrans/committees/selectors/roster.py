"""Who sits on a committee on a day, and which seats have come to their end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import QuerySet

from konfrans.committees.models import Committee, Seat, SeatAddress
from konfrans.kernel import clock
from konfrans.people.models import Office, Person
from konfrans.people.selectors import in_force

ORDER = {"chair": 0, "vice_chair": 1, "member": 2, "substitute": 3, "secretary": 4, "mentor_partner": 5}


def _rows() -> QuerySet[Seat]:
    return Seat.objects.select_related("committee__body", "institution", "person__account", "nomination", "composition")


def seats_on(committee: Committee, on: date) -> list[Seat]:
    """Every seat of a committee that is held on a day: chair, members, substitutes, each by the university. One query."""
    rows = _rows().filter(in_force(on), committee=committee)
    return sorted(
        rows, key=lambda one: (ORDER.get(one.seat, 2), one.institution.sort_key if one.institution else "", one.pk)
    )


def seats_ever(committee: Committee) -> list[Seat]:
    """Every seat that was ever held, the newest first."""
    return list(_rows().filter(committee=committee).order_by("-since", "seat", "institution__sort_key", "pk"))


def seats_due(today: date) -> Iterator[tuple[Seat, date, str]]:
    """Seats that are over and not yet ended, each with its last day and why: the earliest reason counts."""
    running = list(_rows().select_related("office", "by_office").filter(until=None))
    for seat in running:
        found = []
        if seat.ends is not None and seat.ends < today:
            found.append((seat.ends, Seat.Why.TERM))
        by = seat.by_office
        if by is not None and by.until is not None and by.until < today:
            found.append((by.until, Seat.Why.OFFICE))
        office = seat.office
        if office is not None and office.until is not None and office.until < today:
            found.append((office.until, Seat.Why.ERASED if seat.person.erased_on else Seat.Why.RESIGNED))
        body = seat.committee.body
        if body.until is not None and body.until < today:
            found.append((body.until, Seat.Why.COMMITTEE))
        if found:
            until, why = min(found)
            yield seat, until, str(why)


def office_held(person: Person, institution: str, kinds: Sequence[str] = ()) -> Office | None:
    """The office that a person holds today at an institution; of these kinds where some are given."""
    rows = Office.objects.filter(in_force(clock.today()), person=person, institution__key=institution, body=None)
    return (rows.filter(kind__in=kinds) if kinds else rows).order_by("since").first()


def addresses_changed(found: Committee) -> list[SeatAddress]:
    """Addresses of those who sit there today, or will, that became others, the newest first."""
    running = Seat.objects.filter(committee=found, person__erased_on=None).exclude(until__lt=clock.today())
    rows = SeatAddress.objects.filter(seat__in=running).select_related("seat__person", "seat__institution")
    return list(rows)
