"""How many coalitions win: by size, with and without each player; exact, by whichever way is the shortest.

For a player i, `swings[i][s]` is the number of coalitions of s others that win only when i joins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil, comb
from typing import Any

from konfrans.charter.faults import LawError
from konfrans.charter.power.games import Game, Quota, wins

MOST_TOTAL = 20_000
"""The largest total of whole weights, beyond 30 members."""
FEW = 30
"""Up to so many members any weights are taken."""
PACKED = 700_000_000
"""Bits of sums and sizes together that are counted exactly at once."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Swings by size of the first player of each kind, and how many groups of each size win, where every one was looked at.

    Groups are told apart by how many they hold of each kind, not by whom.
    """

    swings: dict[int, list[int]]
    winning: tuple[int, ...] | None = None


def kinds_of(game: Game) -> list[int]:
    """For each player the first one who counts the same in every quota: their power is the same."""
    first: dict[tuple[Fraction, ...], int] = {}
    return [first.setdefault(tuple(quota.weights[i] for quota in game.quotas), i) for i in range(len(game.players))]


def alike(game: Game) -> dict[int, tuple[int, ...]]:
    """The players of each kind, by the first of them."""
    found: dict[int, list[int]] = {}
    for i, kind in enumerate(kinds_of(game)):
        found.setdefault(kind, []).append(i)
    return {kind: tuple(of) for kind, of in found.items()}


def sums_by_size(weights: Sequence[int], bits: int) -> list[int]:
    """For each sum the numbers of coalitions by size, packed: `bits` bits for each size, the smallest first."""
    total = sum(weights)
    found = [0] * (total + 1)
    found[0] = 1
    reached = 0
    for weight in weights:
        reached += weight
        if weight == 0:
            found = [one + (one << bits) if one else 0 for one in found]
            continue
        for at in range(reached, weight - 1, -1):
            if found[at - weight]:
                found[at] += found[at - weight] << bits
    return found


def one_quota(quota: Quota, kinds: Sequence[int]) -> dict[int, list[int]]:
    """Swings by size under one quota of whole weights, for the first player of each kind.

    The sums of all players are counted once; those without a player follow by taking it out again.
    """
    weights = [int(one) for one in quota.weights]
    least, n = ceil(quota.least), len(weights)
    bits = n + 1
    found = sums_by_size(weights, bits)
    mask = (1 << bits) - 1
    swings = {}
    for player in sorted(set(kinds)):
        weight = weights[player]
        window = 0
        if weight:
            without: dict[int, int] = {}
            # c'(m) = c(m) - y c'(m - w): only the sums of the window are needed, each by its own chain.
            for at in range(max(0, least - weight), min(least, len(found))):
                window += _without(found, without, at, weight, bits)
        swings[player] = [window >> (bits * size) & mask for size in range(n)]
    return swings


def _without(found: list[int], known: dict[int, int], at: int, weight: int, bits: int) -> int:
    """The coalitions of a sum without one player of a weight, by taking those with it away."""
    chain = []
    while at >= 0 and at not in known:
        chain.append(at)
        at -= weight
    value = known.get(at, 0)
    for step in reversed(chain):
        value = found[step] - (value << bits)
        known[step] = value
    return value


def any_rule(game: Game, kinds: Sequence[int]) -> Counted:
    """Swings and winning groups under any rule for up to 30 members: every coalition is looked at, a million at a time."""
    import numpy as np

    n = len(game.players)
    low = min(n, 20)
    quotas = [quota.whole() for quota in game.quotas]
    sizes = _sums(np, [1] * low)
    order = np.argsort(sizes, kind="stable")  # by size, so that one size is one run
    begin = np.searchsorted(sizes[order], np.arange(low + 1))
    sums = [_sums(np, [int(one) for one in quota.weights[:low]])[order] for quota in quotas]
    totals = [sum(int(one) for one in quota.weights[:low]) for quota in quotas]
    players = sorted(set(kinds))
    following = [pair for of in alike(game).values() for pair in pairwise(of)]
    low_first = {i for i, _next in following if i < low}
    inside = {i: (order >> i & 1).astype(bool) for i in {*players, *low_first} if i < low}
    in_order = np.ones(1 << low, dtype=bool)  # of each kind its first players: every group by numbers of each kind once
    for one, other in following:
        if other < low:
            in_order &= inside[one] | (order >> other & 1 == 0)
    groups = [0] * (n + 1)
    with_player = {i: [0] * (n + 1) for i in players}
    all_wins = [0] * (n + 1)
    won: dict[int, Any] = {}  # how often each choice of the low ones wins, by how many of the high ones are chosen
    for high in range(1 << (n - low)):
        chosen = [i for i in range(low, n) if high >> (i - low) & 1]
        met = []
        for quota, sum_low, total in zip(quotas, sums, totals, strict=True):
            more = sum(int(quota.weights[i]) for i in chosen)
            met.append(sum_low >= min(max(0, ceil(quota.least) - more), total + 1))
        winning = wins(game.rule, met)
        counts = np.add.reduceat(winning, begin, dtype=np.int64)
        _add(all_wins, counts, len(chosen))
        if all(one < low or one in chosen for one, other in following if other in chosen):
            once = in_order & winning
            for one in {one for one, other in following if one < low and other in chosen}:
                once &= inside[one]
            _add(groups, np.add.reduceat(once, begin, dtype=np.int64), len(chosen))
        for i in players:
            if i in chosen:
                _add(with_player[i], counts, len(chosen))
        if len(chosen) not in won:
            won[len(chosen)] = np.zeros(1 << low, dtype=np.int32)
        won[len(chosen)] += winning
    for many, each in won.items():
        for i in players:
            if i < low:
                _add(with_player[i], np.add.reduceat(each * inside[i], begin, dtype=np.int64), many)
    return Counted({i: _swings(with_player[i], all_wins, n) for i in players}, tuple(groups))


def _sums(np: Any, weights: list[int]) -> Any:
    """The sum of every subset, by its number in binary; exact, in objects where 64 bits are too few."""
    total = sum(weights) + 1
    kind = np.int32 if total < 2**31 else np.int64 if total < 2**62 else object
    found = np.zeros(1, dtype=kind)
    for weight in weights:
        found = np.concatenate([found, found + weight])
    return found


def _add(into: list[int], counts: Any, shift: int) -> None:
    for size, number in enumerate(counts.tolist()):
        if number:
            into[size + shift] += number


def _swings(with_player: list[int], all_wins: list[int], n: int) -> list[int]:
    """Winning coalitions of s + 1 with the player, less those of s without it: where the rule is monotone, the swings."""
    without = [all_wins[size] - with_player[size] for size in range(n + 1)]
    return [with_player[size + 1] - without[size] for size in range(n)]


def exact_swings(game: Game) -> Counted | None:
    """Swings by size, exact; None where there are too many to count so.

    `LawError` for what is neither: weights that are not whole or a total above 20,000, or several conditions, beyond 30 members.
    """
    n, kinds = len(game.players), kinds_of(game)
    if len(game.quotas) > 1:
        if n > FEW:
            raise LawError("power_conditions", given=n, most=FEW)
        return any_rule(game, kinds)
    quota = game.quotas[0]
    whole = all(one.denominator == 1 for one in quota.weights)
    total = sum(quota.weights, Fraction(0))
    if not whole or total > MOST_TOTAL:
        if n > FEW:
            raise LawError("power_total", given=str(total)[:40], most=MOST_TOTAL, members=FEW)
        return any_rule(game, kinds)
    if (int(total) + 1) * (n + 1) * n > PACKED:
        return None
    return Counted(one_quota(quota, kinds))


def banzhaf_swings(quota: Quota, kinds: Sequence[int]) -> dict[int, int]:
    """The number of swings of the first player of each kind, without their sizes: exact for any number of members."""
    weights = [int(one) for one in quota.weights]
    least = ceil(quota.least)
    slot = len(weights) + 1
    packed = 1  # the numbers of coalitions by their sum, `slot` bits for each sum
    for weight in weights:
        packed += packed << (slot * weight)
    mask = (1 << slot) - 1
    raw = packed.to_bytes((packed.bit_length() + 7) // 8 + slot, "little")
    found = {}

    def at(place: int) -> int:
        start = place * slot
        piece = int.from_bytes(raw[start // 8 : (start + slot) // 8 + 2], "little")
        return piece >> (start % 8) & mask

    total = sum(weights)
    for player in sorted(set(kinds)):
        weight, known, window = weights[player], dict[int, int](), 0
        if weight:
            for place in range(max(0, least - weight), min(least, total + 1)):
                chain = []
                step = place
                while step >= 0 and step not in known:
                    chain.append(step)
                    step -= weight
                value = known.get(step, 0)
                for one in reversed(chain):
                    value = at(one) - value
                    known[one] = value
                window += value
        found[player] = window
    return found


def orders(n: int) -> list[Fraction]:
    """For each size s the share of orders in which given s members come first and a given one next: s!(n-1-s)!/n!."""
    return [Fraction(1, n * comb(n - 1, size)) for size in range(n)]
