"""The smallest groups that win, and the smallest without which the rest loses: how large they are, how many there are, which they are.

The size is exact. The groups are searched with those first that hold the heaviest; a branch is left where even the heaviest of those
still to come would not decide.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from konfrans.charter.power.games import Game, wins

SHOWN = 20
"""Groups of a sort that are listed; how many more there are is said."""
MOST_STEPS = 100_000
"""Steps of the search for groups; what it has not reached then is not listed."""


@dataclass(frozen=True, slots=True)
class Group:
    """So many members of each kind: which member stands for the kind, and how many."""

    size: int
    members: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Smallest:
    """The smallest groups of a sort."""

    size: int | None
    """How many members they have; None: no group does it, not even all together."""
    groups: tuple[Group, ...]
    """Those that are listed."""
    more: int | None
    """How many there are besides; None: more than were looked through."""


def smallest(game: Game, kinds: Sequence[int], winning: Sequence[int] | None, *, wins_when_in: bool) -> Smallest:
    """The smallest groups that win, or without which the rest loses, by how many of each kind they hold.

    `winning`: of each size the number of groups that win, where they were counted; without it the game has one quota.
    """
    search = _Search(game, kinds, wins_when_in=wins_when_in)
    number = None if winning is None else _numbers(search.most, winning, wins_when_in=wins_when_in)
    sizes = range(1, len(kinds) + 1)
    # Of one quota the heaviest decide first, so that what may decide does; else it is known which size does.
    size = next((one for one in sizes if (number[one] if number else search.may_decide(one))), None)
    if size is None:
        return Smallest(None, (), 0)
    found, seen = [], 0
    for chosen in search.groups(size):
        seen += 1
        if seen <= SHOWN:
            found.append(Group(size, tuple((i, many) for i, many in zip(search.firsts, chosen, strict=True) if many)))
        if number is not None and seen == SHOWN:
            break
    if number is not None:
        return Smallest(size, tuple(found), number[size] - len(found))
    return Smallest(size, tuple(found), seen - len(found) if search.steps >= 0 else None)


def _numbers(most: Sequence[int], winning: Sequence[int], *, wins_when_in: bool) -> list[int]:
    """Of each size how many groups win, or leave a rest that loses."""
    if wins_when_in:
        return list(winning)
    every = [1]
    for many in most:
        longer = [0] * (len(every) + many)
        for size, number in enumerate(every):
            for taken in range(many + 1):
                longer[size + taken] += number
        every = longer
    return [all_of - won for all_of, won in zip(every, winning, strict=True)][::-1]


class _Search:
    """Groups by how many of each kind they hold, the heaviest kinds first."""

    def __init__(self, game: Game, kinds: Sequence[int], *, wins_when_in: bool) -> None:
        numbers = Counter(kinds)
        quotas = [quota.whole() for quota in game.quotas]
        self.rule, self.wins_when_in = game.rule, wins_when_in
        self.firsts = sorted(numbers, key=lambda i: [-quota.weights[i] for quota in quotas])
        self.most = [numbers[i] for i in self.firsts]
        self.left = [sum(self.most[place:]) for place in range(len(self.most) + 1)]
        self.weights = [[int(quota.weights[i]) for i in self.firsts] for quota in quotas]
        self.heaviest = [sorted(range(len(each)), key=lambda i, each=each: -each[i]) for each in self.weights]  # type: ignore[misc]
        self.least = [int(quota.least) for quota in quotas]
        self.totals = [sum(int(one) for one in quota.weights) for quota in quotas]
        self.steps = MOST_STEPS
        self._best: dict[tuple[int, int], list[int]] = {}

    def may_decide(self, size: int) -> bool:
        """Whether a group of this size could, each quota taken by itself."""
        return self._may(0, size, [0] * len(self.least))

    def groups(self, size: int) -> Iterator[tuple[int, ...]]:
        """Every group of this size that decides; `steps` is below 0 where the search was left before its end."""
        yield from self._from(0, size, [0] * len(self.least))

    def _from(self, place: int, size: int, sums: list[int]) -> Iterator[tuple[int, ...]]:
        self.steps -= 1
        if self.steps < 0 or not self._may(place, size, sums):
            return
        if place == len(self.most):
            yield ()
            return
        for many in range(min(self.most[place], size), max(0, size - self.left[place + 1]) - 1, -1):
            more = [have + many * each[place] for have, each in zip(sums, self.weights, strict=True)]
            for others in self._from(place + 1, size - many, more):
                yield (many, *others)
            if self.steps < 0:
                return

    def _may(self, place: int, size: int, sums: list[int]) -> bool:
        """Whether sums with so many more from a place on could decide; at the end: whether they do."""
        most = [have + more for have, more in zip(sums, self._heaviest(place, size), strict=True)]
        if not self.wins_when_in:
            most = [total - taken for total, taken in zip(self.totals, most, strict=True)]
        met = [have >= least for have, least in zip(most, self.least, strict=True)]
        return bool(wins(self.rule, met)) == self.wins_when_in

    def _heaviest(self, place: int, size: int) -> list[int]:
        """The most that so many from a place on weigh, in each quota."""
        known = self._best.get((place, size))
        if known is None:
            known = self._best[place, size] = [self._sum(at, place, size) for at in range(len(self.weights))]
        return known

    def _sum(self, at: int, place: int, size: int) -> int:
        found = 0
        for kind in self.heaviest[at]:
            if kind >= place:
                taken = min(size, self.most[kind])
                found, size = found + taken * self.weights[at][kind], size - taken
                if size == 0:
                    break
        return found
