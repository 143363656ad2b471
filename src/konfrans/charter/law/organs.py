"""Organs: when they have a quorum, and how they vote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from konfrans.charter.amounts import Requirement
from konfrans.charter.law.seats import CommitteeSort, Composed, FormedForm, Power, Seat, organ_faults
from konfrans.charter.law.sessions import (
    Convening,
    Dormancy,
    DraftText,
    Nominations,
    Remote,
    Sent,
    SessionsAYear,
    StandingItem,
    WrittenVote,
)
from konfrans.charter.law.votes import Ballot, Demand, Listed, NotJudged, Tie
from konfrans.charter.spans import Interval
from konfrans.charter.tables import (
    NONE,
    Bounds,
    FromPlace,
    Key,
    Number,
    OfficeKey,
    OrganKey,
    Ref,
    Size,
    Table,
    Texts,
    Written,
    Wrong,
)
from konfrans.charter.written import PresenceForm, PresenceWritten


@dataclass(frozen=True, slots=True)
class SecondCall:
    """The lower quorum of a session called again, from which call on, and the kinds that keep the first one."""

    quorum: Requirement
    who: str
    closed: Listed | None = None
    between: Interval | None = None
    items: Literal["any", "put_off"] = "any"
    call: int = 2
    notice: Sent | None = None


class SecondCallForm(PresenceForm):
    """The lower quorum of a session called again."""

    who: OfficeKey
    """The office that calls the session again."""
    closed: Listed | None = None
    """The kinds that keep the first quorum."""
    between: Interval | None = None
    """The time between the session without a quorum and this one."""
    items: Literal["any", "put_off"] = "any"
    """Whether anything may be decided so, or only what was put off for want of a quorum."""
    call: Annotated[int, Bounds(2, 9)] = 2
    """From which call on; a third or later call may have a lower quorum still."""
    notice: Sent | None = None
    """When its notice is sent; left out: as before every session. With a notice of its own, agenda and papers are not sent anew."""

    def value(self) -> Any:
        return SecondCall(
            PresenceForm.value(self), self.who, self.closed, self.between, self.items, self.call, self.notice
        )


Again = Annotated[SecondCall, Written(SecondCallForm)]


class Recusal(Table):
    """What somebody who is barred from an item leaves."""

    article: Ref
    """The paragraph that says so."""
    leaves: Literal["base", "quorum", "both", "neither"]
    """The base of the majority, those counted for the quorum, both, or neither."""


class Freeze(Table):
    """When the base of a majority is fixed."""

    article: Ref
    """The paragraph that says so."""
    at: Literal["session", "item", "vote"]
    """At the opening of the session, of the item, or at the vote."""


class Organ(Table):
    """An organ of the body."""

    key: Annotated[str, FromPlace()]
    name: Texts
    """Its name, in each language."""
    article: Ref
    """The paragraph that founds it."""
    size: Number | None = None
    """How many it has: the size of body at which `charter check` looks first."""
    quorum: PresenceWritten | None = None
    """Who has to be there; without it a vote is invalid."""
    second_call: Again | None = None
    """The lower quorum of a session called again."""
    later_calls: Annotated[tuple[Again, ...], Size(0, 7)] = ()
    """Lower quorums still, after repeated failure."""
    recusal: Recusal | None = None
    """What somebody barred from an item leaves."""
    freeze: Freeze | None = None
    """When the base of a majority is fixed."""
    convening: Annotated[tuple[Convening, ...], Size(0, 20)] = ()
    """Who calls its sessions, and what is sent before."""
    draft_texts: Annotated[tuple[DraftText, ...], Size(0, 20)] = ()
    """Texts that are sent in full before they are decided on."""
    sessions: SessionsAYear | None = None
    """How often it meets."""
    standing_items: Annotated[tuple[StandingItem, ...], Size(0, 50)] = ()
    """Items that every ordinary session has."""
    remote: Remote | None = None
    """Sessions at a distance; left out: there are none."""
    written: WrittenVote | None = None
    """Decisions without a session; left out: there are none."""
    dormancy: Dormancy | None = None
    """When it ends for want of activity."""
    nominations: Nominations | None = None
    """How long a call for nominations to its seats is open."""
    tie: Tie | None = None
    """What equal votes mean."""
    ballots: Annotated[tuple[Ballot, ...], Size(0, 100)] = ()
    """How votes are taken."""
    demands: Annotated[tuple[Demand, ...], Size(0, 20)] = ()
    """Other ways of voting that some may ask for."""
    not_judged: Annotated[tuple[NotJudged, ...], Size(0, 100)] = ()
    """What the articles ask besides the vote."""
    of: OrganKey | None = None
    """The organ that it is part of: who sits here sits there too."""
    several: bool = False
    """Whether there are several of it, each with a key of its own: committees."""
    committee: CommitteeSort | None = None
    """What sort of committee it is: a temporary one ends, a network is picked by the members, a delegate is one person."""
    seats: Annotated[Mapping[Key, Seat], Size(0, 100)] = NONE
    """Its seats."""
    composition: Annotated[tuple[Composed, ...], Size(0, 50)] = ()
    """What its seats have to be together."""
    formed: Annotated[Requirement, Written(FormedForm)] | None = None
    """How many seats have to be filled before it is formed."""
    powers: Annotated[tuple[Power, ...], Size(0, 100)] = ()
    """What it alone decides."""

    def faults(self) -> Iterator[Wrong]:
        yield from organ_faults(self)
        calls = [one.call for one in (self.second_call, *self.later_calls) if one is not None]
        for index in range(1, len(calls)):
            if calls[index] <= calls[index - 1]:
                yield "calls_in_order", ("later_calls", index - 1), {"given": calls[index]}
        spoken: set[str] = set()
        for index, ballot in enumerate(self.ballots):
            for name in ballot.kinds or ("*",):
                if name in spoken:
                    yield "twice", ("ballots", index), {"what": "ballot", "given": name}
                spoken.add(name)


def seats_of(organ: Organ) -> int | None:
    """How many seats with a vote an organ has; None where that depends on how many members there are, or is not said."""
    places = [seat for seat in organ.seats.values() if seat.counted]
    if not places or any(seat.sent_by for seat in places):
        return None
    return sum(seat.number for seat in places)
