"""What higher floors tell the charter page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from konfrans.charter import Charter
from konfrans.kernel.registries import Registry

Sizes = tuple[int, int]
"""How many members there are, and how many of them are entitled to vote."""

sizes: Registry[Callable[[date], Sizes]] = Registry("sizes")
"""`(on) -> Sizes` of the conference on a day; the rules of the charter are counted for them."""


def sizes_on(on: date) -> Sizes:
    """How many members there are on a day, and how many entitled to vote; 0 where nobody says it."""
    said = [count(on) for _domain, count in sizes]
    return sum(members for members, _entitled in said), sum(entitled for _members, entitled in said)


@dataclass(frozen=True, slots=True)
class Touched:
    """Something that a new charter touches: what, why, by which paragraph, and where it is shown."""

    what: str
    why: str
    article: str = ""
    address: str = ""


touched_by: Registry[Callable[[Charter | None, Charter, date], Iterable[Touched]]] = Registry("touched_by")
"""`(charter in force or None, new charter, on) -> Touched`: what of a domain a new charter touches; asked before it is adopted."""
