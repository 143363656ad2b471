"""Every count that a small body can have, judged one by one: what `konfrans charter check` finds has to be what is found here.

No place is merged with another and no bound is used. The engine's own requirements say how much is needed; the counts stand in arrays, a
row each, so that a thousand charters can be looked through.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from konfrans.charter.amounts import ALL, Base, Condition, Measure, Requirement, Whose, bases_of
from konfrans.charter.checks.votes import Votes
from konfrans.charter.counting import tied_part
from konfrans.charter.evidence import Count

Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]

YES, NO, ABSTAIN, BLANK, INVALID, SILENT, REPRESENTED = range(7)
"""The columns of a count."""
CAST = {
    Base.NO: [NO], Base.CAST: [YES, NO], Base.VALID: [YES, NO, ABSTAIN], Base.CAST_WITH_BLANKS: [YES, NO, ABSTAIN, BLANK],
    Base.PARTICIPANTS: [YES, NO, ABSTAIN, BLANK, INVALID],
}  # fmt: skip
ONE_MORE = (Base.CAST, Base.VALID, Base.CAST_WITH_BLANKS, Base.PARTICIPANTS)
"""The bases in which one more vote for a motion counts."""


@dataclass(frozen=True)
class Known:
    """Bases by the places at which an amount asks for them."""

    sizes: dict[tuple[Base, Whose], int]

    def size(self, base: Base, whose: Whose = ALL) -> int:
        return self.sizes[base, whose]


@lru_cache(maxsize=200_000)
def least(requirement: Requirement, sizes: tuple[int, ...]) -> int:
    """The engine's own least number for bases of these sizes, worked out once."""
    bases = [(base.of, base.whose) for base in bases_of(requirement.amount)]
    return requirement.least(Known(dict(zip(bases, sizes, strict=True))))


