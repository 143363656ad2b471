"""The people of a committee's room: who sits there today, with position, address and language. Shown inside the room alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings

from konfrans.committees.models import Committee, Nomination, Seat
from konfrans.committees.selectors.answers import seat_words
from konfrans.committees.selectors.room_access import INSIDE
from konfrans.committees.selectors.roster import ORDER, seats_on
from konfrans.decisions.selectors import office_words
from konfrans.kernel import clock
from konfrans.kernel.localised import Localised
from konfrans.people.models import Office, Person
from konfrans.people.selectors import in_force


@dataclass(frozen=True, slots=True)
class RoomPerson:
    """One person of the room. `seats` are the seats and offices in words; `email` is empty where no address is known; `account` says
    whether the person can sign in."""

    person: Person
    seats: tuple[str, ...]
    rank: int
    institution: Localised | None
    position: str
    email: str
    language: str
    since: date
    account: bool
    sample: bool

    @property
    def substitute(self) -> bool:
        """Whether the person sits there as a substitute and nothing else."""
        return self.rank == ORDER["substitute"]


def room_people(found: Committee, on: date | None = None) -> list[RoomPerson]:
    """Everybody with a seat in the committee or an office in its body on a day, each once: chair, members, substitutes, secretary.
    Whoever was erased is left out: there is nobody to write to. Three queries."""
    day = on or clock.today()
    people: dict[int, RoomPerson] = {}
    held = [one for one in seats_on(found, day) if not one.person.erased_on]
    called = {key: seat_words(key, found.organ) for key in {one.seat for one in held}}
    for seat in held:
        _add(people, _of_seat(seat, called[seat.seat]))
    offices = Office.objects.filter(in_force(day), body=found.body_id, kind__in=INSIDE, seats=None)
    for office in offices.select_related("person__account", "institution"):
        if not office.person.erased_on:
            _add(people, _of_office(office))
    _addresses(found, people)
    return sorted(people.values(), key=lambda one: (one.rank, one.person.sort_key, one.person.pk))


def _add(people: dict[int, RoomPerson], one: RoomPerson) -> None:
    there = people.get(one.person.pk)
    if there is None:
        people[one.person.pk] = one
        return
    people[one.person.pk] = replace(
        there, seats=tuple(dict.fromkeys((*there.seats, *one.seats))), rank=min(there.rank, one.rank),
        institution=there.institution or one.institution, position=there.position or one.position,
        email=there.email or one.email, since=min(there.since, one.since),
    )  # fmt: skip


def _of_seat(seat: Seat, words: str) -> RoomPerson:
    account = getattr(seat.person, "account", None)
    nomination = getattr(seat, "nomination", None)
    return RoomPerson(
        seat.person, (words,), ORDER.get(seat.seat, 2),
        seat.institution.name if seat.institution else None, seat.position or (nomination.position if nomination else ""),
        account.email if account else "", (account.language if account else "") or "", seat.since, account is not None,
        seat.sample or seat.person.sample,
    )  # fmt: skip


def _of_office(office: Office) -> RoomPerson:
    account = getattr(office.person, "account", None)
    return RoomPerson(
        office.person, (office_words(office.kind),), ORDER.get(office.kind, 2), office.institution.name if office.institution else None,
        "", account.email if account else "", (account.language if account else "") or "", office.since, account is not None,
        office.person.sample,
    )  # fmt: skip


def _addresses(found: Committee, people: dict[int, RoomPerson]) -> None:
    """Whoever has no account is written to at the address of the nomination, in its language."""
    named = Nomination.objects.filter(person__in=list(people), erased_on=None).order_by("committee_id", "pk")
    spoken = dict(settings.LANGUAGES)
    for one in named.values("person_id", "committee_id", "email", "language"):
        there = people[one["person_id"]]
        mine = one["committee_id"] == found.pk
        people[one["person_id"]] = replace(
            there, email=there.email if there.account else (one["email"] if mine or not there.email else there.email),
            language=there.language or one["language"],
        )  # fmt: skip
    for pk, there in people.items():
        if there.language not in spoken:
            people[pk] = replace(there, language=settings.LANGUAGE_CODE)


def owner_choices(found: Committee) -> list[tuple[str, str]]:
    """Who may own a task, as choices: the people of the room."""
    return [(one.person.key, one.person.full_name) for one in room_people(found)]
