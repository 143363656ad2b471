"""What the answers are, once they are read: shares, majorities, titles, days, a fee."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Literal, NamedTuple, get_args


class Fee(int):
    """An amount, with the currency that was typed beside it, if one was."""

    currency: str | None = None


Answers = Mapping[str, Any]
"""What was answered so far, read, by the name of the question."""


class Part(NamedTuple):
    """A share that has to be reached or, where it is strict, exceeded; the larger one asks for more."""

    share: Fraction
    strict: bool = False

    def of(self, whole: int) -> int:
        """The least whole number that meets it."""
        exact = self.share * whole
        return int(exact // 1) + 1 if self.strict else -int(-exact // 1)

    def __str__(self) -> str:
        return f"{'>' if self.strict else ''}{self.share}"


Base = Literal["cast", "present", "members"]
"""Of what a majority is: of the votes for and against, of those present, of all members."""
BASES: tuple[Base, ...] = get_args(Base)
"""From the one that asks for least to the one that asks for most."""


class Majority(NamedTuple):
    """The share of a base that has to vote for."""

    part: Part
    of: Base

    def holds(self, other: Majority) -> bool:
        """Whether it asks for no less than the other in every vote."""
        return self.part >= other.part and BASES.index(self.of) >= BASES.index(other.of)


class Titles(NamedTuple):
    """What a club calls its offices and its organs."""

    chair: str
    treasurer: str
    secretary: str
    committee: str
    assembly: str


class Days(NamedTuple):
    """At least and at most so many days."""

    least: int
    most: int

    def __str__(self) -> str:
        return f"{self.least}-{self.most}"


class Day(NamedTuple):
    """A day of every year."""

    day: int
    month: int

    def __str__(self) -> str:
        return f"{self.day}.{self.month}"
