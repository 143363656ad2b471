"""A committee of its own for the tests: a chair, three members of universities, a body's secretary, a session."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from io import BytesIO

from konfrans.kernel.acts import Actor
from konfrans.meetings import services
from konfrans.meetings.models import Meeting
from konfrans.meetings.registries import SeatHeld
from konfrans.meetings.rules import PersonPresence, Vote
from konfrans.people import services as people
from konfrans.people.models import Account, Person
from tests.cast import BEGAN, make_person
from tests.decisions.house import House, text

MET = date(2026, 11, 12)
PDF = b"%PDF-1.4\n% a paper\n"


def pdf(more: bytes = b"") -> BytesIO:
    """The bytes of a file that is accepted as a PDF."""
    return BytesIO(PDF + more)


@dataclass
class Committee:
    """The committee, its people and its session."""

    house: House
    meeting: Meeting
    chair: Account
    members: list[Person] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)
    clerk: Account | None = None

    @property
    def actor(self) -> Actor:
        return self.house.actor

    def everybody_came(self, *away: Person) -> None:
        """Everybody with an office in the committee was there, but for those named."""
        services.person_attendance_set(
            actor=self.actor, meeting=self.meeting,
            presences=[PersonPresence(one.key, "absent" if one in away else "present") for one in [self.chair.person, *self.members]],
        )  # fmt: skip

    def record(self, kind: str = "committee_opinion", **votes: int):
        """A draft of a decision of the committee."""
        return services.decision_record(
            actor=self.actor, meeting=self.meeting, vote=Vote(kind=kind, **votes),
            wording=services.Wording(title=text("On journals"), text=text("The committee recommends a list.")),
        )  # fmt: skip


def build_committee(cast, house: House) -> Committee:
    """The chair of the cast, three members, the committee's own secretary; a session on `MET`."""
    pairs = [make_person(name, "Nümunə", f"{name.lower()}@example.org") for name in ("Aysel", "Kamran", "Vüsal")]
    for n, (person, _account) in enumerate(pairs):
        people.office_begin(
            actor=house.actor,
            kind="member",
            person=person,
            body=cast.committee,
            institution=house.members[n],
            since=BEGAN,
        )
    clerk, account = make_person("Rəna", "Katib", "clerk@example.org")
    people.office_begin(actor=house.actor, kind="secretary", person=clerk, body=cast.committee, since=BEGAN)
    meeting = services.meeting_create(
        actor=house.actor, body=cast.committee, kind="ordinary", date=MET, place=text("Baku", "Bakı"),
        link="https://meet.example.org/science",
    )  # fmt: skip
    return Committee(
        house, meeting, cast.chair, [person for person, _account in pairs], [one for _person, one in pairs], account
    )


def seats(*held: SeatHeld):
    """What a domain would register: these seats in the committee, nothing known of other bodies."""
    return lambda key, day: list(held) if key == "science" else None
