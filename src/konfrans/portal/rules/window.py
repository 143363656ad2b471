"""The window of members: eight-pointed stars in a lattice, one star a member. Geometry only; pages draw it as SVG.

The pattern is that of the shebeke: a star in every cell of 100, short rays from the corners of the cells, a lozenge where
four cells meet.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

CELL = 100
MOST = 60
"""So many members are shown as stars; beyond, a list says more."""
LARGE = 7
"""A window with more columns than this needs the width of the page."""
SHAPE = 5 / 3
_OUTER, _INNER = 49.0, 43.0
_RAY = CELL * (1 - math.sqrt(0.5)) / 2
_LOZENGE = 9


@dataclass(frozen=True, slots=True)
class Star:
    """One cell: the paths of the star and of the line inside it, and where its letters stand."""

    outer: str
    inner: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Window:
    """The whole picture, in units of its view box."""

    columns: int
    rows: int
    stars: tuple[Star, ...]
    lattice: str

    @property
    def width(self) -> int:
        """Without the frame."""
        return self.columns * CELL

    @property
    def height(self) -> int:
        """Without the frame."""
        return self.rows * CELL

    @property
    def view_box(self) -> str:
        """With the frame, which stands 8 units off."""
        return f"-9 -9 {self.width + 18} {self.height + 18}"

    @property
    def frame(self) -> tuple[int, int]:
        """Width and height of the frame."""
        return self.width + 16, self.height + 16

    @property
    def large(self) -> bool:
        """Whether it needs the whole width of the page."""
        return self.columns > LARGE


def grid(number: int) -> tuple[int, int]:
    """Columns and rows for so many stars: near five to three, with as few empty cells as that allows."""
    if number <= 3:
        return number, 1
    candidates = []
    for columns in range(2, number + 1):
        rows = math.ceil(number / columns)
        ratio = columns / rows
        if 1 <= ratio <= 2.6:
            candidates.append((columns * rows - number + 2.5 * abs(math.log(ratio / SHAPE)), columns, rows))
    _cost, columns, rows = min(candidates)
    return columns, rows


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def star_path(cx: float, cy: float, radius: float) -> str:
    """Two squares turned against each other: the star with eight points, of this radius."""
    side = radius * math.sqrt(0.5)
    notch = radius - side
    right = [(radius, 0), (side, notch), (side, side), (notch, side)]
    points: list[tuple[float, float]] = []
    for turn in range(4):
        for x, y in right:
            for _ in range(turn):
                x, y = -y, x
            points.append((cx + x, cy + y))
    return "M" + "L".join(f"{_number(x)} {_number(y)}" for x, y in points) + "Z"


def _lattice(columns: int, rows: int) -> Iterator[str]:
    for row in range(rows + 1):
        for column in range(columns + 1):
            x, y = column * CELL, row * CELL
            for dx in (1, -1):
                for dy in (1, -1):
                    if 0 <= x + dx <= columns * CELL and 0 <= y + dy <= rows * CELL:
                        yield f"M{x} {y}L{_number(x + dx * _RAY)} {_number(y + dy * _RAY)}"
    for row in range(1, rows):
        for column in range(1, columns):
            x, y = column * CELL, row * CELL
            yield f"M{x - _LOZENGE} {y}L{x} {y - _LOZENGE}L{x + _LOZENGE} {y}L{x} {y + _LOZENGE}Z"


def window(number: int) -> Window | None:
    """The window for so many members; None where there is none to show, or more than it shows."""
    if not 1 <= number <= MOST:
        return None
    columns, rows = grid(number)
    stars = []
    for at in range(number):
        cx, cy = at % columns * CELL + CELL // 2, at // columns * CELL + CELL // 2
        stars.append(Star(star_path(cx, cy, _OUTER), star_path(cx, cy, _INNER), cx, cy + 6))
    return Window(columns, rows, tuple(stars), "".join(_lattice(columns, rows)))
