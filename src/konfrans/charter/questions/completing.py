"""Whether open seats can still be filled so that every rule on the seats as a whole is met: an exact search, bounded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from konfrans.charter.faults import LawError

MOST_STATES = 20_000
"""States that are looked at; a body of a hundred seats and ten groups takes fewer."""

UNBOUNDED = 1_000_000_000
"""No bound above."""


@dataclass(frozen=True, slots=True)
class Bounded:
    """One rule as numbers: of each group so many at least and at most, the largest and the smallest not further apart.

    `seats` are those it looks at; `groups` exclude one another; without groups every holder counts, under the name "".
    """

    seats: frozenset[str]
    groups: tuple[str, ...]
    least: int
    most: int
    apart: int | None
    there: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Open:
    """How many holders of a seat are still to come: so many at least, so many at most."""

    least: int
    most: int


def can_be_met(rules: Sequence[Bounded], coming: Mapping[str, Open], asked: Mapping[str, frozenset[str]]) -> bool:
    """Whether the open seats (`coming`, by seat) can get holders, of any groups that do not exclude one another, so that
    every rule holds. `asked` are the groups to which the holder of a seat has to belong.

    Answers exactly. `LawError` `too_many_compositions` where more than `MOST_STATES` states would have to be looked at.
    """
    counters = [(place, group) for place, rule in enumerate(rules) for group in rule.groups or ("",)]
    states = {tuple(_kept(rules[place], rules[place].there.get(group, 0)) for place, group in counters)}
    looked = 0
    for seat, number in coming.items():
        steps = {
            tuple(
                int(seat in rules[place].seats and (not rules[place].groups or group in chosen))
                for place, group in counters
            )
            for chosen in _choices(seat, rules, asked.get(seat, frozenset()))
        }
        steps = _undominated(steps) if all(rule.apart is None and rule.most >= UNBOUNDED for rule in rules) else steps
        for at in range(number.most):
            reached = set(states) if at >= number.least else set()
            for state in states:
                for step in steps:
                    looked += 1
                    after = tuple(
                        _kept(rules[place], n + more)
                        for (place, _group), n, more in zip(counters, state, step, strict=True)
                    )
                    if all(n <= rules[place].most for (place, _group), n in zip(counters, after, strict=True)):
                        reached.add(after)
                    if looked > 10 * MOST_STATES or len(reached) > MOST_STATES:
                        raise LawError("too_many_compositions", most=MOST_STATES)
            if reached == states:  # another holder changes nothing any more
                break
            states = reached
    return any(_met(rules, counters, state) for state in states)


def _kept(rule: Bounded, n: int) -> int:
    """The number as far as it matters: what is beyond the least changes nothing where there is no other bound."""
    return n if rule.apart is not None or rule.most < UNBOUNDED else min(n, rule.least)


def _undominated(steps: set[tuple[int, ...]]) -> set[tuple[int, ...]]:
    """Where only more is asked for, a holder who adds less than another need not be tried."""
    return {
        one
        for one in steps
        if not any(other != one and all(a <= b for a, b in zip(one, other, strict=True)) for other in steps)
    }


def _choices(seat: str, rules: Sequence[Bounded], asked: frozenset[str]) -> Iterator[frozenset[str]]:
    """The sets of groups that somebody on this seat may belong to."""
    near = [rule for rule in rules if seat in rule.seats and rule.groups]
    groups = sorted({group for rule in near for group in rule.groups})
    apart = {frozenset(pair) for rule in rules for pair in combinations(rule.groups, 2)}
    must = asked & frozenset(groups)
    free = [
        group for group in groups if group not in must and all(frozenset((group, one)) not in apart for one in asked)
    ]
    found: list[frozenset[str]] = [must]
    for group in free:
        found += [one | {group} for one in found if all(frozenset((group, other)) not in apart for other in one)]
        if len(found) > MOST_STATES:
            raise LawError("too_many_compositions", most=MOST_STATES)
    yield from found


def _met(rules: Sequence[Bounded], counters: Sequence[tuple[int, str]], state: tuple[int, ...]) -> bool:
    for place, rule in enumerate(rules):
        numbers = [n for (at, _group), n in zip(counters, state, strict=True) if at == place]
        if any(not rule.least <= n <= rule.most for n in numbers):
            return False
        if rule.apart is not None and max(numbers) - min(numbers) > rule.apart:
            return False
    return True
