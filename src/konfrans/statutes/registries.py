"""What higher floors tell the charter page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from konfrans.charter import Charter
from konfrans.kernel.localised import Localised
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


@dataclass(frozen=True, slots=True)
class OnRoll:
    """A member that is entitled to vote: its name, and its category by key and by name."""

    name: Localised
    category: str
    category_name: Localised


rolls: Registry[Callable[[date], Sequence[OnRoll]]] = Registry("rolls")
"""`(on) -> OnRoll, ...`: the members that may vote on a day; voting power is counted for them."""


def roll_on(on: date) -> tuple[OnRoll, ...]:
    """The members that may vote on a day, in the order of their names."""
    return tuple(one for _domain, roll in rolls for one in roll(on))
