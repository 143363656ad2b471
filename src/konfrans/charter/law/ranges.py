"""Rows of a table by number: each says where it begins and ends, and whether its bounds belong to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from konfrans.charter.tables import Table, Wrong, Zero


class Range(Table):
    """Whole numbers from a lower to an upper bound. Left out: from nought; without end."""

    at_least: Zero | None = None
    """The lower bound, which belongs to the row."""
    more_than: Zero | None = None
    """The lower bound, which does not belong to the row."""
    at_most: Zero | None = None
    """The upper bound, which belongs to the row."""
    less_than: Zero | None = None
    """The upper bound, which does not belong to the row."""

    def faults(self) -> Iterator[Wrong]:
        if self.at_least is not None and self.more_than is not None:
            yield "exactly_one", (), {"known": ("at_least", "more_than")}
        if self.at_most is not None and self.less_than is not None:
            yield "exactly_one", (), {"known": ("at_most", "less_than")}
        last = self.last
        if last is not None and last < self.first:
            yield "range_empty", (), {}

    @property
    def first(self) -> int:
        """The first number that belongs to the row."""
        return self.more_than + 1 if self.more_than is not None else self.at_least or 0

    @property
    def last(self) -> int | None:
        """The last number that belongs to it; None: there is none."""
        return self.less_than - 1 if self.less_than is not None else self.at_most

    def holds(self, number: int) -> bool:
        """Whether a number belongs to the row."""
        return self.first <= number and (self.last is None or number <= self.last)


@dataclass(frozen=True, slots=True)
class Misfit:
    """Numbers from `first` to `last` (None: without end) that no row holds, or more than one; `rows` from 0."""

    first: int
    last: int | None
    rows: tuple[int, ...]


def misfits(rows: Sequence[Range]) -> tuple[Misfit, ...]:
    """Every gap and every overlap of a table from 0 up, in order; none: each number belongs to exactly one row.

    Shown as runs of numbers that the same rows hold; a run never ends where its rows go on unchanged.
    """
    starts = {0, *(row.first for row in rows), *(row.last + 1 for row in rows if row.last is not None)}
    found: list[Misfit] = []
    cuts: list[int | None] = [*sorted(starts), None]
    for at, after in pairwise(cuts):
        assert at is not None  # only the end is None
        holding = tuple(index for index, row in enumerate(rows) if row.holds(at))
        if len(holding) != 1:
            found.append(Misfit(at, None if after is None else after - 1, holding))
    return tuple(found)


def rows_of(rows: Sequence[Range], number: int) -> tuple[int, ...]:
    """The rows that hold a number."""
    return tuple(index for index, row in enumerate(rows) if row.holds(number))
