"""A committee with people: a chair, a secretary of its own, two members, a substitute, a member without an account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from io import BytesIO

from django.test import Client

from konfrans.committees.models import Committee, Seat, WorkTask
from konfrans.committees.selectors.room_access import Inside, access_room
from konfrans.committees.services import programme, seating
from konfrans.committees.services.committees import committee_create
from konfrans.kernel import clock
from konfrans.kernel.acts import Actor
from konfrans.people import services as people
from konfrans.people.models import Account, Office, Person
from konfrans.people.selectors import standing_of
from tests.cast import BEGAN, Cast, make_person
from tests.decisions.house import FOUNDED, House, build_house, text

SINCE = date(2026, 11, 9)
ROOM = "/en/desk/committees/science/room/"
PDF = b"%PDF-1.4\n% a document\n"


def pdf(more: bytes = b"") -> BytesIO:
    """The bytes of a file that is accepted as a PDF."""
    return BytesIO(PDF + more)


@dataclass
class Room:
    """The committee, its people, and short ways to act in it."""

    cast: Cast
    house: House
    committee: Committee
    clerk: Account
    member: Account
    other: Account
    substitute: Account
    silent: Person

    def inside(self, account: Account) -> Inside:
        return access_room(account.pk, "science")

    @property
    def chair(self) -> Actor:
        return self.inside(self.cast.chair).actor

    def task(self, title: str = "Draft the plan", **facts) -> WorkTask:
        """A task of this year's programme, entered by the chair."""
        given = {"actor": self.chair, "committee": self.committee, "year": 2026, "title": text(title), **facts}
        return programme.work_task_add(**given)

    def seat_of(self, account: Account) -> Seat:
        return Seat.objects.get(committee=self.committee, person=account.person, until=None)

    def leave(self, account: Account, *, last: date) -> None:
        """Whoever sits there leaves with a day."""
        seating.seat_end(actor=Actor.system(), seat=self.seat_of(account), until=last, why=Seat.Why.RESIGNED)


def client_of(account: Account | None) -> Client:
    """A browser in which somebody has signed in."""
    client = Client()
    if account is not None:
        client.force_login(account)
    return client


def build_room(cast: Cast) -> Room:
    """The charter is in force; the chair sits since January, the others since November."""
    with clock.standing_at(FOUNDED):
        house = build_house(cast)
        actor = standing_of(cast.secretary.pk).actor()
        committee = committee_create(
            actor=actor, key="science", name=cast.committee.name, sort="standing", body=cast.committee
        )
        office = Office.objects.get(person=cast.chair.person, body=cast.committee)
        seating.seat_begin(
            actor=actor,
            committee=committee,
            seat="chair",
            person=cast.chair.person,
            since=BEGAN,
            office=office,
            public=True,
        )
        clerk_person, clerk = make_person("Rəna", "Katib", "clerk@example.org")
        people.office_begin(actor=actor, kind="secretary", person=clerk_person, body=cast.committee, since=BEGAN)
    sitting = []
    for given, seat, at, language in (
        ("Aysel", "member", 0, "az"),
        ("Kamran", "member", 1, "en"),
        ("Vüsal", "substitute", 0, "en"),
    ):
        person, account = make_person(given, "Nümunə", f"{given.lower().replace('ü', 'u')}@example.org")
        Account.objects.filter(pk=account.pk).update(language=language)
        seating.seat_begin(
            actor=actor, committee=committee, seat=seat, person=person, since=SINCE, institution_key=house.members[at].key,
            position="professor",
        )  # fmt: skip
        sitting.append(account)
    silent = people.person_create(actor=actor, given="Samir", surname="Səssiz", sample=True)
    seating.seat_begin(
        actor=actor, committee=committee, seat="member", person=silent, since=SINCE, institution_key=house.members[2].key
    )  # fmt: skip
    return Room(cast, house, committee, clerk, *sitting, silent)
