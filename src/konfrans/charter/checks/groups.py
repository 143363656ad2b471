"""Groups that vote against each other: whether a motion and its opposite can both pass.

The other searches let every group vote as the whole body does. Here each member is of one group, all are there and vote for or against, and
every division of the votes is looked at. How large the groups are no charter says: they are taken to be of the same size, and those of no
group, where one group alone is named, to be as many. So what is found is a vote that the engine judges like any other, and a remark;
that nothing is found says so of such votes alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby, product
from math import prod

from konfrans.charter.amounts import Condition, Requirement, requirements_of
from konfrans.charter.checks.exhaustion import Shown, Witness
from konfrans.charter.checks.places import Budget
from konfrans.charter.checks.thresholds import Body, meets
from konfrans.charter.checks.votes import Votes
from konfrans.charter.evidence import Count

MOST_DIVISIONS = 20_000
"""Divisions of the votes, as far as a rule tells them apart, that are looked at for one rule and one size: eight groups of a share each."""

Held = tuple[tuple[bool, bool], ...]
"""Of each requirement of a group, whether it is met on the motion and on the opposite one."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A group (None: those of no group), its size, and what its requirements say of each number of yes, as bits."""

    group: str | None
    size: int
    asked: tuple[tuple[Requirement, int], ...]

    def classes(self) -> Iterator[tuple[int, int, Held]]:
        """Numbers of yes that its requirements do not tell apart, on the motion and the opposite one: from, to, and what is met there."""
        for held, inside in groupby(range(self.size + 1), self._held):
            yeses = list(inside)
            yield yeses[0], yeses[-1], held

    def least_divided(self, first: int, last: int) -> int:
        """Of two numbers of yes the one with which fewer of the part stand against the others."""
        return min((first, last), key=lambda yes: min(yes, self.size - yes))

    def _held(self, yes: int) -> Held:
        no = self.size - yes
        return tuple((bool(bits >> yes & 1), bool(bits >> no & 1)) for _one, bits in self.asked)


def opposed(votes: Votes, size: int, budget: Budget) -> Shown | None:
    """A vote of a body of this size in which groups divide and both motions pass, of as few divided groups as can be; None where there is
    none, no group is counted, weights are, or there are more divisions than may be looked at."""
    conditions = [one for one in (votes.condition, votes.quorums[0]) if one is not None]
    asked = [one for condition in conditions for one in requirements_of(condition)]
    parts = _parts(asked, size)
    classes = [list(part.classes()) for part in parts]
    if (
        not parts
        or not votes.plain
        or any(one.whose.weighted for one in asked)
        or prod(map(len, classes)) > MOST_DIVISIONS
    ):
        return None
    budget.spend(prod(map(len, classes)) * len(asked))
    whole = {one: meets(one, Body.full(size))((size,) * 6) for one in asked if one.whose.group is None}
    best: tuple[tuple[int, int], list[int]] | None = None
    for division in product(*classes):
        met = {
            one: held
            for part, (_, _, pairs) in zip(parts, division, strict=True)
            for (one, _bits), held in zip(part.asked, pairs, strict=True)
        }
        bits = _both(conditions, met, whole, size)
        least, most = sum(first for first, _, _ in division), sum(last for _, last, _ in division)
        bits &= (1 << most + 1) - (1 << least)
        if bits:
            yeses = [part.least_divided(first, last) for part, (first, last, _) in zip(parts, division, strict=True)]
            if not bits >> sum(yeses) & 1:
                yeses = _divided([one[:2] for one in division], (bits & -bits).bit_length() - 1)
            divided = sum(min(yes, part.size - yes) for yes, part in zip(yeses, parts, strict=True))
            order = divided, sum(yeses)
            best = min(best, (order, yeses)) if best is not None else (order, yeses)
    return None if best is None else _shown(parts, best[1], size)


def _parts(asked: list[Requirement], size: int) -> list[_Part]:
    """The groups that requirements name, as large as each other; none where none is named, or the body is too small."""
    named: list[str | None] = [*sorted({one.whose.group for one in asked if one.whose.group is not None})]
    if len(named) == 1:
        named.append(None)
    if not named or size < len(named):
        return []
    found = []
    for place, group in enumerate(named):
        n = size // len(named) + (place < size % len(named))
        own = [one for one in dict.fromkeys(asked) if group is not None and one.whose.group == group]
        found.append(_Part(group, n, tuple((one, meets(one, Body.full(n))((n,) * 6)) for one in own)))
    return found


def _both(
    conditions: list[Condition], met: dict[Requirement, tuple[bool, bool]], whole: dict[Requirement, int], size: int
) -> int:
    """The numbers of yes of the whole body, as bits, with which the motion and the opposite one pass; a yes there has to be on both."""
    every = (1 << size + 1) - 1

    def motion(one: Requirement) -> int:
        return whole[one] & every if one in whole else every * met[one][0]

    def opposite(one: Requirement) -> int:
        return _turned(whole[one] & every, size) if one in whole else every * met[one][1]

    found = every & ~1 & ~(1 << size)
    for condition in conditions:
        found &= _joined(condition, motion) & _joined(condition, opposite)
    return found


def _turned(bits: int, size: int) -> int:
    """Bit n where bit `size` - n was."""
    return int(f"{bits:0{size + 1}b}"[::-1], 2)


def _joined(condition: Condition, of: Callable[[Requirement], int]) -> int:
    if isinstance(condition, Requirement):
        return of(condition)
    found, *rest = [_joined(part, of) for part in condition.parts]
    for bits in rest:
        found = found & bits if condition.every else found | bits
    return found


def _divided(ranges: list[tuple[int, int]], yes: int) -> list[int]:
    """So many yes in all, each part's within its range."""
    left, found = yes - sum(least for least, _most in ranges), []
    for least, most in ranges:
        more = min(left, most - least)
        found.append(least + more)
        left -= more
    return found


def _shown(parts: list[_Part], yeses: list[int], size: int) -> Shown:
    def count(yes: list[int]) -> Count:
        groups = {
            part.group: Count(entitled=part.size, present=part.size, yes=n, no=part.size - n)
            for part, n in zip(parts, yes, strict=True)
            if part.group is not None
        }
        cast = sum(yes)
        return Count(
            entitled=size, members=size, seats=size, present=size, yes=cast, no=size - cast, groups=groups
        )  # fmt: skip

    turned = [part.size - yes for part, yes in zip(parts, yeses, strict=True)]
    return Shown(Witness((size,) * 6, sum(yeses), reverse=True), count(yeses), count(turned))
