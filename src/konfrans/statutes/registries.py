"""What higher floors tell the charter page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from konfrans.kernel.registries import Registry

sizes: Registry[Callable[[date], int]] = Registry("sizes")
"""`(on) -> int`: how many members the conference has on a day; the rules of the charter are counted for it."""


def members_on(on: date) -> int:
    """The number of members on a day; 0 where nobody says it."""
    return sum(count(on) for _domain, count in sizes)
