"""Who sits where, as the facts of several questions give it, and what a charter knows of a seat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated

from konfrans.charter.amounts import ALL, Base, Whose
from konfrans.charter.clock import Reckoned
from konfrans.charter.faults import LawError
from konfrans.charter.law import Charter, Organ
from konfrans.charter.law.seats import Incompatible, Seat
from konfrans.charter.law.terms import Term
from konfrans.charter.tables import CategoryKey, Day, GroupKey, Key, Line, OfficeKey, PostKey, SeatKey, Size, Table
from konfrans.charter.verdicts import Reason, Working


class Holding(Table):
    """An office or a seat that somebody holds."""

    post: PostKey
    """The office or the seat."""
    body: Key | None = None
    """Which of several organs of that sort."""
    since: Day | None = None
    """Since when."""


Somewhere = tuple[str, str | None]
"""A seat or an office, and of which of several organs it is."""


class Person(Table):
    """A person, as far as the charter asks. What is left out is not known; an empty list says that there is none."""

    person: Line
    """Who: a name or a key."""
    institution: Line | None = None
    """The institution: a name or a key."""
    of_member: bool | None = None
    """Whether the institution is a member."""
    category: CategoryKey | None = None
    """The category of that member."""
    groups: Annotated[tuple[GroupKey, ...], Size(0, 100)] | None = None
    """The groups to which the institution belongs."""
    offices: Annotated[tuple[OfficeKey, ...], Size(0, 100)] | None = None
    """Offices that the person holds."""
    holds: Annotated[tuple[Holding, ...], Size(0, 100)] | None = None
    """Seats that the person holds, elsewhere and in this organ."""

    def posts(self, charter: Charter) -> frozenset[Somewhere]:
        """Every office and seat that is known to be held; a seat brings its office with it."""
        found: set[Somewhere] = {(office, None) for office in self.offices or ()}
        for one in self.holds or ():
            found.add((one.post, one.body))
            if "." in one.post and (office := seat_of(charter, one.post)[1].office):
                found.add((office, one.body))
        return frozenset(found)


class Sitter(Person):
    """Somebody who sits in the organ."""

    seat: SeatKey
    """The seat."""
    co_opted: bool = False
    """Whether the organ itself filled the seat."""


Sitters = Annotated[tuple[Sitter, ...], Size(0, 1000)]


def seat_of(charter: Charter, ref: str) -> tuple[Organ, Seat]:
    """The organ and the seat that "presidium.president" names; the reading has seen that there is one."""
    key, _dot, name = ref.partition(".")
    organ = charter.organs[key]
    return organ, organ.seats[name]


def seats_of_office(charter: Charter, office: str) -> Iterator[str]:
    """The seats whose holder has this office."""
    for key, organ in charter.organs.items():
        for name, seat in organ.seats.items():
            if seat.office == office:
                yield f"{key}.{name}"


def known_body(organ: Organ, body: str | None) -> None:
    """`LawError` where it is not said which of several organs is meant, or where there is only one."""
    if organ.several and body is None:
        raise LawError("body_missing", given=organ.key)
    if not organ.several and body is not None:
        raise LawError("body_of_one", given=organ.key, body=body)


def known_sitters(sits: Iterable[Sitter], organ: Organ) -> None:
    """`LawError` where somebody is said to sit in an organ that is not the one asked about, or twice on one seat."""
    seen: set[tuple[str, str]] = set()
    for one in sits:
        if (one.person, one.seat) in seen:
            raise LawError("sits_twice", person=one.person, given=one.seat)
        seen.add((one.person, one.seat))
        if one.seat.partition(".")[0] != organ.key:
            raise LawError("sits_elsewhere", given=one.seat, organ=organ.key, person=one.person)


def entries(person: Person, rule: Incompatible, charter: Charter) -> frozenset[Somewhere]:
    """What of a rule's offices, seats and organs a person holds. A seat in an organ counts where it has a vote."""
    found: set[Somewhere] = set()
    for post, body in person.posts(charter):
        if post in rule.posts:
            found.add((post, body))
            continue
        if "." not in post:
            continue
        organ, seat = seat_of(charter, post)
        if organ.key in rule.posts and seat.vote and seat.substitute_of is None:
            found.add((organ.key, body))
    return frozenset(found)


def with_seat(person: Sitter, body: str | None) -> Sitter:
    """The same person, the seat among what is held."""
    held = person.holds or ()
    if any((one.post, one.body) == (person.seat, body) for one in held):
        return person
    return person.but(holds=(*held, Holding(post=person.seat, body=body)))


def term_of(charter: Charter, ref: str) -> Term | None:
    """The term of a seat: its own, else that of its office, else that of the organ with all of its seats."""
    names = [ref]
    if "." in ref:
        organ, seat = seat_of(charter, ref)
        names += [seat.office] if seat.office else []
        names += [organ.key]
    else:
        names += list(seats_of_office(charter, ref))
    for name in names:
        for term in charter.terms.values():
            if name in term.seats:
                return term
    return None


@dataclass(frozen=True, slots=True)
class Places:
    """How many seats there are of those a rule looks at, and how many members: the bases of its shares."""

    seats: int
    members: int | None

    def size(self, base: Base, whose: Whose = ALL) -> int:
        if base is Base.SEATS:
            return self.seats
        if self.members is None:
            raise LawError("members_missing")
        return self.members


def places(seat: Seat, members: int | None) -> int:
    """How many seats of a sort there are."""
    return seat.number * Places(0, members).size(Base.MEMBERS) if seat.sent_by else seat.number


def said(
    code: str,
    article: str,
    met: bool | None,
    needed: int | str | None = None,
    got: int | str | None = None,
    clock: Reckoned | None = None,
    **facts: object,
) -> Reason:
    """A reason with what its words name, and how a day came about."""
    return Reason(code, article, met, needed, got, Working(facts=facts, clock=clock))
