"""The indices of Banzhaf and of Shapley and Shubik, members without power, blocking and smallest winning groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any

from konfrans.charter.power.counting import banzhaf_swings, exact_swings, kinds_of, orders
from konfrans.charter.power.games import Game, Quota
from konfrans.charter.power.groups import Group, Smallest, smallest


@dataclass(frozen=True, slots=True)
class Indices:
    """The power of each player, in the order of the game; fractions where `exact`, else numbers right to 1e-9."""

    banzhaf: tuple[Fraction | float, ...]
    shapley_shubik: tuple[Fraction | float, ...]
    swings: tuple[int, ...]
    """How many coalitions of the others win only with the player."""
    exact: bool
    smallest_winning: Smallest
    smallest_blocking: Smallest

    @property
    def winning(self) -> tuple[Group, ...]:
        """The smallest groups that win, as far as they are listed."""
        return self.smallest_winning.groups

    @property
    def blocking(self) -> tuple[Group, ...]:
        """The smallest groups without which nobody wins, as far as they are listed."""
        return self.smallest_blocking.groups

    @property
    def more_winning(self) -> int | None:
        """How many more of them there are; None: more than were looked through."""
        return self.smallest_winning.more

    @property
    def more_blocking(self) -> int | None:
        return self.smallest_blocking.more

    @property
    def dummies(self) -> tuple[int, ...]:
        """The players without any power."""
        return tuple(i for i, found in enumerate(self.swings) if found == 0)


def indices(game: Game) -> Indices:
    """Every index of a game. `LawError` for what cannot be counted, with the reason."""
    n, kinds = len(game.players), kinds_of(game)
    counted = exact_swings(game)
    if counted is not None:
        by_size = counted.swings
        swings = {i: sum(found) for i, found in by_size.items()}
        share = orders(n)
        shapley: dict[int, Any] = {
            i: sum((number * share[size] for size, number in enumerate(found) if number), Fraction(0))
            for i, found in by_size.items()
        }
    else:
        swings = banzhaf_swings(game.quotas[0], kinds)
        shapley = _by_quadrature(game.quotas[0], kinds)
    total = sum(swings[i] for i in kinds)
    banzhaf = tuple(Fraction(swings[i], total) if total else Fraction(0) for i in kinds)
    number = counted.winning if counted is not None else None
    winning, blocking = (smallest(game, kinds, number, wins_when_in=inside) for inside in (True, False))
    return Indices(
        banzhaf, tuple(shapley[i] for i in kinds), tuple(swings[i] for i in kinds), counted is not None, winning, blocking,
    )  # fmt: skip


def _by_quadrature(quota: Quota, kinds: Sequence[int]) -> dict[int, float]:
    """Shapley and Shubik's index as an integral over the chance p that each of the others is for it (Owen 1972).

    The chance of a swing is a polynomial in p of degree n - 1, which Gauss and Legendre's rule with n / 2 nodes integrates
    without error of its own; what remains is that of 64-bit numbers, below 1e-9 (compared with the exact index by a test).
    """
    import numpy as np

    weights = [int(one) for one in quota.weights]
    least, n, length = ceil(quota.least), len(weights), sum(weights) + 1
    counts = Counter(weights)
    nodes, shares = np.polynomial.legendre.leggauss((n + 1) // 2)
    around = np.exp(-2j * np.pi * np.arange(length // 2 + 1) / length)
    powers = {weight: around**weight for weight in counts}
    turned = around ** (length - 1)
    players = {i: weights[i] for i in sorted(set(kinds))}
    found = dict.fromkeys(players, 0.0)
    # The sum of a window of a spread is one product of its transform with that of the window: no spread is built.
    twice = np.full(length // 2 + 1, 2.0)
    twice[0] = 1.0
    if length % 2 == 0:
        twice[-1] = 1.0
    windows = {
        weight: twice / length * _window(np, length, max(0, least - weight), least) for weight in set(players.values())
    }
    for node, share in zip((nodes + 1) / 2, shares / 2, strict=True):
        if node > 0.5:
            continue
        each = {weight: (1 - node) + node * powers[weight] for weight in counts}
        whole = np.ones(length // 2 + 1, dtype=complex)
        for weight, number in counts.items():
            whole *= each[weight] ** number
        for player, weight in players.items():
            if weight:
                spread = _taken_out(np, whole, each, counts, weight)
                found[player] += share * float((spread * windows[weight]).real.sum())
                if node < 0.5:  # what holds for p holds for 1 - p turned round: its transform is the conjugate, shifted
                    mirrored = turned / powers[weight] * np.conj(spread)
                    found[player] += share * float((mirrored * windows[weight]).real.sum())
    return found


def _window(np: Any, length: int, first: int, end: int) -> Any:
    """The transform, turned round, of the places from `first` up to `end`: a geometric sum, its angles taken from whole numbers."""
    steps = np.arange(length // 2 + 1)
    turns = np.pi / length
    ratio = np.full(length // 2 + 1, float(end - first))
    ratio[1:] = np.sin(turns * (steps[1:] * (end - first) % (2 * length))) / np.sin(turns * steps[1:])
    return ratio * np.exp(1j * turns * (steps * (first + end - 1) % (2 * length)))


def _taken_out(np: Any, whole: Any, each: dict[int, Any], counts: Counter[int], weight: int) -> Any:
    """The product without one member of a weight; built anew where dividing would lose figures."""
    divisor = each[weight]
    if np.abs(divisor).min() > 1e-3:
        return whole / divisor
    found = np.ones_like(whole)
    for other, number in counts.items():
        found *= each[other] ** (number - (other == weight))
    return found
