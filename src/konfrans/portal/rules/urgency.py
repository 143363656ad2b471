"""What is urgent: things that wait, parted by their last day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar

SOON = 7
"""Days within which a thing is due soon; the last of them counts."""


class Waits(Protocol):
    """What the desk knows of a thing that waits."""

    @property
    def due(self) -> date | None: ...

    @property
    def waits_for(self) -> str: ...


W = TypeVar("W", bound=Waits)


@dataclass(frozen=True, slots=True)
class Parted(Generic[W]):
    """Things by urgency. `handed` have no last day; for `others` the reader has nothing to do."""

    late: tuple[W, ...]
    soon: tuple[W, ...]
    later: tuple[W, ...]
    handed: tuple[W, ...]
    others: tuple[W, ...]

    @property
    def mine(self) -> int:
        """How many wait for the reader."""
        return len(self.late) + len(self.soon) + len(self.later) + len(self.handed)


def part(things: Iterable[W], today: date) -> Parted[W]:
    """Part things by what today makes of their last days, each list in the order given. Due today is soon, not late."""
    lists: dict[str, list[W]] = {"late": [], "soon": [], "later": [], "handed": [], "others": []}
    for thing in things:
        lists[_place(thing, today)].append(thing)
    return Parted(**{name: tuple(rows) for name, rows in lists.items()})


def _place(thing: Waits, today: date) -> str:
    if thing.waits_for:
        return "others"
    if thing.due is None:
        return "handed"
    days = (thing.due - today).days
    return "late" if days < 0 else "soon" if days <= SOON else "later"
