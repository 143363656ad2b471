"""What a rule measures, and the amount it asks for: whole numbers and exact shares of a base, never floats."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor


class Base(StrEnum):
    """A whole of which a charter takes a share.

    `seats` as the charter founds them, vacant or not; `members` admitted on the day; `entitled`, members less those
    whose vote is suspended or excluded; `present`, in the room and entitled; `cast`, yes + no; `valid`, yes + no +
    abstentions; `cast_with_blanks`, valid + blank; `participants`, those and the invalid ballots.
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


class Measure(StrEnum):
    """What is held against an amount."""

    YES = "yes"
    PRESENT = "present"
    PRESENT_AND_REPRESENTED = "present_and_represented"
    PARTICIPANTS = "participants"


@dataclass(frozen=True, slots=True)
class Share:
    """An exact fraction of a base: `Share(Fraction(2, 3), Base.ENTITLED)`."""

    fraction: Fraction
    of: Base


Amount = int | Share
"""A whole number, or a share. Roots and the greater or lesser of several amounts join this union when a rule needs them."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """A measure reaches (`strict` false) or exceeds (`strict` true) an amount; `article` says by what right."""

    article: str
    measure: Measure
    amount: Amount
    strict: bool

    def exact(self, size: int) -> Fraction:
        """The amount itself, before it is met: 22/3 for two thirds of 11. `size` is that of the share's base."""
        return Fraction(self.amount) if isinstance(self.amount, int) else self.amount.fraction * size

    def least(self, size: int) -> int:
        """The least whole number that meets the requirement: 8 for two thirds of 11, 7 for more than half of 12."""
        exact = self.exact(size)
        return floor(exact) + 1 if self.strict else ceil(exact)
