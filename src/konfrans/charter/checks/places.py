"""Every way in which the members of a body can come and vote, as far as a rule can tell them apart.

A rule that never looks at blank ballots cannot tell one from an abstention: ways that differ in nothing it looks at are one
place. An axis that is only held against a fixed number is visited around that number and at its ends: between them
nothing changes. Both are exact; a test holds them against every count of small bodies.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from math import comb
from operator import itemgetter
from typing import Literal

from konfrans.charter.checks.thresholds import PRESENT, THERE, Place, Uses
from konfrans.charter.evidence import Count

Who = Literal["no", "abstain", "blank", "invalid", "silent", "away"]
ENTERS: dict[Who, int] = {"no": 0, "abstain": 1, "blank": 2, "invalid": 3, "silent": 4, "away": 5}
"""The first axis of the chain that counts such a member."""
_LIKELY: tuple[Who, ...] = ("no", "abstain", "silent", "blank", "invalid")
MOST_PLACES = 250_000
"""Places that are looked at for one rule and one size; a rule that needs more is named as not examined."""
BUDGET = 10_000_000
"""What one search may spend that is no part of a check."""


class TooMany(Exception):
    """A rule that looks at so many things that its places cannot all be visited."""


class Budget:
    """How much may still be looked at in one check: places visited, and answers worked out for them."""

    def __init__(self, left: int) -> None:
        self.left = left

    def spend(self, n: int) -> None:
        """Takes so much of it; `TooMany` where there is not so much left."""
        self.left -= n
        if self.left < 0:
            raise TooMany


@dataclass(frozen=True, slots=True)
class Layer:
    """Members whom the rule cannot tell apart: those counted by `outer` and not by any used axis within it."""

    inner: int
    """The used axis within; -1 for none: those counted there are for, or against."""
    outer: int
    who: Who
    """As what they are shown."""

    def others(self) -> Who | None:
        """As what those of the innermost layer are shown who vote neither for nor against; None where there can be none."""
        return next((who for who in _LIKELY if who != "no" and self.inner < ENTERS[who] <= self.outer), None)


class Map:
    """The places of a body of `entitled` members for what a rule uses; with `proxies` presence is apart from representation."""

    def __init__(
        self, used: Uses, entitled: int, *, proxies: bool, budget: Budget | None = None, calls: int = 1
    ) -> None:
        """`calls`: how many calls are looked at in each place, which is what it costs."""
        self.entitled = entitled
        self._calls = calls
        self.budget = budget or Budget(BUDGET)
        self.proxies = proxies and PRESENT in used.axes
        axes = {axis for axis in used.axes if axis != PRESENT} | {THERE}
        self.chain = tuple(sorted(axes))
        steps = {axis: set(found) for axis, found in used.steps.items()}
        if not self.proxies and PRESENT in used.axes:
            if PRESENT in steps and (THERE in steps or THERE not in used.axes):
                steps.setdefault(THERE, set()).update(steps[PRESENT])
            else:
                steps.pop(THERE, None)
        self._steps = {axis: frozenset(found) for axis, found in steps.items() if axis != self.chain[0]}
        if THERE not in used.axes and PRESENT not in used.axes and self.chain[0] != THERE:
            self._steps[THERE] = frozenset()
        self.layers = tuple(self._layers())
        self.inner = self.chain[0]
        seen = (*self.chain, PRESENT) if self.proxies else self.chain
        self.key: Callable[[Place], Hashable] = itemgetter(*seen)
        """What a rule sees of a place."""
        plain = sum(axis not in self._steps for axis in self.chain)
        self._many = comb(entitled + plain, plain) * (entitled if self.proxies and PRESENT not in self._steps else 1)

    def _layers(self) -> Iterator[Layer]:
        inner = -1
        for axis in self.chain:
            within = [who for who in _LIKELY if inner < ENTERS[who] <= axis]
            yield Layer(inner, axis, within[0])
            inner = axis

    def places(self) -> Iterator[Place]:
        """Every place, each once; `TooMany` where there are more than `MOST_PLACES`, or than the budget has left."""
        if self._many > MOST_PLACES:
            raise TooMany
        for values in self._values(self.chain, {}):
            for present in self._present(values):
                self.budget.spend(self._calls)
                yield self._filled(values, present)

    def _values(self, left: tuple[int, ...], known: dict[int, int]) -> Iterator[dict[int, int]]:
        """The axes without steps first, from the innermost; then those with steps, between their neighbours."""
        plain = [axis for axis in left if axis not in self._steps]
        if plain:
            axis = plain[0]
            least = max((n for one, n in known.items() if one < axis), default=0)
            rest = tuple(one for one in left if one != axis)
            for n in range(least, self.entitled + 1):
                yield from self._values(rest, {**known, axis: n})
            return
        if not left:
            yield known
            return
        axis, rest = left[0], left[1:]
        least = max(n for one, n in known.items() if one < axis)
        most = min((n for one, n in known.items() if one > axis), default=self.entitled)
        for n in range(least, most + 1) if self._each_room(axis) else _around(self._steps[axis], least, most):
            yield from self._values(rest, {**known, axis: n})

    def _each_room(self, axis: int) -> bool:
        """Whether every number of those there is visited though it makes no difference: with each number in the room, the fewest there."""
        return axis == THERE and self.proxies and PRESENT not in self._steps

    def _present(self, values: dict[int, int]) -> Iterator[int]:
        there = values[THERE]
        if not self.proxies or there == 0:
            yield there
            return
        if THERE in self._steps and self._each_room(THERE):
            least = max((n for axis, n in values.items() if axis != THERE), default=0)
            if there not in _around(self._steps[THERE], least, self.entitled):
                yield there
                return
        if PRESENT in self._steps:
            yield from reversed(_around(self._steps[PRESENT], 1, there))
        else:
            yield from range(there, 0, -1)

    def _filled(self, values: dict[int, int], present: int) -> Place:
        """The axes that the rule does not look at, so that everybody is shown as what is most likely."""
        found = [0] * 6
        for layer in self.layers:
            below = 0 if layer.inner < 0 else values[layer.inner]
            for axis in range(layer.inner + 1, layer.outer + 1):
                found[axis] = values[layer.outer] if axis >= ENTERS[layer.who] else below
        found[PRESENT] = present
        return tuple(found)

    def room(self, place: Place) -> int:
        """How many may be for at a place: all of the innermost layer."""
        return place[self.inner]

    def moved(self, place: Place, who: Who, to: int, *, by_proxy: bool = False) -> Place:
        """The place after one of `who` becomes one who is counted from axis `to` on."""
        found = [n + (to <= axis < ENTERS[who]) for axis, n in enumerate(place[:PRESENT])]
        here = place[PRESENT] + (who == "away" and not (self.proxies and by_proxy))
        return (*found, here)

    def among(self, place: Place, layer: Layer) -> int:
        """How many are of a layer beyond the innermost."""
        return place[layer.outer] - place[layer.inner]

    def away(self, place: Place) -> int:
        """How many are not there."""
        return self.entitled - place[THERE]

    def count(self, place: Place, yes: int, no: int | None, *, seats: int, members: int | None = None) -> Count:
        """The counts of a place. `no` None: all others of those who vote are against; `members` None: all are entitled."""
        cast, valid, blanks, taking_part, there, present = place
        numbers = {
            "no": cast - yes, "abstain": valid - cast, "blank": blanks - valid, "invalid": taking_part - blanks,
            "silent": there - taking_part,
        }  # fmt: skip
        if no is not None and no != numbers["no"]:
            rest = self.layers[0].others()
            assert rest is not None  # a rule that counts votes cast leaves no choice of `no`
            numbers[rest] += numbers["no"] - no
            numbers["no"] = no
        return Count(
            entitled=self.entitled, members=members or self.entitled, seats=seats, present=present, represented=there - present, yes=yes,
            no=numbers["no"], abstain=numbers["abstain"], blank=numbers["blank"], invalid=numbers["invalid"],
        )  # fmt: skip


def _around(steps: frozenset[int], least: int, most: int) -> list[int]:
    """The numbers from `least` to `most` that stand for all of them, where only `steps` make a difference."""
    found = {least, least + 1, most - 1, most}
    for step in steps:
        found |= {step - 2, step - 1, step, step + 1}
    return sorted(n for n in found if least <= n <= most)
