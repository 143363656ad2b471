"""Two rules on votes held against each other in bodies of every size: which votes pass under the one and not under the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Literal

from konfrans.charter.amounts import Base, bases_of, requirements_of
from konfrans.charter.checks.places import Budget, TooMany
from konfrans.charter.checks.thresholds import Body, Place
from konfrans.charter.checks.votes import Table, Votes, votes_of
from konfrans.charter.comparison.parts_apart import by_parts, of_parts
from konfrans.charter.evidence import Casting, Count
from konfrans.charter.law import MotionRule

MISSING = 3
"""Seats that are vacant, and members without a vote, at most."""
FIXED = frozenset({Base.SEATS, Base.MEMBERS, Base.ENTITLED})

A_BODY = 100
"""What it takes to make two rules ready to be asked about one body."""

Relation = Literal[
    "same", "same_up_to", "stricter", "looser", "incomparable", "only_first", "only_second", "not_examined"
]
"""What the second is beside the first: stricter where it lets pass less; `same_up_to` where no body looked at tells them apart."""


@dataclass(frozen=True, slots=True)
class Held:
    """One vote: its counts, at which call it was held, and the casting vote; `secret` where the ballot makes a difference."""

    count: Count
    call: int = 1
    casting: Casting | None = None
    secret: bool | None = None


@dataclass(frozen=True, slots=True)
class Ballot:
    """One way to take a vote that both charters allow, and what equal votes lead to in each."""

    secret: bool | None
    """None where it makes no difference, or each charter binds to another way."""
    ties: tuple[str, str]

    def casting(self, at: int) -> Casting | None:
        """The casting vote with which equal votes pass under the one charter and, where the other has something else, not there."""
        return "yes" if self.ties[at] == "casting_vote" else "no" if "casting_vote" in self.ties else None


@dataclass(frozen=True, slots=True)
class Apart:
    """A relation, and the smallest votes that tell the two apart: those that pass under the first alone, under the second alone."""

    relation: Relation
    first_alone: Held | None = None
    second_alone: Held | None = None
    up_to: int | None = None
    """The largest body up to which every one was looked at, where it rests on that; None where it holds for every body."""
    in_parts: bool = False
    """Whether groups or weights are counted: votes are then looked at in which each part votes as the whole does."""


def apart(first: MotionRule, second: MotionRule, size: int, *, proxies: bool, budget: Budget | None = None) -> Apart:
    """How two rules on votes differ for every body up to a size, at every call, in every ballot that both allow.

    Equal votes count as passing where the casting vote is given for, or the lot may fall so; a casting vote that the one charter gives
    and a lot that the other draws may each go otherwise. Exact: every way to come and vote that either rule can tell from another is looked at. Where they speak of seats, of members and of those
    entitled, up to `MISSING` seats are vacant and up to as many members have no vote. `not_examined` where there is more to look at than
    the budget allows and nothing was found. Where groups or weights are counted, a direction is told only if it is beyond doubt part by
    part, and nothing is told to be the same that is not written alike.
    """
    one, two = votes_of(first), votes_of(second)
    ballots = ballots_of(first, second)
    if (one.condition, one.quorums, one.calls) == (two.condition, two.quorums, two.calls) and all(
        each.ties[0] == each.ties[1] for each in ballots
    ):
        return Apart("same")
    calls = sorted({*one.calls, *two.calls})
    alone: list[Held | None] = [None, None]
    up_to: int | None = size
    try:
        for body in _bodies(size, several=len(_fixed(one) | _fixed(two)) > 1):
            up_to = body.seats - 1
            if budget is not None:
                budget.spend(A_BODY)
            tables = (
                Table(one, body, proxies=proxies, beside=two, budget=budget), Table(two, body, proxies=proxies, beside=one, budget=budget),
            )  # fmt: skip
            for place, call in product(tables[0].map.places(), calls):
                passing = [table.outright(place, call) for table in tables]
                for at in (0, 1):
                    only = passing[at] & ~passing[1 - at]
                    if only and alone[at] is None:
                        yes = (only & -only).bit_length() - 1
                        count = tables[at].map.count(place, yes, None, seats=body.seats, members=body.members)
                        alone[at] = Held(count, call)
                for at in (0, 1):
                    if alone[at] is None:
                        alone[at] = _tied_alone(tables, at, place, call, passing[1 - at], ballots)
            if all(alone):
                break
        else:
            up_to = size
        relation: Relation = (
            "incomparable" if all(alone) else "stricter" if alone[0] else "looser" if alone[1] else "same"
        )
    except TooMany:
        relation = "incomparable" if any(alone) else "not_examined"
    in_parts = of_parts(one) or of_parts(two)
    if in_parts:
        alike = all(each.ties[0] == each.ties[1] for each in ballots)
        beyond_doubt = relation in ("stricter", "looser") and alike and by_parts(one, two) == relation
        relation = relation if beyond_doubt else "incomparable"
    return Apart(relation, alone[0], alone[1], None if in_parts or all(alone) else up_to, in_parts)


def ballots_of(first: MotionRule, second: MotionRule) -> tuple[Ballot, ...]:
    """The ways to take a vote that both charters allow, as far as equal votes tell them apart."""
    both = (first, second)
    bound = [one.ballot.mode if one.ballot is not None and one.ballot.binding else None for one in both]
    if all(bound):
        return (Ballot(None, (_tie(first, bound[0]), _tie(second, bound[1]))),)
    modes = [one for one in bound if one] or ["open", "secret"]
    if all(_tie(one, "open") == _tie(one, "secret") for one in both):
        return (Ballot(None, (_tie(first, "open"), _tie(second, "open"))),)
    return tuple(Ballot(mode == "secret", (_tie(first, mode), _tie(second, mode))) for mode in modes)


def _tie(rule: MotionRule, mode: str | None) -> str:
    """What equal votes lead to in a ballot of this mode."""
    if rule.tie is None:
        return "fails"
    return rule.tie.secret if mode == "secret" else rule.tie.open


def _tied_alone(
    tables: tuple[Table, Table], at: int, place: Place, call: int, other: int, ballots: tuple[Ballot, ...]
) -> Held | None:
    """The least equal votes that may pass under the one charter and, be the casting vote or the lot the same, not under the other.

    `other` are the numbers of yes that pass there outright.
    """
    mine, theirs = tables[at], tables[1 - at]
    if all(one.ties[at] == "fails" for one in ballots) or (mine.counts_no and mine.map.room(place) % 2):
        return None
    tied = mine.tied(place, call)
    for one in ballots if tied else ():
        alike = one.ties[0] == one.ties[1]
        only = tied & ~other & ~(theirs.tied(place, call) if alike else 0)
        if only and one.ties[at] != "fails":
            yes = (only & -only).bit_length() - 1
            count = mine.map.count(place, yes, yes, seats=mine.body.seats, members=mine.body.members)
            return Held(count, call, one.casting(at), one.secret)
    return None


def _fixed(votes: Votes) -> set[Base]:
    """The bases that do not change with who comes, of which these votes take a share."""
    asked = (one for condition in votes.conditions for one in requirements_of(condition))
    return {base.of for one in asked for base in bases_of(one.amount)} & FIXED


def _bodies(size: int, *, several: bool) -> Iterator[Body]:
    """Every body up to a size, the full ones first at each size."""
    for seats in range(1, size + 1):
        yield Body.full(seats)
        for vacant, silent in product(range(MISSING + 1), repeat=2) if several else ():
            if 0 < vacant + silent < seats:
                yield Body(seats, seats - vacant, seats - vacant - silent)
