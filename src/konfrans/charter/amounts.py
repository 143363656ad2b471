"""What a rule measures, and the amount it asks for: exact numbers, shares, roots and their composition, never floats."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor, isqrt
from typing import Literal, Protocol


class Base(StrEnum):
    """A whole of which a charter takes a share.

    `seats` as the charter founds them, vacant or not; `members` admitted on the day; `entitled`, members less those
    whose vote is suspended or excluded; `present`, in the room and entitled; `cast`, yes + no; `valid`, yes + no +
    abstentions; `cast_with_blanks`, valid + blank; `participants`, those and the invalid ballots. `no`, the votes against, is
    a base of multiples alone ("twice as many for as against").
    """

    SEATS = "seats"
    MEMBERS = "members"
    ENTITLED = "entitled"
    PRESENT = "present"
    PRESENT_AND_REPRESENTED = "present_and_represented"
    PARTICIPANTS = "participants"
    CAST_WITH_BLANKS = "cast_with_blanks"
    VALID = "valid"
    CAST = "cast"
    NO = "no"


class Measure(StrEnum):
    """What is held against an amount.

    `yes` and `no`, the votes for and against; `yes_minus_no`, by how many more; `present`, `present_and_represented`,
    `participants` as the bases; `asking`, members who ask, propose, call or object; `votes`, those for one candidate;
    `filled`, the seats that are filled.
    """

    YES = "yes"
    NO = "no"
    YES_MINUS_NO = "yes_minus_no"
    PRESENT = "present"
    PRESENT_AND_REPRESENTED = "present_and_represented"
    PARTICIPANTS = "participants"
    ASKING = "asking"
    VOTES = "votes"
    FILLED = "filled"


_SURD = re.compile(r"(?:([0-9]+(?:/[0-9]+)?))?√([0-9]+)\Z")


@dataclass(frozen=True, slots=True)
class Surd:
    """`times` the square root of `of`, held exactly: 2√15 is `Surd(Fraction(2), 15)`."""

    times: Fraction
    of: int

    @property
    def square(self) -> Fraction:
        return self.times**2 * self.of

    def __str__(self) -> str:
        return f"{'' if self.times == 1 else self.times}√{self.of}"

    @classmethod
    def read(cls, written: str) -> Surd:
        """The way back from `str`; ValueError for anything else."""
        found = _SURD.match(written)
        if found is None:
            raise ValueError(written)
        return cls(Fraction(found[1] or 1), int(found[2]))


Exact = Fraction | Surd


def read_exact(written: str) -> Exact:
    """An exact value from its text: "22/3", "√15"."""
    return Surd.read(written) if "√" in written else Fraction(written)


def square(value: Exact) -> Fraction:
    """By squares, values that are not negative are compared without a root being drawn."""
    return value.square if isinstance(value, Surd) else value**2


def least_whole(value: Exact, strict: bool) -> int:
    """The least whole number that reaches (`strict` false) or exceeds (true) a value: 8 for 22/3; 7 for more than 6."""
    if isinstance(value, Fraction):
        return floor(value) + 1 if strict else ceil(value)
    below = isqrt(floor(value.square))
    return below if not strict and Fraction(below**2) == value.square else below + 1


@dataclass(frozen=True, slots=True)
class Whose:
    """Which part of a body a number speaks of: all of it, or one `group` alone; its heads, or their weights."""

    group: str | None = None
    weighted: bool = False


ALL = Whose()


class Sizes(Protocol):
    """Anything that knows how large the bases are."""

    def size(self, base: Base, whose: Whose = ALL) -> int: ...


@dataclass(frozen=True, slots=True)
class Share:
    """An exact fraction of a base: `Share(Fraction(2, 3), Base.ENTITLED)`. Above 1 it is a multiple (of the votes against)."""

    fraction: Fraction
    of: Base
    whose: Whose = ALL

    def exact(self, sizes: Sizes) -> Fraction:
        return self.fraction * sizes.size(self.of, self.whose)


@dataclass(frozen=True, slots=True)
class Root:
    """A multiple of the square root of a base, never rounded by itself."""

    times: Fraction
    of: Base
    whose: Whose = ALL

    def exact(self, sizes: Sizes) -> Exact:
        size = sizes.size(self.of, self.whose)
        whole = isqrt(size)
        return self.times * whole if whole**2 == size else Surd(self.times, size)


@dataclass(frozen=True, slots=True)
class Pick:
    """The greater or the lesser of several amounts."""

    which: Literal["greater", "lesser"]
    among: tuple[Amount, ...]

    def exact(self, sizes: Sizes) -> Exact:
        values = [exact_amount(amount, sizes) for amount in self.among]
        return (max if self.which == "greater" else min)(values, key=square)


@dataclass(frozen=True, slots=True)
class Shaped:
    """An amount with what the text of a statute adds: so many more (or fewer), rounded, at least `floor`, at most `cap`, in this order."""

    amount: Amount
    plus: int = 0
    rounding: Literal["none", "up", "down"] = "none"
    floor: int | None = None
    cap: int | None = None

    def exact(self, sizes: Sizes) -> Exact:
        value = exact_amount(self.amount, sizes)
        if self.plus:
            assert isinstance(value, Fraction)  # the schema gives no root an addend
            value = max(Fraction(0), value + self.plus)
        if self.rounding != "none":
            up = least_whole(value, strict=False)
            value = Fraction(up if self.rounding == "up" or Fraction(up) == value else up - 1)
        if self.floor is not None:
            value = max(value, Fraction(self.floor), key=square)
        if self.cap is not None:
            value = min(value, Fraction(self.cap), key=square)
        return value


Amount = int | Share | Root | Pick | Shaped


def exact_amount(amount: Amount, sizes: Sizes) -> Exact:
    """The amount itself, before it is met: 22/3 for two thirds of 11."""
    return Fraction(amount) if isinstance(amount, int) else amount.exact(sizes)


def bases_of(amount: Amount) -> Iterator[Share | Root]:
    """Every share and root that an amount is made of."""
    match amount:
        case Share() | Root():
            yield amount
        case Pick():
            for one in amount.among:
                yield from bases_of(one)
        case Shaped():
            yield from bases_of(amount.amount)


@dataclass(frozen=True, slots=True)
class Requirement:
    """A measure reaches (`strict` false) or exceeds (`strict` true) an amount; `article` says by what right."""

    article: str
    measure: Measure
    amount: Amount
    strict: bool
    whose: Whose = ALL

    @property
    def portions(self) -> tuple[Whose, ...]:
        """The groups and weights that it counts, or takes a share of; none where it speaks of the heads of the whole body alone."""
        return tuple(one for one in (self.whose, *(base.whose for base in bases_of(self.amount))) if one != ALL)

    def exact(self, sizes: Sizes) -> Exact:
        """The amount itself, before it is met."""
        return exact_amount(self.amount, sizes)

    def least(self, sizes: Sizes) -> int:
        """The least whole number that meets the requirement: 8 for two thirds of 11, 7 for more than half of 12."""
        return least_whole(self.exact(sizes), self.strict)


@dataclass(frozen=True, slots=True)
class Joined:
    """Several conditions at once (`every`), or any one of them."""

    every: bool
    parts: tuple[Condition, ...]


Condition = Requirement | Joined


def requirements_of(condition: Condition | None) -> Iterator[Requirement]:
    """The requirements that a condition joins, in the order of the charter."""
    if isinstance(condition, Requirement):
        yield condition
    elif condition is not None:
        for part in condition.parts:
            yield from requirements_of(part)
