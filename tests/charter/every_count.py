"""Every count that a small body can have, judged one by one: what `konfrans charter check` finds has to be what is found here.

No place is merged with another and no bound is used. The engine's own requirements say what is met.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from konfrans.charter.amounts import ALL, Base, Condition, Requirement, Whose, bases_of
from konfrans.charter.checks.votes import Votes
from konfrans.charter.evidence import Count
from konfrans.charter.motions import is_tie

Ballots = tuple[int, int, int, int, int, int, int]
"""yes, no, abstain, blank, invalid, silent, represented."""


@cache
def counts(size: int, vacant: int, *, proxies: bool) -> dict[Ballots, Count]:
    """Every count of a body of so many seats, of which so many are vacant."""
    members = size - vacant
    found = {}
    for ballots in _split(members, 6):
        there = sum(ballots)
        yes, no, abstain, blank, invalid, _silent = ballots
        for represented in range(there if proxies and there else 1):
            found[(*ballots, represented)] = Count(
                entitled=members, members=members, seats=size, present=there - represented, represented=represented, yes=yes,
                no=no, abstain=abstain, blank=blank, invalid=invalid,
            )  # fmt: skip
    return found


def _split(most: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Every way to give at most so many to so many parts."""
    if parts == 0:
        yield ()
        return
    for first in range(most + 1):
        for rest in _split(most - first, parts - 1):
            yield (first, *rest)


@dataclass(frozen=True)
class Known:
    """Bases by the places at which an amount asks for them."""

    sizes: dict[tuple[Base, Whose], int]

    def size(self, base: Base, whose: Whose = ALL) -> int:
        return self.sizes[base, whose]


@lru_cache(maxsize=100_000)
def least(requirement: Requirement, sizes: tuple[int, ...]) -> int:
    """The engine's own least number for bases of these sizes, worked out once."""
    bases = [(base.of, base.whose) for base in bases_of(requirement.amount)]
    return requirement.least(Known(dict(zip(bases, sizes, strict=True))))


def holds(condition: Condition | None, count: Count) -> bool:
    """A condition as it is written."""
    if condition is None:
        return True
    if isinstance(condition, Requirement):
        sizes = tuple(count.size(base.of, base.whose) for base in bases_of(condition.amount))
        return count.value(condition.measure, condition.whose) >= least(condition, sizes)
    return (all if condition.every else any)(holds(part, count) for part in condition.parts)


class Judged:
    """What each count leads to at one call: passed outright, tied, or neither."""

    def __init__(self, votes: Votes, size: int, vacant: int, call: int, *, proxies: bool) -> None:
        quorum = votes.quorums[call - 1]
        self.counts = counts(size, vacant, proxies=proxies)
        self.written, self.outright, self.tied = set(), set(), set()
        for ballots, count in self.counts.items():
            if not holds(quorum, count):
                continue
            if holds(votes.condition, count):
                self.written.add(ballots)
                if count.yes:
                    self.outright.add(ballots)
            elif is_tie(votes.condition, count):
                self.tied.add(ballots)


@lru_cache(maxsize=24)
def judge(votes: Votes, size: int, vacant: int, call: int, *, proxies: bool) -> Judged:
    """`Judged`, made once."""
    return Judged(votes, size, vacant, call, proxies=proxies)


def found(votes: Votes, size: int, *, proxies: bool) -> dict[str, tuple[int, bool, int]]:
    """Each code that holds for these votes, with the first of its counts: call, whether by a casting vote, how many there."""
    best: dict[str, tuple[int, bool, int]] = {}

    def keep(code: str, call: int, casting: bool, ballots: Ballots) -> None:
        seen = (call, casting, sum(ballots[:6]))
        if code not in best or seen < best[code]:
            best[code] = seen

    judged = [judge(votes, size, 0, call, proxies=proxies) for call in range(1, len(votes.quorums) + 1)]
    passes = any(one.outright or (one.tied and (votes.casting or votes.lot)) for one in judged)
    for call, one in enumerate(judged, 1):
        for ballots in one.tied if votes.lot else ():
            keep("undecided", call, False, ballots)
        for ballots in one.written:
            if ballots[0] == 0 and ballots[1] > 0:
                keep("passes_without_yes", call, False, ballots)
        for ballots in one.outright:
            if (ballots[1], ballots[0], *ballots[2:]) in one.outright:
                keep("opposites_pass", call, False, ballots)
            for code, after in turns(ballots, size, proxies=proxies, casting=False):
                if after not in one.outright:
                    keep(code, call, False, ballots)
        for ballots in one.tied if votes.casting else ():
            for code, after in turns(ballots, size, proxies=proxies, casting=True):
                if after not in one.outright and after not in one.tied:
                    keep(code, call, True, ballots)
    if not passes:
        best["never_passes"] = (1, False, size)
        return best
    if size >= 5:
        everybody, fewer = (size - 2, 2, 0, 0, 0, 0, 0), (size - 2, 0, 0, 0, 0, 0, 0)
        for ballots in (everybody, fewer):
            if not any(ballots in one.outright for one in judged):
                best.setdefault("two_block", (1, False, sum(ballots)))
    vacant = size // 3
    if vacant:
        left = [judge(votes, size, vacant, call, proxies=proxies) for call in range(1, len(votes.quorums) + 1)]
        if not any(one.outright or (one.tied and (votes.casting or votes.lot)) for one in left):
            best["vacancy_blocks"] = (1, False, size - vacant)
    return best


def turns(ballots: Ballots, size: int, *, proxies: bool, casting: bool) -> Iterator[tuple[str, Ballots]]:
    """What one member may do otherwise, without being against: vote for it, come, come and abstain."""
    yes, *others, represented = ballots
    for index, n in enumerate(others):
        if n:
            changed = [*others]
            changed[index] -= 1
            yield "more_yes_fails", (yes + 1, *changed, represented)  # type: ignore[misc]
    if sum(ballots[:6]) == size:
        return
    for by_proxy in (0, 1) if proxies else (0,):
        if by_proxy and sum(ballots[:6]) == 0:
            continue
        coming = "more_present_fails" if casting else "more_yes_fails"
        yield coming, (yes + 1, *others, represented + by_proxy)  # type: ignore[misc]
        for index, code in (
            (4, "more_present_fails"),
            (1, "abstaining_harms"),
            (2, "abstaining_harms"),
            (3, "abstaining_harms"),
        ):
            changed = [*others]
            changed[index] += 1
            yield code, (yes, *changed, represented + by_proxy)  # type: ignore[misc]


def weaker(votes: Votes, other: Votes, size: int, *, proxies: bool) -> tuple[int, int] | None:
    """The first count that passes the one and not the other: call, how many there."""
    best: tuple[int, int] | None = None
    for call in (1, 2):
        one = judge(votes, size, 0, min(call, len(votes.quorums)), proxies=proxies)
        two = judge(other, size, 0, min(call, len(other.quorums)), proxies=proxies)
        for ballots in one.outright - two.outright:
            seen = (call, sum(ballots[:6]))
            if best is None or seen < best:
                best = seen
    return best
