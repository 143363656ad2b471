"""What a vote on one kind of decision rests on, ready for one body: condition, quorum of each call, and what a tie leads to."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace

from konfrans.charter.amounts import Base, Condition, Joined, Requirement, Share, bases_of, requirements_of
from konfrans.charter.checks.cases import cases_of
from konfrans.charter.checks.places import Budget, Map
from konfrans.charter.checks.thresholds import CAST, Body, Meets, Place, Work, meets, of_one_whole, one_more, uses, work
from konfrans.charter.law import Charter, MotionRule


@dataclass(frozen=True, slots=True)
class Votes:
    """What decides a vote, without its articles: two kinds with equal votes have the same findings."""

    condition: Condition
    quorums: tuple[Requirement | None, ...]
    """Of the first call and of each later one that has another."""
    calls: tuple[int, ...]
    """Which calls these are: 1, and 2 where there is a second."""
    casting: bool
    """Whether a tie may be decided by a casting vote."""
    lot: bool
    """Whether a tie may be decided by lot."""

    @property
    def plain(self) -> bool:
        """Whether the places of a body say all: no requirement holds one part of the body against another."""
        return all(of_one_whole(one) for one in self.conditions)

    @property
    def conditions(self) -> tuple[Condition | None, ...]:
        return (self.condition, *self.quorums)


def votes_of(rule: MotionRule) -> Votes:
    """What decides a vote under a rule."""
    quorums = (rule.quorum, *(one.quorum for one in rule.calls))
    ways = tie_ways(rule)
    return Votes(
        condition=_bare(rule.condition),
        quorums=tuple(None if one is None else replace(one, article="") for one in quorums),
        calls=(1, *(one.call for one in rule.calls)),
        casting="casting_vote" in ways,
        lot="lot" in ways,
    )


def tie_ways(rule: MotionRule) -> frozenset[str]:
    """What a tie may lead to: in a secret ballot, in an open one, or in both where the charter leaves the choice."""
    if rule.tie is None:
        return frozenset()
    if rule.ballot is not None and rule.ballot.binding:
        return frozenset({rule.tie.secret if rule.ballot.mode == "secret" else rule.tie.open})
    return frozenset({rule.tie.secret, rule.tie.open})


def _bare(condition: Condition) -> Condition:
    if isinstance(condition, Requirement):
        return replace(condition, article="")
    return Joined(condition.every, tuple(_bare(part) for part in condition.parts))


def without_proxies(charter: Charter) -> bool:
    """Whether the charter says who represents a member and knows no proxy: a count with somebody represented cannot be there."""
    return charter.representation is not None and not charter.representation.proxies


def with_proxies(charter: Charter) -> bool:
    """Whether members may be there by proxy: as the charter says, else where it takes a share of those present or represented."""
    if charter.representation is not None:
        return bool(charter.representation.proxies)
    found = (
        base
        for case in cases_of(charter)
        for condition in (case.rule.condition, case.rule.quorum, *(one.quorum for one in case.rule.calls))
        for requirement in requirements_of(condition)
        for base in bases_of(requirement.amount)
    )
    return any(isinstance(one, Share) and one.of is Base.PRESENT_AND_REPRESENTED for one in found)


class Table:
    """One kind's votes in one body: at every place, the numbers of yes that pass. Numbers of yes are the bits of an int."""

    def __init__(
        self, votes: Votes, body: Body, *, proxies: bool, beside: Votes | None = None, budget: Budget | None = None
    ) -> None:
        """`beside`: other votes whose differences the places have to show too."""
        self.votes = votes
        self.body = body
        conditions = [*votes.conditions, *(beside.conditions if beside else ())]
        self.map = Map(uses(conditions, body), body.entitled, proxies=proxies, budget=budget, calls=len(votes.calls))
        self.counts_no = CAST in self.map.chain
        """Whether the votes against make a difference; else any number of those not for may be against."""
        cost = work(votes.condition)
        self._condition = _kept(meets(votes.condition, body), self.map, cost)
        self._one_more = _kept(one_more(votes.condition, body), self.map, cost)
        quorums = [_kept(meets(one, body), self.map, work(one)) for one in votes.quorums]
        asked = dict(zip(votes.calls, quorums, strict=True))
        for call in range(1, max(votes.calls) + 10):  # a later call keeps the quorum of the last one before
            asked.setdefault(call, asked[max(one for one in votes.calls if one <= call)])
        self._quorums = asked
        self.calls = votes.calls

    def quorate(self, place: Place, call: int) -> int:
        """The numbers of yes with which there is a quorum: all or none, unless it looks at the votes."""
        return self._quorums[call](place)

    def as_written(self, place: Place, call: int) -> int:
        """Condition and quorum alone: even without a single yes, which the engine never lets pass."""
        return self._condition(place) & self.quorate(place, call)

    def outright(self, place: Place, call: int) -> int:
        """The numbers of yes that pass without a casting vote."""
        return self.as_written(place, call) & ((2 << self.map.room(place)) - 2)

    def tied(self, place: Place, call: int) -> int:
        """The numbers of yes, with as many against, that the tie rule is asked about."""
        found = self._one_more(place) & ~self._condition(place) & self.quorate(place, call)
        room = self.map.room(place)
        if self.counts_no:
            return found & (1 << room // 2) if room % 2 == 0 and room else 0
        return found & ((2 << room // 2) - 2)

    def passable(self) -> bool:
        """Whether any votes pass, be it by a casting vote or a lot."""
        tie = self.votes.casting or self.votes.lot
        return any(
            self.outright(place, call) or (tie and self.tied(place, call))
            for place in self.map.places()
            for call in self.calls
        )


def _kept(asked: Meets, seen: Map, cost: Work) -> Meets:
    """The same answers, each worked out once, and taken from what the check may spend."""
    known: dict[Hashable, int] = {}
    key_of, budget = seen.key, seen.budget

    def answer(place: Place) -> int:
        key = key_of(place)
        found = known.get(key)
        if found is None:
            budget.spend(cost.at(place))
            found = known[key] = asked(place)
        return found

    return answer
