"""Who was there, and how the votes fell: values, counted without a database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from konfrans.charter import Attestation, Charter, Count, Evidence
from konfrans.charter.matters import Way

How = Literal["present", "represented", "absent"]


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

    def to_json(self) -> dict[str, Any]:
        """As it is frozen: keys, never a name."""
        return {
            "institution": self.institution, "entitled": self.entitled, "why": self.why or None, "article": self.article or None,
            "how": self.how, "office": self.office or None, "by": self.by or None,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Presence:
    """How one institution (its key) was there."""

    institution: str
    how: How
    office: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Tallied:
    """The roll in numbers: members are those of categories with a vote."""

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


def tallied(roll: Iterable[Seat]) -> Tallied:
    """Only who is entitled counts as present or represented; others may sit in the room."""
    seats = list(roll)
    entitled = [seat for seat in seats if seat.entitled]
    return Tallied(
        members=sum(seat.votes for seat in seats),
        entitled=len(entitled),
        present=sum(seat.how == "present" for seat in entitled),
        represented=sum(seat.how == "represented" for seat in entitled),
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
    vote: Vote, roll: Iterable[Seat], *, call: int, record: dict[str, Any], touches: tuple[int, ...] = ()
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


def votes_by_members(charter: Charter, organ: str) -> bool:
    """Whether the votes of an organ are those of the members: of the one that takes ordinary decisions, and of one without seats of its own."""
    ordinary = charter.motion_rule("ordinary")
    return (
        organ not in charter.organs
        or not charter.organs[organ].seats
        or (ordinary is not None and ordinary.organ.key == organ)
    )
