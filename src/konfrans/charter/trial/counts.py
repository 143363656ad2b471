"""Every vote of a body up to a size, as far as two rules tell votes apart: what a comparison of charters looks through.

Ballots that neither rule counts differently are one sort; who is there by proxy, members without a vote and empty seats are varied
where a base speaks of them; calls, ballots, casting votes and attestations where a rule does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations, product
from typing import Any, Literal

from konfrans.charter.amounts import Base, Condition, Measure, Requirement, bases_of, requirements_of
from konfrans.charter.evidence import Attestation, Casting, Count
from konfrans.charter.law import MotionRule
from konfrans.charter.matters import NO_WAY, GateAnswer, Way
from konfrans.charter.questions.needed import WAYS, counted_in

NAME = "N. N."
"""Who attests, in a case that is made up."""


class NotCounted(Exception):
    """The rules turn on something that no count holds: days, groups, weights."""


@dataclass(frozen=True, slots=True)
class Told:
    """What two rules tell apart."""

    sorts: tuple[str, ...]
    """The ways to vote beside yes and no; the empty one casts nothing."""
    represented: bool
    members: bool
    seats: bool
    barred: bool
    calls: tuple[int, ...]
    secret: tuple[bool | None, ...]
    tied: bool
    attested: tuple[str, ...]
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Vote:
    """One vote with all that the question of a motion asks for."""

    count: Count
    call: int = 1
    secret: bool | None = None
    casting: Casting | None = None
    attested: tuple[str, ...] = ()
    way: Way = NO_WAY

    @property
    def attestations(self) -> tuple[Attestation, ...]:
        return tuple(Attestation(rule, NAME) for rule in self.attested)


def told_apart(rules: tuple[MotionRule, ...]) -> Told:
    """What these rules tell apart between them; `NotCounted` where counts are not all that they turn on."""
    asked = [one for rule in rules for one in _requirements(rule)]
    amounts = [one for requirement in asked for one in bases_of(requirement.amount)]
    if any(one.portions for one in asked):
        raise NotCounted
    bases = {one.of for one in amounts}
    measures = {one.measure for one in asked}
    if Measure.PARTICIPANTS in measures:
        bases.add(Base.PARTICIPANTS)
    if Measure.PRESENT in measures:
        bases.add(Base.PRESENT)
    calls = [one.call for rule in rules for one in rule.calls]
    most = 9 if any(rule.organ.later_calls for rule in rules) else 2
    barred = any(rule.organ.recusal is not None for rule in rules)
    decided = any(rule.tie is not None or rule.ballot is not None for rule in rules)
    return Told(
        sorts=_sorts(bases, barred),
        represented=Base.PRESENT in bases,
        members=Base.MEMBERS in bases,
        seats=Base.SEATS in bases,
        barred=barred,
        calls=tuple(range(1, min(most, max(calls) + 1) + 1)) if calls else (1,),
        secret=(None, True, False) if decided else (None,),
        tied=any(rule.tie is not None for rule in rules),
        attested=tuple(sorted({one.rule for rule in rules for one in rule.attested})),
        ways=_ways(rules),
    )


def _requirements(rule: MotionRule) -> Iterator[Requirement]:
    ways = rule.ways
    conditions: list[Condition | None] = [rule.condition]
    conditions += [one.condition for one in ways.came]
    conditions += [one.condition for one in ways.touching]
    conditions += [one.condition for one in ways.routes]
    conditions += [one.condition for one in ways.moves]
    conditions += [one.condition for one in ways.locks]
    conditions += ways.readings.conditions if ways.readings else ()
    quorums = [rule.quorum, *(one.quorum for one in rule.calls), *(one.quorum for one in ways.routes)]
    for one in conditions:
        yield from requirements_of(one)
    yield from (one for one in quorums if one is not None)


def _sorts(bases: set[Base], barred: bool) -> tuple[str, ...]:
    """One of each sort of votes that count alike; those who are barred cast nothing, so that silence stands for its sort then."""
    told: dict[frozenset[Base], str] = {}
    for way in ("", *WAYS[2:]) if barred else (*WAYS[2:], ""):
        told.setdefault(frozenset(counted_in(way) & bases), way)
    return tuple(told.values())


SAID: tuple[Literal["yes", "no", "none"], ...] = ("yes", "no", "none")
MOST_TOUCHED = 4
"""Articles of which every set is looked through."""


def _ways(rules: tuple[MotionRule, ...]) -> tuple[Way, ...]:
    """How a motion may come, as far as the rules ask; `NotCounted` where they turn on days, another organ or an opening.

    Who proposes it and what was decided earlier bar a motion whatever its votes: where the rules say the same of both, they are left
    out of account.
    """
    every = [rule.ways for rule in rules]
    rest = {repr(replace(one, came=(), touching=(), gates=())) for one in every}
    turned = any(
        one.readings is not None or one.routes or one.moves or any(lock.condition is not None for lock in one.locks)
        for one in every
    )
    frozen = any(rule.organ.freeze is not None and rule.organ.freeze.at != "vote" for rule in rules)
    if len(rest) > 1 or turned or frozen:
        raise NotCounted
    put_off = any(one.items == "put_off" for rule in rules for one in rule.calls)
    only = any(rule.tie is not None and rule.tie.vote == "only" for rule in rules)
    came = sorted({one.how for ways in every for one in ways.came})
    articles = sorted({number for ways in every for one in ways.touching for number in one.articles})
    if len(articles) > MOST_TOUCHED:
        raise NotCounted
    gates = sorted({one.who for ways in every for one in ways.gates})
    axes: dict[str, list[Any]] = {
        "put_off": [False, True] if put_off else [False],
        "presiding_voted": [None, True] if only else [None],
        "came": ["announced", *came],
        "touches": [set_ for size in range(len(articles) + 1) for set_ in combinations(articles, size)],
        "gates": [
            tuple(one for one in answers if one is not None)
            for answers in product(*([None, *(GateAnswer(who=who, answer=said) for said in SAID)] for who in gates))
        ],
    }
    found = [Way(**dict(zip(axes, values, strict=True))) for values in product(*axes.values())]
    return tuple(NO_WAY if one == NO_WAY else one for one in found)


Setting = tuple[Way, int, bool | None, tuple[str, ...]]
"""How a motion came, the call, the ballot, what is attested."""


def settings_of(told: Told) -> list[Setting]:
    """Every setting in which votes are counted, the plainest first."""
    found = list(product(told.ways, told.calls, told.secret, _sets(told.attested)))
    return sorted(found, key=lambda one: ((one[0] != NO_WAY) + (one[1] > 1) + (one[2] is not None), len(one[3])))


def votes_of(counts: Iterable[Count], setting: Setting, told: Told) -> Iterator[Vote]:
    """Every vote with these counts in a setting: where votes are equal, with each casting vote and without one."""
    way, call, secret, attested = setting
    for count in counts:
        yield Vote(count, call, secret, None, attested, way)
        if told.tied and count.yes == count.no > 0:
            yield Vote(count, call, secret, "yes", attested, way)
            yield Vote(count, call, secret, "no", attested, way)


def counts_of(size: int, told: Told, most: int, *, cast: bool = True) -> Iterator[Count]:
    """Every count of a body of `size` entitled; of those there alone, where nothing is cast."""
    members = range(size, most + 1) if told.members else [None]
    seats = range(size, most + 1) if told.seats else [None]
    for there in range(size + 1):
        for parts in _splits(there, 2 + len(told.sorts)) if cast else [(0, 0)]:
            other: dict[str, Any] = {name: n for name, n in zip(told.sorts, parts[2:], strict=False) if name}
            silent = there - parts[0] - parts[1] - sum(other.values())
            for proxies in range(there + 1) if told.represented else (0,):
                for barred in range(silent + 1) if told.barred else (0,):
                    for many, founded in product(members, seats):
                        yield Count(entitled=size, present=there - proxies, represented=proxies, yes=parts[0], no=parts[1],
                                    barred=barred, members=many, seats=founded, **other)  # fmt: skip


def _splits(whole: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Every way to split a number into so many parts; nought is a part."""
    if parts == 1:
        yield (whole,)
        return
    for first in range(whole + 1):
        for rest in _splits(whole - first, parts - 1):
            yield (first, *rest)


def _sets(rules: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Every set of them; of more than four, none, each alone, and all."""
    if len(rules) > MOST_TOUCHED:
        raise NotCounted
    return [one for size in range(len(rules) + 1) for one in combinations(rules, size)]
