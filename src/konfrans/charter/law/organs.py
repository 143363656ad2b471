"""Organs: when they have a quorum, and how they vote."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any

from konfrans.charter.amounts import Requirement
from konfrans.charter.law.votes import Ballot, Listed, NotJudged, Tie
from konfrans.charter.tables import FromPlace, Number, OfficeKey, Ref, Size, Table, Texts, Written, Wrong
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
    size: Number | None = None
    """How many it has: the size of body at which `charter check` looks first."""
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

    def faults(self) -> Iterator[Wrong]:
        spoken: set[str] = set()
        for index, ballot in enumerate(self.ballots):
            for name in ballot.kinds or ("*",):
                if name in spoken:
                    yield "twice", ("ballots", index), {"what": "ballot", "given": name}
                spoken.add(name)
