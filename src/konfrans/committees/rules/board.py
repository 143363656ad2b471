"""The board: universities x committees, what is there, what is lacking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from konfrans.committees.rules.calls import Named

MARKS = ("both", "one", "substitute", "none", "no")
"""A cell: member and substitute; the member alone; a substitute alone; nobody; refused, and no member in place of who was."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one university has named for one committee: the mark, the places that are open, the consents that are missing."""

    mark: str
    open: int
    waiting: int = 0
    declined: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One university on the board."""

    institution: str
    answered: bool
    cells: tuple[Cell, ...]

    @property
    def open(self) -> int:
        return sum(cell.open for cell in self.cells)

    @property
    def waiting(self) -> int:
        return sum(cell.waiting for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Column:
    """One committee on the board: universities that have named a member, of how many."""

    committee: str
    named: int
    of: int


@dataclass(frozen=True, slots=True)
class Board:
    """All of it, universities that have not answered first."""

    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    places: int
    filled: int
    refused: int
    consents: Mapping[str, int] = field(default_factory=dict)

    @property
    def answered(self) -> int:
        return sum(row.answered for row in self.rows)

    @property
    def open(self) -> int:
        return self.places - self.filled

    @property
    def missing(self) -> int:
        """Consents that are missing."""
        return self.consents.get("asked", 0) + self.consents.get("none", 0)


def cell_of(named: Sequence[Named], seats: Sequence[str]) -> Cell:
    """The first of `seats` is the member's, the others are substitutes'."""
    there = {one.seat for one in named if one.counts}
    refused = {one.seat for one in named if one.state == "refused"}
    missing = sum(seat not in there for seat in seats)
    waiting = sum(one.counts and one.consent != "given" for one in named)
    declined = sum(one.consent == "declined" for one in named)
    if seats[0] not in there and refused:
        return Cell("no", missing, waiting, declined)
    if not there:
        return Cell("none", missing, waiting, declined)
    if missing == 0:
        return Cell("both", 0, waiting, declined)
    return Cell("one" if seats[0] in there else "substitute", missing, waiting, declined)


def board_of(
    institutions: Sequence[tuple[str, bool]], committees: Sequence[str], seats: Sequence[str], named: Iterable[Named]
) -> Board:
    """The board of a call. `institutions` are the universities in their order, each with whether it has answered; `named` every
    nomination that was handed in."""
    by_cell: dict[tuple[str, str], list[Named]] = {}
    refused = 0
    consents = {"given": 0, "asked": 0, "none": 0, "declined": 0}
    for one in named:
        by_cell.setdefault((one.institution, one.committee), []).append(one)
        refused += one.state == "refused"
        if one.state in ("named", "asked", "confirmed"):
            consents[one.consent] += 1
    empty = Cell("none", len(seats))
    rows = []
    for key, answered in institutions:
        cells = tuple(
            cell_of(found, seats) if (found := by_cell.get((key, committee))) else empty for committee in committees
        )
        rows.append(Row(key, answered, cells))
    columns = tuple(
        Column(committee, sum(row.cells[at].mark in ("both", "one") for row in rows), len(rows))
        for at, committee in enumerate(committees)
    )
    places = len(institutions) * len(committees) * len(seats)
    ordered = tuple(sorted(rows, key=lambda row: row.answered))
    return Board(ordered, columns, places, places - sum(row.open for row in rows), refused, consents)


@dataclass(frozen=True, slots=True)
class Share:
    """How many of those named come from one group: a city, an ownership."""

    group: str
    number: int


def shares(groups: Iterable[str]) -> tuple[Share, ...]:
    """How those named are spread over groups, the largest first; what is not recorded (an empty key) is one of them."""
    counts: dict[str, int] = {}
    for group in groups:
        counts[group] = counts.get(group, 0) + 1
    return tuple(Share(group, number) for group, number in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
