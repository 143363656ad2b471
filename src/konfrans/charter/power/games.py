"""A weighted game: players, and a winning rule of quotas on sums of weights, joined by all of and any of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Any, cast

from konfrans.charter.amounts import ALL, Base, Condition, Joined, Measure, Requirement, Root, Surd, Whose, bases_of
from konfrans.charter.faults import LawError


@dataclass(frozen=True, slots=True)
class Player:
    """A member of the roll: its class and its weight, exact."""

    key: str
    group: str
    weight: Fraction


@dataclass(frozen=True, slots=True)
class Quota:
    """A coalition meets it when the sum of these weights is at least `least`; a weight for each player."""

    weights: tuple[Fraction, ...]
    least: Fraction

    def whole(self) -> Quota:
        """The same with whole numbers: both sides times the least common denominator, the quota rounded up."""
        from math import lcm

        times = lcm(*(one.denominator for one in self.weights))
        return Quota(tuple(one * times for one in self.weights), Fraction(ceil(self.least * times)))


@dataclass(frozen=True, slots=True)
class Either:
    """Several rules at once (`every`), or any one of them."""

    every: bool
    parts: tuple[Quota | Either, ...]


Rule = Quota | Either


@dataclass(frozen=True, slots=True)
class Game:
    """Players and the rule by which a coalition wins."""

    players: tuple[Player, ...]
    rule: Rule

    @property
    def quotas(self) -> tuple[Quota, ...]:
        """The quotas that the rule joins, in order."""
        return tuple(_quotas(self.rule))


def _quotas(rule: Rule) -> list[Quota]:
    return [rule] if isinstance(rule, Quota) else [one for part in rule.parts for one in _quotas(part)]


def wins(rule: Rule, met: Sequence[Any], at: list[int] | None = None) -> Any:
    """Whether a rule is met, from whether each of its quotas is, in their order; works on arrays as on single values."""
    at = [0] if at is None else at
    if isinstance(rule, Quota):
        at[0] += 1
        return met[at[0] - 1]
    found = [wins(part, met, at) for part in rule.parts]
    whole = found[0]
    for one in found[1:]:
        whole = whole & one if rule.every else whole | one
    return whole


def game_of(condition: Condition, players: Sequence[Player]) -> Game:
    """The game of a condition in which everybody on the roll is there, may vote, and votes for or against.

    `LawError` for a condition on who is there (everybody is), and for one whose amount depends on how the others vote in a way that is no quota.
    """
    return Game(tuple(players), _rule(condition, tuple(players)))


def _rule(condition: Condition, players: tuple[Player, ...]) -> Rule:
    if isinstance(condition, Joined):
        return Either(condition.every, tuple(_rule(part, players) for part in condition.parts))
    return _quota(condition, players)


class _All:
    """Every base as large as the part of the body that it is of."""

    def __init__(self, players: tuple[Player, ...]) -> None:
        self.players = players

    def size(self, base: Base, whose: Whose = ALL) -> int:
        found = sum(_weights(whose, self.players), Fraction(0))
        return found.numerator if found.denominator == 1 else cast("int", found)  # a share of it is as exact


def _weights(whose: Whose, players: tuple[Player, ...]) -> list[Fraction]:
    """What each player counts in a part of the body: nothing outside its group, one or its weight inside."""
    return [
        Fraction(0)
        if whose.group is not None and one.group != whose.group
        else one.weight
        if whose.weighted
        else Fraction(1)
        for one in players
    ]


def _quota(asked: Requirement, players: tuple[Player, ...]) -> Quota:
    weights = _weights(asked.whose, players)
    total = sum(weights, Fraction(0))
    of_no = [one for one in bases_of(asked.amount) if one.of is Base.NO]
    if (
        asked.measure is Measure.YES_MINUS_NO and not of_no
    ):  # yes - (total - yes) reaches an amount: yes reaches half of both
        return Quota(tuple(weights), (_least(asked, players) + total) / 2)
    if asked.measure is not Measure.YES:
        raise LawError("power_measure", given=asked.measure.value)
    if of_no:  # yes reaches t times (total - yes): yes reaches t / (1 + t) of the whole
        times = getattr(asked.amount, "fraction", None)
        if times is None or len(of_no) != 1:
            raise LawError("power_measure", given="no")
        bound = times / (1 + times) * total
        return Quota(tuple(weights), _above(bound, weights) if asked.strict else bound)
    return Quota(tuple(weights), _least(asked, players))


def _least(asked: Requirement, players: tuple[Player, ...]) -> Fraction:
    """The least sum that meets the amount: the next whole number where weights are whole, else the amount itself."""
    exact = asked.exact(_All(players))
    weights = _weights(asked.whose, players)
    if all(one.denominator == 1 for one in weights):
        return Fraction(asked.least(_All(players)))
    if isinstance(exact, Surd) or any(isinstance(one, Root) for one in bases_of(asked.amount)):
        raise LawError("power_weights_whole")
    return _above(exact, weights) if asked.strict else exact


def _above(bound: Fraction, weights: list[Fraction]) -> Fraction:
    """The least sum of such weights above a bound: on the grid of their common denominator."""
    from math import lcm

    grid = lcm(*(one.denominator for one in weights))
    return Fraction(floor(bound * grid) + 1, grid)
