"""Who was there, and how the votes fell: values, counted without a database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Literal
from urllib.parse import urlsplit

from konfrans.charter import Attestation, Charter, Count, Evidence
from konfrans.charter.matters import Way

How = Literal["present", "represented", "absent"]
FIRST_DAY = date(1900, 1, 1)
"""No session is older, where nobody knows when its body began."""
AHEAD = timedelta(days=731)
"""How far ahead a session may be entered: two years, one of them with a leap day."""


@dataclass(frozen=True, slots=True)
class Seat:
    """One member on the roll of a session. `votes` says whether its category has a vote, `entitled` whether it may use it;
    `why` is `category` or `suspended` where it may not, with the article. `by` is the key of the member that represents it."""

    institution: str
    votes: bool
    entitled: bool
    why: str = ""
    article: str = ""
    how: How = "absent"
    office: str = ""
    by: str = ""

    @property
    def there_as(self) -> str:
        """`present` or `represented` as the law counts it; empty where nobody was there for this member."""
        return "" if self.how == "absent" else self.how

    def to_json(self) -> dict[str, Any]:
        """As it is frozen: keys, never a name."""
        return {
            "institution": self.institution, "entitled": self.entitled, "why": self.why or None, "article": self.article or None,
            "how": self.how, "office": self.office or None, "by": self.by or None,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class PersonSeat:
    """One seat on the roll of a body in which persons sit. `person` is the random key, empty where the person was erased. `by` is
    the key of the substitute who sat in the seat; `substitute_for` is the person in whose seat this one may sit."""

    seat: str
    person: str
    institution: str = ""
    votes: bool = True
    how: How = "absent"
    by: str = ""
    substitute_for: str = ""

    @property
    def entitled(self) -> bool:
        """Whether the seat has a vote: a substitute has only that of the member whose seat it takes."""
        return self.votes and not self.substitute_for

    @property
    def there_as(self) -> str:
        """A substitute in the seat is present: nobody votes from elsewhere."""
        return "" if self.how == "absent" else "present"

    def to_json(self) -> dict[str, Any]:
        """As it is frozen: keys, never a name."""
        return {
            "seat": self.seat, "person": self.person or None, "institution": self.institution or None, "entitled": self.entitled,
            "how": self.how, "by": self.by or None,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class PersonPresence:
    """How one person (the key) was there; `by` is the substitute who sat in the seat."""

    person: str
    how: How
    by: str = ""


def presence_fault(seats: Mapping[str, PersonSeat], presences: Iterable[PersonPresence]) -> tuple[str, str, str] | None:
    """Why persons cannot have been there as it is said: the code of the refusal, the person it is about, the substitute. None where
    they can. `seats` are those of the day by person."""
    stood: set[str] = set()
    for one in presences:
        seat = seats.get(one.person)
        if seat is None:
            return "attendance_no_seat", one.person, ""
        if one.how != "represented":
            continue
        if not seat.entitled:
            return "represented_without_vote", one.person, ""
        if not one.by:
            return "substitute_missing", one.person, ""
        substitute = seats.get(one.by)
        if substitute is None or substitute.substitute_for != one.person:
            return "substitute_of_other", one.person, one.by
        if one.by in stood:
            return "substitute_twice", one.person, one.by
        stood.add(one.by)
    return None


@dataclass(frozen=True, slots=True)
class Presence:
    """How one institution (its key) was there."""

    institution: str
    how: How
    office: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Tallied:
    """The roll in numbers: members are those of categories with a vote, or seats with a vote where persons sit."""

    members: int
    entitled: int
    present: int
    represented: int

    @property
    def there(self) -> int:
        return self.present + self.represented

    @property
    def absent(self) -> int:
        return self.entitled - self.there


def tallied(roll: Iterable[Seat | PersonSeat]) -> Tallied:
    """Only who is entitled counts as present or represented; others may sit in the room."""
    seats = list(roll)
    entitled = [seat for seat in seats if seat.entitled]
    return Tallied(
        members=sum(seat.votes if isinstance(seat, Seat) else seat.entitled for seat in seats),
        entitled=len(entitled),
        present=sum(seat.there_as == "present" for seat in entitled),
        represented=sum(seat.there_as == "represented" for seat in entitled),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """How the votes fell on one item, and what else its verdict asks. `secret` None: as the charter prescribes."""

    kind: str
    yes: int = 0
    no: int = 0
    abstain: int = 0
    blank: int = 0
    invalid: int = 0
    not_voting: int | None = None
    secret: bool | None = None
    casting: Literal["yes", "no"] | None = None
    attestations: tuple[Attestation, ...] = field(default=())


def evidence_of(
    vote: Vote, roll: Iterable[Seat | PersonSeat], *, call: int, record: dict[str, Any], touches: tuple[int, ...] = ()
) -> Evidence:
    """The evidence that the engine judges, with the roll and the circumstances frozen beside the counts; `touches` are the articles
    that the motion changes. Raises `CountError` where the votes do not fit the roll."""
    seats = list(roll)
    there = tallied(seats)
    count = Count(
        members=there.members, entitled=there.entitled, present=there.present, represented=there.represented, yes=vote.yes,
        no=vote.no, abstain=vote.abstain, blank=vote.blank, invalid=vote.invalid, not_voting=vote.not_voting,
    )  # fmt: skip
    return Evidence(
        kind=vote.kind, count=count, call=call, secret=vote.secret, casting=vote.casting, attestations=vote.attestations,
        record=record | {"roll": [seat.to_json() for seat in seats]}, way=Way(touches=touches),
    )  # fmt: skip


SORTS = {"committee": "standing", "working_group": "temporary"}
"""Kinds of bodies in which persons sit, with the sort of committee that the charter calls each."""


def session_days(today: date, began: date | None) -> tuple[date, date]:
    """The first and the last day on which a session of a body that began on a day may be; None: nobody knows when it began."""
    return began or FIRST_DAY, today + AHEAD


def organ_of(key: str, kind: str, charter: Charter) -> str:
    """The charter's key of the organ that a body is: its own, or for a committee and a working group that of their sort, which the
    charter has once for several."""
    own = key.replace("-", "_")
    if kind not in SORTS or own in charter.organs:
        return own
    several = (name for name, organ in charter.organs.items() if organ.several and organ.committee == SORTS[kind])
    return next(several, own)


def may_manage(kind: str, *, secretariat: bool, leads: bool) -> bool:
    """Who manages the sessions of a body: the secretariat; where persons sit by appointment, the chair and the body's secretary."""
    return secretariat or (kind in SORTS and leads)


def may_approve(*, chair: bool, chaired: bool, secretariat: bool) -> bool:
    """Who approves minutes and makes papers public: the body's chair; the secretariat where nobody chairs it."""
    return chair or (secretariat and not chaired)


def is_https(address: str) -> bool:
    """Whether an address opens over https and holds nothing that an address may not: what a session online is reached by."""
    parts = urlsplit(address) if address.isprintable() and " " not in address else None
    return parts is not None and parts.scheme == "https" and bool(parts.hostname) and len(address) <= 300


def votes_by_members(charter: Charter, organ: str) -> bool:
    """Whether the votes of an organ are those of the members: of the one that takes ordinary decisions, and of one without seats of its own."""
    ordinary = charter.motion_rule("ordinary")
    return (
        organ not in charter.organs
        or not charter.organs[organ].seats
        or (ordinary is not None and ordinary.organ.key == organ)
    )
