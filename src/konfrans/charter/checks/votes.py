"""What a vote on one kind of decision rests on, ready for one body: condition, quorum of each call, and what a tie leads to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from konfrans.charter.amounts import Base, Condition, Joined, Requirement, Share, bases_of, requirements_of
from konfrans.charter.checks.places import Budget, Map
from konfrans.charter.checks.thresholds import CAST, Body, Meets, Place, meets, of_one_whole, one_more, uses
from konfrans.charter.law import Charter, MotionRule


@dataclass(frozen=True, slots=True)
class Votes:
    """What decides a vote, without its articles: two kinds with equal votes have the same findings."""

    condition: Condition
    quorums: tuple[Requirement | None, ...]
    """Of the first call, and of the second where there is one."""
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
    second = rule.second_call
    quorums = (rule.quorum,) if second is None else (rule.quorum, second.quorum)
    ways = tie_ways(rule)
    return Votes(
        condition=_bare(rule.condition),
        quorums=tuple(None if one is None else replace(one, article="") for one in quorums),
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


def first_article(condition: Condition) -> str:
    """The paragraph of the first requirement that a condition joins."""
    return next(requirements_of(condition)).article


def with_proxies(charter: Charter) -> bool:
    """Whether the charter counts members who are there by proxy: it takes a share of those present or represented."""
    found = (
        one
        for kind in charter.kinds_ruled()
        if (rule := charter.motion_rule(kind)) is not None
        for condition in (rule.condition, rule.quorum, rule.second_call.quorum if rule.second_call else None)
        for requirement in requirements_of(condition)
        for one in bases_of(requirement.amount)
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
        self.map = Map(uses(conditions, body), body.entitled, proxies=proxies, budget=budget)
        self.counts_no = CAST in self.map.chain
        """Whether the votes against make a difference; else any number of those not for may be against."""
        self._condition = _kept(meets(votes.condition, body), self.map)
        self._one_more = _kept(one_more(votes.condition, body), self.map)
        quorums = [_kept(meets(one, body), self.map) for one in votes.quorums]
        self._quorums = (quorums[0], quorums[-1])
        self.calls = tuple(range(1, len(quorums) + 1))

    def quorate(self, place: Place, call: int) -> int:
        return self._quorums[call - 1](place)

    def as_written(self, place: Place, call: int) -> int:
        """Condition and quorum alone: even without a single yes, which the engine never lets pass."""
        return self._condition(place) & self._quorums[call - 1](place)

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


def _kept(asked: Meets, seen: Map) -> Meets:
    """The same answers, each worked out once."""
    known: dict[Place, int] = {}

    def answer(place: Place) -> int:
        key = seen.key(place)
        if key not in known:
            known[key] = asked(place)
        return known[key]

    return answer


def rules_of(charter: Charter) -> Iterator[MotionRule]:
    """What governs each kind that the charter has a rule for."""
    for kind in charter.kinds_ruled():
        rule = charter.motion_rule(kind)
        if rule is not None:
            yield rule
