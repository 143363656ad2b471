"""A round of an election as counted: the facts, how they have to add up, and the sizes of the bases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from konfrans.charter.amounts import ALL, Base, Measure, Whose
from konfrans.charter.evidence import Count
from konfrans.charter.faults import CountError, repeated
from konfrans.charter.law.elections import Election
from konfrans.charter.tables import NONE, Bounds, Day, ElectionKey, Key, Line, Size, Table, Zero


class Candidate(Table):
    """A candidate, or a list, by key."""

    key: Key
    """The key."""
    votes: Zero = 0
    """Votes for the candidate."""
    no: Zero = 0
    """Votes against, where it is voted for or against."""
    born: Day | None = None
    """Day of birth, where age decides between equal votes."""
    since: Day | None = None
    """Since when in office, or since when the institution exists, where seniority decides."""
    has: Annotated[Mapping[Key, Line], Size(0, 50)] = NONE
    """Properties: `region = "Baku"`."""
    persons: Annotated[tuple[Key, ...], Size(0, 50)] = ()
    """The persons of a list."""


class Seated(Table):
    """Somebody elected in an earlier round."""

    key: Key
    """The key."""
    has: Annotated[Mapping[Key, Line], Size(0, 50)] = NONE
    """Properties: `region = "Baku"`."""


class There(Table):
    """Somebody who is there and could preside."""

    key: Key
    """The key."""
    born: Day | None = None
    """Day of birth."""
    since: Day | None = None
    """Since when in office."""


class TieVote(Table):
    """Another vote, between candidates with equal votes alone."""

    votes: Annotated[Mapping[Key, Zero], Size(2, 500)]
    """Votes for each of them: `{ b = 7, c = 5 }`."""


class RoundFacts(Table):
    """One round of an election, as counted."""

    election: ElectionKey
    """What is elected."""
    round: Annotated[int, Bounds(1, 100)] = 1
    """Which round this is."""
    entitled: Zero
    """Entitled to vote."""
    present: Zero = 0
    """In the room."""
    represented: Zero = 0
    """There by proxy."""
    members: Zero | None = None
    """Members admitted; left out: as many as entitled."""
    ballots: Zero | None = None
    """Ballots that name a candidate or ask for others; needed where a ballot may hold several names."""
    blank: Zero = 0
    """Blank ballots."""
    invalid: Zero = 0
    """Invalid ballots."""
    none_of_these: Zero = 0
    """Ballots that ask for other candidates."""
    open_seats: Annotated[int, Bounds(1, 200)] | None = None
    """Seats still to be filled; left out: all of them."""
    seated: Annotated[tuple[Seated, ...], Size(0, 200)] = ()
    """Those elected in earlier rounds; needed where seats are reserved and some are filled already."""
    candidates: Annotated[tuple[Candidate, ...], Size(0, 500)] = ()
    """The candidates of this round."""
    lot: Annotated[tuple[Key, ...], Size(0, 500)] = ()
    """The order in which a lot drew equal candidates, the first drawn first."""
    tie_votes: Annotated[tuple[TieVote, ...], Size(0, 20)] = ()
    """The other votes held between equal candidates, in order."""
    presiding: Key | None = None
    """Who usually presides."""
    there: Annotated[tuple[There, ...], Size(0, 5000)] = ()
    """Those who could preside instead."""
    served: Annotated[tuple[Key, ...], Size(0, 500)] = ()
    """For an office that goes round: who had it, the last one last."""


class Ballots:
    """The sizes of the bases in a round: `cast` are ballots for candidates (or for and against), blanks and invalid ones beside them.

    `cast` and `valid` are those that name a candidate or ask for others, in a vote for or against both for this candidate;
    `cast_with_blanks` adds the blank ones, `participants` those and the invalid ones; `no` are the votes against this candidate.
    """

    def __init__(self, facts: RoundFacts, cast: int, votes: int = 0, against: int = 0) -> None:
        self.facts, self.cast, self.votes, self.against = facts, cast, votes, against
        self._body = Count(
            entitled=facts.entitled, present=facts.present, represented=facts.represented, members=facts.members
        )

    def size(self, base: Base, whose: Whose = ALL) -> int:
        match base:
            case Base.CAST | Base.VALID:
                return self.cast
            case Base.CAST_WITH_BLANKS:
                return self.cast + self.facts.blank
            case Base.PARTICIPANTS:
                return self.cast + self.facts.blank + self.facts.invalid
            case Base.NO:
                return self.against
            case _:
                return self._body.size(base)

    def value(self, measure: Measure, whose: Whose = ALL) -> int:
        match measure:
            case Measure.VOTES:
                return self.votes
            case Measure.PARTICIPANTS:
                return self.size(Base.PARTICIPANTS)
            case _:
                return self._body.value(measure)

    def part(self, whose: Whose) -> Count:
        return self._body


def cast_in(election: Election, facts: RoundFacts, *, for_or_against: bool) -> int:
    """How many ballots name a candidate or ask for others; in a vote for or against, the most that speak of one candidate.

    `CountError` names the numbers that do not add up: where a ballot holds one name, the votes and those who ask for others are
    the ballots; where it holds up to n, each ballot names from 1 to n; nobody has more votes than there are ballots.
    """
    ballots = _spoken(facts) if for_or_against else _named(election, facts)
    there = facts.present + facts.represented
    if ballots + facts.blank + facts.invalid > there:
        raise CountError("ballots_more_than_there", ballots=ballots + facts.blank + facts.invalid, there=there)
    return ballots


def _spoken(facts: RoundFacts) -> int:
    if facts.none_of_these:
        raise CountError("others_beside_against", given=facts.none_of_these)
    most = max((one.votes + one.no for one in facts.candidates), default=0)
    if facts.ballots is not None and most > facts.ballots:
        over = next(one for one in facts.candidates if one.votes + one.no == most)
        raise CountError("votes_for_more_than_ballots", given=over.key, votes=most, ballots=facts.ballots)
    return most if facts.ballots is None else facts.ballots


def _named(election: Election, facts: RoundFacts) -> int:
    votes = sum(one.votes for one in facts.candidates)
    for one in facts.candidates:
        if one.no:
            raise CountError("against_not_ruled", given=one.key, votes=one.no)
    many = election.many(facts.open_seats or election.seats)
    if many == 1:
        named = votes + facts.none_of_these
        if facts.ballots not in (None, named):
            raise CountError("ballots_do_not_add_up", ballots=facts.ballots, votes=named)
        return named
    if facts.ballots is None:
        if votes:
            raise CountError("ballots_missing", names=many)
        return facts.none_of_these
    naming = facts.ballots - facts.none_of_these  # a ballot that asks for others names nobody
    if naming < 0 or votes < naming:
        raise CountError("ballots_name_nobody", ballots=facts.ballots, votes=votes, others=facts.none_of_these)
    for one in facts.candidates:
        if one.votes > naming:
            raise CountError("votes_for_more_than_ballots", given=one.key, votes=one.votes, ballots=naming)
    if votes > naming * many:
        raise CountError("names_more_than_ballots", votes=votes, ballots=naming, names=many)
    return facts.ballots


def known(election: Election, facts: RoundFacts) -> None:
    """Who is there, entitled and a member adds up; each candidate is given once and none of them is seated already; a lot and other votes
    are among candidates. `CountError` for what is not so."""
    Ballots(facts, 0)
    keys = {one.key for one in facts.candidates}
    for twice in (repeated([one.key for one in facts.candidates]), repeated([one.key for one in facts.seated])):
        if twice is not None:
            raise CountError("candidate_twice", given=twice)
    if (drawn := repeated(facts.lot)) is not None:
        raise CountError("lot_twice", given=drawn)
    for key in (*facts.lot, *(key for vote in facts.tie_votes for key in vote.votes)):
        if key not in keys:
            raise CountError("no_candidate", given=key)
    for seated in facts.seated:
        if seated.key in keys:
            raise CountError("candidate_seated", given=seated.key)
    there = facts.present + facts.represented
    for vote in facts.tie_votes:
        if sum(vote.votes.values()) > there:
            raise CountError("ballots_more_than_there", ballots=sum(vote.votes.values()), there=there)
    if facts.none_of_these and not election.none_of_these:
        raise CountError("none_of_these_not_ruled", given=facts.none_of_these)
    _seats_known(election, facts)
    for one in facts.candidates:
        if one.persons and election.ticket is None:
            raise CountError("persons_without_lists", given=one.key)
        if one.persons and len(set(one.persons)) != election.ticket:
            raise CountError("ticket_persons", given=one.key, persons=len(set(one.persons)), most=election.ticket)


def _seats_known(election: Election, facts: RoundFacts) -> None:
    still = facts.open_seats or election.seats
    if still > election.seats:
        raise CountError("open_seats_many", given=still, most=election.seats)
    filled = election.seats - still
    if len(facts.seated) != filled and (facts.seated or (election.reserved and filled)):
        raise CountError("seated_number", given=len(facts.seated), filled=filled)
