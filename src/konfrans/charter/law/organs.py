"""Organs: when they have a quorum, and how they vote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from konfrans.charter.amounts import Requirement
from konfrans.charter.law.seats import CommitteeSort, Composed, FormedForm, Power, Seat, organ_faults
from konfrans.charter.law.votes import Ballot, Listed, NotJudged, Tie
from konfrans.charter.tables import FromPlace, Key, OfficeKey, OrganKey, Ref, Size, Table, Texts, Written, Wrong
from konfrans.charter.written import PresenceForm, PresenceWritten


@dataclass(frozen=True, slots=True)
class SecondCall:
    """The lower quorum of a session called again, who calls it, and the kinds that keep the first one."""

    quorum: Requirement
    who: str
    closed: Listed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondCallForm(PresenceForm):
    """The lower quorum of a session called again."""

    who: OfficeKey
    """The office that calls the session again."""
    closed: Listed | None = None
    """The kinds that keep the first quorum."""

    def value(self) -> Any:
        return SecondCall(PresenceForm.value(self), self.who, self.closed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Organ(Table):
    """An organ of the body."""

    key: Annotated[str, FromPlace()]
    name: Texts
    """Its name, in each language."""
    article: Ref
    """The paragraph that founds it."""
    quorum: PresenceWritten | None = None
    """Who has to be there; without it a vote is invalid."""
    second_call: Annotated[SecondCall, Written(SecondCallForm)] | None = None
    """The lower quorum of a session called again."""
    tie: Tie | None = None
    """What equal votes mean."""
    ballots: Annotated[tuple[Ballot, ...], Size(0, 100)] = ()
    """How votes are taken."""
    not_judged: Annotated[tuple[NotJudged, ...], Size(0, 100)] = ()
    """What the articles ask besides the vote."""
    of: OrganKey | None = None
    """The organ that it is part of: who sits here sits there too."""
    several: bool = False
    """Whether there are several of it, each with a key of its own: committees."""
    committee: CommitteeSort | None = None
    """What sort of committee it is: a temporary one ends, a network is picked by the members, a delegate is one person."""
    seats: Annotated[Mapping[Key, Seat], Size(0, 100)] = field(default_factory=dict)
    """Its seats."""
    composition: Annotated[tuple[Composed, ...], Size(0, 50)] = ()
    """What its seats have to be together."""
    formed: Annotated[Requirement, Written(FormedForm)] | None = None
    """How many seats have to be filled before it is formed."""
    powers: Annotated[tuple[Power, ...], Size(0, 100)] = ()
    """What it alone decides."""

    def faults(self) -> Iterator[Wrong]:
        yield from organ_faults(self)
        spoken: set[str] = set()
        for index, ballot in enumerate(self.ballots):
            for name in ballot.kinds or ("*",):
                if name in spoken:
                    yield "twice", ("ballots", index), {"what": "ballot", "given": name}
                spoken.add(name)
