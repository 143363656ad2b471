"""Two rules on votes held against each other in bodies of every size: which votes pass under the one and not under the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Literal

from konfrans.charter.amounts import Base, bases_of, requirements_of
from konfrans.charter.checks.places import TooMany
from konfrans.charter.checks.thresholds import Body
from konfrans.charter.checks.votes import Table, Votes, votes_of
from konfrans.charter.evidence import Count
from konfrans.charter.law import MotionRule

MISSING = 3
"""Seats that are vacant, and members without a vote, at most."""
FIXED = frozenset({Base.SEATS, Base.MEMBERS, Base.ENTITLED})

Relation = Literal["same", "stricter", "looser", "incomparable", "only_first", "only_second", "not_examined"]
"""What the second is beside the first: stricter where it lets pass less."""


@dataclass(frozen=True, slots=True)
class Held:
    """One vote: its counts, and at which call it was held."""

    count: Count
    call: int = 1


@dataclass(frozen=True, slots=True)
class Apart:
    """A relation, and the smallest votes that tell the two apart: those that pass under the first alone, under the second alone."""

    relation: Relation
    first_alone: Held | None = None
    second_alone: Held | None = None


def apart(first: MotionRule, second: MotionRule, size: int, *, proxies: bool) -> Apart:
    """How two rules on votes differ for every body up to a size, at every call; ties are left to the tie rules.

    Exact: every way to come and vote that either rule can tell from another is looked at. Where they speak of seats, of members and of those
    entitled, up to `MISSING` seats are vacant and up to as many members have no vote. `not_examined` where there is too much to look at.
    """
    one, two = votes_of(first), votes_of(second)
    if (one.condition, one.quorums, one.calls) == (two.condition, two.quorums, two.calls):
        return Apart("same")
    calls = sorted({*one.calls, *two.calls})
    alone: list[Held | None] = [None, None]
    try:
        for body in _bodies(size, several=len(_fixed(one) | _fixed(two)) > 1):
            tables = (
                Table(one, body, proxies=proxies, beside=two), Table(two, body, proxies=proxies, beside=one),
            )  # fmt: skip
            for place, call in product(tables[0].map.places(), calls):
                passing = [table.outright(place, call) for table in tables]
                for at in (0, 1):
                    only = passing[at] & ~passing[1 - at]
                    if only and alone[at] is None:
                        yes = (only & -only).bit_length() - 1
                        count = tables[at].map.count(place, yes, None, seats=body.seats, members=body.members)
                        alone[at] = Held(count, call)
            if all(alone):
                break
    except TooMany:
        return Apart("not_examined")
    relation: Relation = "incomparable" if all(alone) else "stricter" if alone[0] else "looser" if alone[1] else "same"
    return Apart(relation, alone[0], alone[1])


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
