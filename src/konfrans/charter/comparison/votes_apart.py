"""Two rules on votes held against each other in bodies of every size: which votes pass under the one and not under the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from konfrans.charter.checks.places import TooMany
from konfrans.charter.checks.thresholds import Body
from konfrans.charter.checks.votes import Table, votes_of
from konfrans.charter.evidence import Count
from konfrans.charter.law import MotionRule

Relation = Literal["same", "stricter", "looser", "incomparable", "only_first", "only_second", "not_examined"]
"""What the second is beside the first: stricter where it lets pass less."""


@dataclass(frozen=True, slots=True)
class Apart:
    """A relation, and the smallest votes that tell the two apart: those that pass under the first alone, under the second alone."""

    relation: Relation
    first_alone: Count | None = None
    second_alone: Count | None = None


def apart(first: MotionRule, second: MotionRule, size: int, *, proxies: bool) -> Apart:
    """How two rules on votes differ for every body up to a size, at the first call; ties are left to the tie rules.

    Exact: every way to come and vote that either rule can tell from another is looked at. `not_examined` where they are too many.
    """
    one, two = votes_of(first), votes_of(second)
    if (one.condition, one.quorums[0]) == (two.condition, two.quorums[0]):
        return Apart("same")
    alone: list[Count | None] = [None, None]
    try:
        for members in range(1, size + 1):
            body = Body.full(members)
            tables = (
                Table(one, body, proxies=proxies, beside=two), Table(two, body, proxies=proxies, beside=one),
            )  # fmt: skip
            for place in tables[0].map.places():
                passing = [table.outright(place, 1) for table in tables]
                for at in (0, 1):
                    only = passing[at] & ~passing[1 - at]
                    if only and alone[at] is None:
                        yes = (only & -only).bit_length() - 1
                        alone[at] = tables[at].map.count(place, yes, None, seats=members)
            if all(alone):
                break
    except TooMany:
        return Apart("not_examined")
    relation: Relation = "incomparable" if all(alone) else "stricter" if alone[0] else "looser" if alone[1] else "same"
    return Apart(relation, alone[0], alone[1])
