"""A condition on the counts of one body, made ready to be asked about many counts: which numbers of yes meet it.

Who is there forms a chain: the votes for and against (`cast`) are among the valid ones, these among those with blanks, these
among the participants, these among those present or represented. A place is the tuple (cast, valid, cast_with_blanks,
participants, present_and_represented, present). For one place the answer is a set of numbers of yes, held as the bits of an
int: bit 5 is set where 5 votes for meet the condition. Where the votes against matter they are `cast` less yes.
Groups and weights are taken to vote as the whole body does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from konfrans.charter.amounts import (
    ALL,
    Amount,
    Base,
    Condition,
    Measure,
    Pick,
    Requirement,
    Shaped,
    Whose,
    bases_of,
    requirements_of,
)
from konfrans.charter.counting import tied_part

Place = tuple[int, ...]
CAST, VALID, BLANKS, PARTICIPANTS, THERE, PRESENT = range(6)
AXIS = {
    Base.CAST: CAST,
    Base.VALID: VALID,
    Base.CAST_WITH_BLANKS: BLANKS,
    Base.PARTICIPANTS: PARTICIPANTS,
    Base.PRESENT_AND_REPRESENTED: THERE,
    Base.PRESENT: PRESENT,
}
MEASURED = {
    Measure.PRESENT: PRESENT,
    Measure.PRESENT_AND_REPRESENTED: THERE,
    Measure.PARTICIPANTS: PARTICIPANTS,
}
OF_NO = (Measure.NO, Measure.YES_MINUS_NO)


@dataclass(frozen=True, slots=True)
class Body:
    """How large a body is: its seats, its members, and those of them who may vote."""

    seats: int
    members: int
    entitled: int

    @classmethod
    def full(cls, size: int) -> Body:
        """Every seat is filled, every member may vote."""
        return cls(size, size, size)

    @classmethod
    def with_vacant(cls, size: int, vacant: int) -> Body:
        """So many seats are vacant."""
        return cls(size, size - vacant, size - vacant)

    def size(self, base: Base) -> int | None:
        """A base that does not change with who comes and who votes; None for the others."""
        match base:
            case Base.SEATS:
                return self.seats
            case Base.MEMBERS:
                return self.members
            case Base.ENTITLED:
                return self.entitled
            case _:
                return None


@dataclass(frozen=True, slots=True)
class _Alike:
    """Every base is as large as this: what an amount of a single base is worked out on."""

    n: int

    def size(self, base: Base, whose: Whose = ALL) -> int:
        return self.n


Least = Callable[[Place, int], int]
"""The least whole number that meets an amount, from a place and the votes against."""


def least_of(amount: Amount, strict: bool, body: Body) -> Least:
    """An amount as a function of the place. Every amount grows with its bases, so a table for each base says all of it."""
    if isinstance(amount, Pick):
        parts = [least_of(one, strict, body) for one in amount.among]
        which = max if amount.which == "greater" else min
        return lambda place, no: which(part(place, no) for part in parts)
    if isinstance(amount, Shaped) and isinstance(amount.amount, Pick):
        # Adding, rounding and bounding keep the order of amounts, so they may be done to each before one is picked.
        shaped = tuple(_shape(amount, one) for one in amount.amount.among)
        return least_of(Pick(amount.amount.which, shaped), strict, body)
    base = next((one.of for one in bases_of(amount)), None)
    fixed = 0 if base is None else body.size(base)
    if base is None or fixed is not None:
        known = _least(amount, strict, fixed or 0)
        return lambda place, no: known
    at = _by_size(amount, strict)
    if base is Base.NO:
        return lambda place, no: at(no)
    axis = AXIS[base]
    return lambda place, no: at(place[axis])


def _by_size(amount: Amount, strict: bool) -> Callable[[int], int]:
    """The least number by the size of the base, each worked out when it is first asked for."""
    known: dict[int, int] = {}

    def at(n: int) -> int:
        found = known.get(n)
        if found is None:
            found = known[n] = _least(amount, strict, n)
        return found

    return at


def _shape(shape: Shaped, amount: Amount) -> Shaped:
    return Shaped(amount, shape.plus, shape.rounding, shape.floor, shape.cap)


def _least(amount: Amount, strict: bool, n: int) -> int:
    return Requirement("", Measure.YES, amount, strict).least(_Alike(n))


Meets = Callable[[Place], int]
"""The numbers of yes that meet a condition at a place, as the bits of an int."""


def meets(condition: Condition | None, body: Body) -> Meets:
    """A condition as a function of the place; none at all is met by every number of yes."""
    every = (1 << (body.entitled + 2)) - 1
    if condition is None:
        return lambda place: every
    if isinstance(condition, Requirement):
        return _requirement(condition, body, every)
    parts = [meets(part, body) for part in condition.parts]
    if condition.every:

        def all_of(place: Place) -> int:
            found = every
            for part in parts:
                found &= part(place)
            return found

        return all_of

    def any_of(place: Place) -> int:
        found = 0
        for part in parts:
            found |= part(place)
        return found

    return any_of


def one_more(condition: Condition, body: Body) -> Meets:
    """The numbers of yes that would meet a condition with one ballot more, for the motion: what makes a tie.

    As the engine has it, the one more is of the `tied_part`; other parts stay as they are.
    """
    return _one_more(condition, body, tied_part(condition))


def _one_more(condition: Condition, body: Body, whose: Whose) -> Meets:
    if isinstance(condition, Requirement):
        found = meets(condition, body)
        if condition.whose != whose:
            return found
        return lambda place: found(_with_ballot(place)) >> 1
    parts = [_one_more(part, body, whose) for part in condition.parts]

    def joined(place: Place) -> int:
        found = parts[0](place)
        for part in parts[1:]:
            found = found & part(place) if condition.every else found | part(place)
        return found

    return joined


def _with_ballot(place: Place) -> Place:
    cast, valid, blanks, taking_part, there, present = place
    return (cast + 1, valid + 1, blanks + 1, taking_part + 1, there, present)


def of_one_whole(condition: Condition | None) -> bool:
    """Whether each requirement holds a part of the body against that same part: a group's yes against that group's votes."""
    return all(base.whose == one.whose for one in requirements_of(condition) for base in bases_of(one.amount))


def _requirement(requirement: Requirement, body: Body, every: int) -> Meets:
    least = least_of(requirement.amount, requirement.strict, body)
    measure = requirement.measure
    if measure in OF_NO or _on_no(requirement):
        return _by_each_yes(measure, least)
    if measure is Measure.YES:
        most = body.entitled + 2

        def from_there(place: Place) -> int:
            n = min(least(place, 0), most)
            return every >> n << n

        return from_there
    axis = MEASURED[measure]
    return lambda place: every if place[axis] >= least(place, 0) else 0


def _by_each_yes(measure: Measure, least: Least) -> Meets:
    """Where the votes against count: each number of yes is tried, the rest of those who voted being against."""
    axis = MEASURED.get(measure)

    def tried(place: Place) -> int:
        found = 0
        cast = place[CAST]
        for yes in range(cast + 1):
            no = cast - yes
            if axis is not None:
                got = place[axis]
            else:
                got = {Measure.NO: no, Measure.YES_MINUS_NO: yes - no}.get(measure, yes)
            if got >= least(place, no):
                found |= 1 << yes
        return found

    return tried


@dataclass(frozen=True, slots=True)
class Work:
    """What a condition costs at one place: of each requirement one answer; where each number of yes is tried, a quarter for each."""

    once: int
    by_each_yes: int

    def at(self, place: Place) -> int:
        return self.once + self.by_each_yes * (place[CAST] // 4 + 1)


def work(condition: Condition | None) -> Work:
    """What a condition costs; none at all as much as one requirement."""
    each = [one.measure in OF_NO or _on_no(one) for one in requirements_of(condition)]
    return Work(len(each) - sum(each) or 1, sum(each))


def _on_no(requirement: Requirement) -> bool:
    return any(one.of is Base.NO for one in bases_of(requirement.amount))


@dataclass(frozen=True, slots=True)
class Uses:
    """What a condition looks at: the axes of a place, and for those that are only held against fixed numbers, these numbers."""

    axes: frozenset[int]
    steps: dict[int, frozenset[int]]
    """Of an axis that is a measure alone: the numbers at which the answer changes."""


def uses(conditions: Iterable[Condition | None], body: Body) -> Uses:
    """What several conditions look at."""
    based: set[int] = set()
    steps: dict[int, set[int]] = {}
    for condition in conditions:
        for one in requirements_of(condition):
            bases = [base.of for base in bases_of(one.amount)]
            if one.measure in OF_NO or Base.NO in bases:
                based.add(CAST)
            changing = {AXIS[base] for base in bases if base in AXIS}
            based |= changing
            axis = MEASURED.get(one.measure)
            if axis is None:
                continue
            if changing or Base.NO in bases:
                based.add(axis)
            else:
                steps.setdefault(axis, set()).add(least_of(one.amount, one.strict, body)((0,) * 6, 0))
    plain = {axis: frozenset(found) for axis, found in steps.items() if axis not in based}
    return Uses(frozenset(based | steps.keys()), plain)
