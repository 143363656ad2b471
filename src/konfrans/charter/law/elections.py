"""Elections: who may stand, when, by which rounds, and what breaks a tie at the border."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from konfrans.charter.amounts import ALL, Base, Measure, Requirement, bases_of
from konfrans.charter.spans import Lead, Span
from konfrans.charter.tables import (
    ActorKey,
    Bounds,
    FromPlace,
    Key,
    Line,
    OfficeKey,
    OrganKey,
    Ref,
    Size,
    Table,
    Texts,
    Written,
    Wrong,
)
from konfrans.charter.written import RequirementForm

Border = Literal["all_advance", "lot", "seniority", "age", "vote"]


class VotesForm(RequirementForm):
    """What a candidate needs in a round."""

    MEASURES: ClassVar[tuple[Measure, ...]] = (Measure.VOTES,)
    measure: Measure = Measure.VOTES
    """Votes for the candidate."""

    def faults(self) -> Iterator[Wrong]:
        yield from RequirementForm.faults(self)
        amount = self.more_than if self.at_least is None else self.at_least
        parts = amount is not None and any(one.whose != ALL for one in bases_of(amount))
        if parts or self.group is not None or self.weighted:
            yield "votes_of_a_part", (), {}


VotesWritten = Annotated[Requirement, Written(VotesForm)]


class Round(Table):
    """One round: what elects, who goes on, what breaks a tie at the border."""

    article: Ref
    """The paragraph that sets it."""
    elects: VotesWritten | None = None
    """The votes that a candidate needs; left out: whoever has the most."""
    more_than_others: bool = False
    """Whether the elected must also have more votes than every other; where there are several seats, than everyone beyond them."""
    advance: Annotated[int, Bounds(1, 100)] | None = None
    """How many go on to the next round; left out: all but those whom `drops` leaves behind."""
    drops: Annotated[int, Bounds(0, 100)] = 0
    """How many of those with the fewest votes do not go on."""
    tie: Border = "lot"
    """What decides between equal votes where not all of them can go on or be elected."""
    tie_by: Ref | None = None
    """The paragraph that says so; left out: that of the round."""
    breaks_equal: bool = False
    """In the last round: whether what breaks a tie does so too where equal votes alone keep each of the first from the votes asked for."""
    times: Annotated[int, Bounds(1, 20)] = 1
    """How many rounds are held by this rule."""
    ballot: Literal["names", "yes_no"] = "names"
    """Whether voters name candidates, or vote for or against each who stands."""

    def faults(self) -> Iterator[Wrong]:
        asked = None if self.elects is None or self.ballot == "yes_no" else self.elects.amount
        if asked is not None and any(one.of is Base.NO for one in bases_of(asked)):
            yield "nobody_against", ("elects",), {}


class Window(Table):
    """When candidates are nominated."""

    article: Ref
    """The paragraph that sets it."""
    opens: Lead
    """How long before the election it opens."""
    closes: Lead
    """How long before the election it closes."""
    extends: Span | None = None
    """How much longer it stays open, once, where there are fewer candidates than seats when it would close."""

    def faults(self) -> Iterator[Wrong]:
        if self.opens.unit == self.closes.unit and self.opens.number < self.closes.number:
            yield "window_reversed", (), {"opens": self.opens.number, "closes": self.closes.number}


class Sole(Table):
    """What happens when there are no more candidates than seats."""

    article: Ref
    """The paragraph that says so."""
    way: Literal["declared", "vote", "reopen"]
    """They are declared elected, they are voted on for or against, or nominations open again."""
    elects: VotesWritten | None = None
    """The votes for that each needs, for `vote`; left out: more than half of those for or against."""

    def faults(self) -> Iterator[Wrong]:
        if self.elects is not None and self.way != "vote":
            yield "joined_alone", ("elects",), {"given": "elects", "joined": self.way}


class Reserved(Table):
    """Seats kept for candidates with a property."""

    article: Ref
    """The paragraph that keeps them."""
    attribute: Key
    """The property: `region`, `sector`."""
    values: Annotated[tuple[Line, ...], Size(1, 50)]
    """Its values that count."""
    at_least: Annotated[int, Bounds(1, 100)]
    """How many of the elected have one of them."""


class Eligible(Table):
    """Who may stand."""

    article: Ref
    """The paragraph that says so."""
    offices: Annotated[tuple[OfficeKey, ...], Size(0, 50)] = ()
    """One of these offices has to be held."""
    acting: bool = True
    """Whether whoever acts in such an office may stand too."""
    attribute: Key | None = None
    """A property that is asked for."""
    values: Annotated[tuple[Line, ...], Size(0, 50)] = ()
    """Its values that count."""
    not_offices: Annotated[tuple[OfficeKey, ...], Size(0, 50)] = ()
    """Offices whose holder may not stand."""

    def faults(self) -> Iterator[Wrong]:
        if not self.offices and self.attribute is None and not self.not_offices:
            yield "missing_key", (), {"missing": "offices"}
        if (self.attribute is None) != (not self.values):
            yield "missing_key", (), {"missing": "attribute" if self.values else "values"}


class Nominated(Table):
    """Who nominates a candidate, or has to agree to the candidacy."""

    article: Ref
    """The paragraph that says so."""
    who: Annotated[tuple[ActorKey, ...], Size(0, 50)] = ()
    """Offices and organs of which one has to."""
    members: Annotated[int, Bounds(1, 10_000)] | None = None
    """How many members may do so instead; for `nominates` alone."""
    step: Literal["nominates", "recommends", "endorses"] = "nominates"
    """Whether it nominates, recommends or endorses."""

    def faults(self) -> Iterator[Wrong]:
        if not self.who and (self.members is None or self.step != "nominates"):
            yield "missing_key", (), {"missing": "who"}
        if self.members is not None and self.step != "nominates":
            yield "members_nominate", ("members",), {"given": self.step}


class Rotation(Table):
    """An office that goes round without an election."""

    article: Ref
    """The paragraph that says so."""
    by: Literal["seniority", "age"] = "seniority"
    """By the seniority of institutions, or by the age of persons."""


class Presiding(Table):
    """Who presides over the election when the usual person stands."""

    article: Ref
    """The paragraph that says so."""
    who: Literal["oldest", "senior"] = "oldest"
    """The oldest of those there, or the one longest in office."""


class Asked(Table):
    """A paragraph that asks for something by itself."""

    article: Ref
    """The paragraph."""


class Election(Table):
    """How one office, or a group of seats, is filled."""

    key: Annotated[str, FromPlace()]
    article: Ref
    """The paragraph that founds it."""
    name: Texts
    """What is elected, in each language."""
    organ: OrganKey
    """The organ that elects."""
    seats: Annotated[int, Bounds(1, 200)] = 1
    """How many are elected."""
    names: Annotated[int, Bounds(1, 200)] | None = None
    """How many names a ballot may hold; left out: as many as there are seats still to be filled."""
    ticket: Annotated[int, Bounds(1, 50)] | None = None
    """How many persons a list holds, where lists are elected whole."""
    none_of_these: bool = False
    """Whether voters may ask for other candidates; where no candidate has more votes than that, nominations open again."""
    eligible: Annotated[tuple[Eligible, ...], Size(0, 20)] = ()
    """Who may stand."""
    nominated: Annotated[tuple[Nominated, ...], Size(0, 20)] = ()
    """Who nominates, recommends, endorses."""
    proposed_by: OfficeKey | None = None
    """The office on whose proposal alone candidates stand: deputies of a president elect."""
    consent: Asked | None = None
    """That the candidate consents."""
    tellers: Asked | None = None
    """That a candidate is no teller."""
    window: Window | None = None
    """When candidates are nominated."""
    rounds: Annotated[tuple[Round, ...], Size(0, 10)] = ()
    """The rounds, in order."""
    sole: Sole | None = None
    """What happens when there are no more candidates than seats."""
    reserved: Annotated[tuple[Reserved, ...], Size(0, 20)] = ()
    """Seats kept for candidates with a property."""
    fails: Literal["reopen", "no_result"] = "reopen"
    """What follows when the last round elects nobody."""
    fails_by: Ref | None = None
    """The paragraph that says so; left out: that of the election."""
    rotation: Rotation | None = None
    """An office that goes round without an election."""
    presiding: Presiding | None = None
    """Who presides when the usual person stands."""

    def faults(self) -> Iterator[Wrong]:
        if self.rotation is None and not self.rounds:
            yield "missing_key", (), {"missing": "rounds"}
        if self.rotation is not None and self.rounds:
            yield "rotation_rounds", ("rotation",), {}
        for place, one in enumerate(self.reserved):
            if one.at_least > self.seats:
                yield "reserved_many", ("reserved", place, "at_least"), {"given": one.at_least, "most": self.seats}
        if self.ticket is not None and self.seats != 1:
            yield "ticket_seats", ("ticket",), {"given": self.seats}

    def round(self, number: int) -> Round | None:
        """The rule of a round by its number, from 1; None beyond the last."""
        for one in self.rounds:
            if number <= one.times:
                return one
            number -= one.times
        return None

    def many(self, still: int) -> int:
        """How many names a ballot may hold while so many seats are to be filled."""
        return self.names or still
