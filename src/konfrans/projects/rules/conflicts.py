"""One fact, several sources: when they disagree, which value is shown, and what is settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from konfrans.kernel.text import fold
from konfrans.projects.rules.dates import PartialDate

DATES = frozenset({"start", "end"})
"""Kinds of fact whose values are dates known in part."""
COUNTS = frozenset({"institutions_home", "partners_abroad"})
"""Kinds of fact whose values are whole numbers."""
KINDS = ("number", "call", "start", "end", "duration", "institutions_home", "partners_abroad", "plan_period")
"""Every kind of fact that may have several sources, in the order in which a page shows them."""


@dataclass(frozen=True, slots=True)
class Sourced:
    """A value as one source gives it. `shown` is true of the one the page shows."""

    value: str
    source: str
    shown: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """What is known of a fact: `shown` (None: not public), how many values contradict each other, whether it is settled."""

    shown: Sourced | None
    different: int
    settled: bool

    @property
    def in_conflict(self) -> bool:
        """Two values that cannot both be true, and nobody has settled which."""
        return self.different > 1 and not self.settled

    @property
    def code(self) -> str:
        """`not_public`, `agreed`, `disputed` or `settled`."""
        if self.shown is None:
            return "not_public"
        if self.different < 2:
            return "agreed"
        return "settled" if self.settled else "disputed"


def agree(kind: str, one: str, other: str) -> bool:
    """Whether both values can be true at once: 2021 and October 2021 do, two different numbers do not."""
    if kind in DATES:
        return PartialDate.parse(one).agrees(PartialDate.parse(other))
    return " ".join(fold(one).split()) == " ".join(fold(other).split())


def different_values(kind: str, values: Sequence[Sourced]) -> int:
    """How many values stand against each other: the most that pairwise exclude one another, taking the exact ones first."""
    chosen: list[str] = []
    exact_first = sorted(values, key=lambda v: (-len(v.value) if kind in DATES else 0, v.value))
    for each in exact_first:
        if not any(agree(kind, each.value, taken) for taken in chosen):
            chosen.append(each.value)
    return len(chosen)


def state_of(kind: str, values: Sequence[Sourced], *, settled: bool = False) -> State:
    """The state of a fact. Without a choice the first value is shown; of agreeing dates the exact one is."""
    if not values:
        return State(None, 0, settled)
    shown = next((v for v in values if v.shown), None)
    if shown is None:
        shown = max(values, key=lambda v: len(v.value)) if kind in DATES else values[0]
    return State(shown, different_values(kind, values), settled)


def value_fault(kind: str, value: str) -> str | None:
    """What is wrong with a value of this kind: `wrong_date`, `wrong_count`, `empty`, or None."""
    if not value.strip():
        return "empty"
    if kind in DATES:
        try:
            PartialDate.parse(value)
        except ValueError:
            return "wrong_date"
    if (kind in COUNTS or kind == "call") and not value.strip().isdecimal():
        return "wrong_count"
    return None