class Counts:
    """Every count of a body of so many seats, of which so many are vacant."""

    def __init__(self, size: int, vacant: int, *, proxies: bool) -> None:
        self.seats, self.members = size, size - vacant
        ballots = np.array(list(_split(self.members, 6)), dtype=np.int64)
        there = ballots.sum(axis=1)
        many = np.maximum(there, 1) if proxies else np.ones_like(there)
        represented = np.concatenate([np.arange(n) for n in many])
        self.rows: Numbers = np.column_stack([np.repeat(ballots, many, axis=0), represented])
        self.there: Numbers = np.repeat(there, many)
        self._weights = (size + 2) ** np.arange(7, dtype=np.int64)
        keys = self.rows @ self._weights
        self._order = np.argsort(keys)
        self._keys = keys[self._order]
        self.proxies = proxies

    def base(self, base: Base, more: int = 0) -> Numbers:
        """The size of a base in each count; `more` is 1 where one more has voted for the motion."""
        if base in CAST:
            return self.rows[:, CAST[base]].sum(axis=1) + (more if base in ONE_MORE else 0)
        body = {
            Base.SEATS: self.seats, Base.MEMBERS: self.members, Base.ENTITLED: self.members, Base.PRESENT_AND_REPRESENTED: self.there,
            Base.PRESENT: self.there - self.rows[:, REPRESENTED],
        }  # fmt: skip
        return np.broadcast_to(body[base], len(self.rows)).astype(np.int64)

    def measure(self, measure: Measure, more: int = 0) -> Numbers:
        match measure:
            case Measure.YES:
                return self.rows[:, YES] + more
            case Measure.NO:
                return self.rows[:, NO]
            case Measure.YES_MINUS_NO:
                return self.rows[:, YES] - self.rows[:, NO] + more
            case _:
                return self.base(Base(measure.value), more)

    def holds(self, condition: Condition | None, tied: Whose | None = None) -> Flags:
        """A condition as it is written, in each count, where each part of the body voted as the whole did; `tied` is the part with one more vote."""
        if condition is None:
            return np.ones(len(self.rows), dtype=np.bool_)
        if isinstance(condition, Requirement):
            bases = list(bases_of(condition.amount))
            got = self.measure(condition.measure, int(condition.whose == tied))
            if not bases:
                return got >= least(condition, ())
            most = self.seats + 2
            places = sum(self.base(one.of, int(one.whose == tied)) * most**at for at, one in enumerate(bases))
            needed = np.zeros(most ** len(bases), dtype=np.int64)
            for place in np.flatnonzero(np.bincount(places, minlength=1)):
                needed[place] = least(condition, tuple(int(place) // most**at % most for at in range(len(bases))))
            return got >= needed[places]
        parts = [self.holds(part, tied) for part in condition.parts]
        return np.logical_and.reduce(parts) if condition.every else np.logical_or.reduce(parts)

    def find(self, rows: Numbers) -> Numbers:
        """Where these counts stand; every one of them is a count of this body."""
        keys = rows @ self._weights
        found = np.searchsorted(self._keys, keys)
        assert np.array_equal(self._keys[found], keys)
        return self._order[found]

    @cached_property
    def swapped(self) -> Numbers:
        """For each count that in which those for are against and those against for."""
        return self.find(self.rows[:, [NO, YES, ABSTAIN, BLANK, INVALID, SILENT, REPRESENTED]])

    @cached_property
    def turns(self) -> list[tuple[str, str, Flags, Numbers]]:
        """What one member may do otherwise, without being against: vote for it, come, come and abstain.

        Of each the finding that it leads to where it turns a pass into a fail, by a vote outright and by a casting vote; the counts in which it
        can be done, and what they become.
        """
        found: list[tuple[str, str, Flags, Numbers]] = []

        def turn(code: str, casting: str, able: Flags, change: dict[int, int]) -> None:
            rows = self.rows[able].copy()
            for column, by in change.items():
                rows[:, column] += by
            found.append((code, casting, able, self.find(rows)))

        for column in (NO, ABSTAIN, BLANK, INVALID, SILENT):
            turn("more_yes_fails", "more_yes_fails", self.rows[:, column] > 0, {YES: 1, column: -1})
        for by_proxy in (0, 1) if self.proxies else (0,):
            able = (self.there < self.members) & (self.there >= by_proxy)
            turn("more_yes_fails", "more_present_fails", able, {YES: 1, REPRESENTED: by_proxy})
            for column, code in (
                (SILENT, "more_present_fails"),
                (ABSTAIN, "abstaining_harms"),
                (BLANK, "abstaining_harms"),
                (INVALID, "abstaining_harms"),
            ):
                turn(code, code, able, {column: 1, REPRESENTED: by_proxy})
        return found

    def count(self, index: int) -> Count:
        """The count of a row, as the engine has it."""
        yes, no, abstain, blank, invalid, _silent, represented = map(int, self.rows[index])
        there = int(self.there[index])
        return Count(
            entitled=self.members, members=self.members, seats=self.seats, present=there - represented, represented=represented,
            yes=yes, no=no, abstain=abstain, blank=blank, invalid=invalid,
        )  # fmt: skip


@lru_cache(maxsize=64)
def counts(size: int, vacant: int, *, proxies: bool) -> Counts:
    """`Counts`, made once."""
    return Counts(size, vacant, proxies=proxies)


def _split(most: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Every way to give at most so many to so many parts."""
    if parts == 0:
        yield ()
        return
    for first in range(most + 1):
        for rest in _split(most - first, parts - 1):
            yield (first, *rest)


class Judged:
    """What each count leads to at one call: passed outright, tied, or neither."""

    def __init__(self, votes: Votes, size: int, vacant: int, call: int, *, proxies: bool) -> None:
        self.counts = counts(size, vacant, proxies=proxies)
        rows = self.counts.rows
        quorate = self.counts.holds(votes.quorums[call - 1])
        met = self.counts.holds(votes.condition)
        equal = (rows[:, YES] == rows[:, NO]) & (rows[:, YES] > 0)
        self.written: Flags = quorate & met
        """The condition holds as it is written."""
        self.outright: Flags = self.written & (rows[:, YES] > 0)
        self.tied: Flags = quorate & ~met & equal & self.counts.holds(votes.condition, tied_part(votes.condition))


@lru_cache(maxsize=24)
def judge(votes: Votes, size: int, vacant: int, call: int, *, proxies: bool) -> Judged:
    """`Judged`, made once."""
    return Judged(votes, size, vacant, call, proxies=proxies)


def found(votes: Votes, size: int, *, proxies: bool) -> dict[str, tuple[int, bool, int]]:
    """Each code that holds for these votes, with the first of its counts: call, whether by a casting vote, how many there."""
    best: dict[str, tuple[int, bool, int]] = {}
    every = counts(size, 0, proxies=proxies)

    def keep(code: str, call: int, casting: bool, which: Flags) -> None:
        if which.any():
            seen = (call, casting, int(every.there[which].min()))
            best[code] = min(best.get(code, seen), seen)

    judged = [judge(votes, size, 0, call, proxies=proxies) for call in range(1, len(votes.quorums) + 1)]
    passes = any(_passes(one, votes) for one in judged)
    for call, one in enumerate(judged, 1):
        if votes.lot:
            keep("undecided", call, False, one.tied)
        keep("passes_without_yes", call, False, one.written & (every.rows[:, YES] == 0) & (every.rows[:, NO] > 0))
        keep("opposites_pass", call, False, one.outright & one.outright[every.swapped])
        for code, by_casting, able, after in every.turns:
            turned = np.zeros_like(one.outright)
            turned[able] = ~one.outright[after]
            keep(code, call, False, one.outright & turned)
            if votes.casting:
                turned[able] &= ~one.tied[after]
                keep(by_casting, call, True, one.tied & turned)
    if not passes:
        best["never_passes"] = (1, False, size)
        return best
    if size >= 5:
        for against in (2, 0):
            there = np.array([[size - 2, against, 0, 0, 0, 0, 0]])
            if not any(one.outright[every.find(there)[0]] for one in judged):
                best.setdefault("two_block", (1, False, size - 2 + against))
    vacant = size // 3
    if vacant:
        left = [judge(votes, size, vacant, call, proxies=proxies) for call in range(1, len(votes.quorums) + 1)]
        if not any(_passes(one, votes) for one in left):
            best["vacancy_blocks"] = (1, False, size - vacant)
    return best


def _passes(one: Judged, votes: Votes) -> bool:
    return bool(one.outright.any()) or ((votes.casting or votes.lot) and bool(one.tied.any()))


def weaker(votes: Votes, other: Votes, size: int, *, proxies: bool) -> tuple[int, int] | None:
    """The first count that passes the one and not the other: call, how many there."""
    there = counts(size, 0, proxies=proxies).there
    best: list[tuple[int, int]] = []
    for call in (1, 2):
        one = judge(votes, size, 0, min(call, len(votes.quorums)), proxies=proxies)
        two = judge(other, size, 0, min(call, len(other.quorums)), proxies=proxies)
        passed = one.outright & ~two.outright
        best += [(call, int(there[passed].min()))] if passed.any() else []
    return min(best, default=None)
