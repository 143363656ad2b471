"""What other domains tell this one: who holds a seat in a body on a day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from konfrans.kernel.localised import Localised
from konfrans.kernel.registries import Registry


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatHeld:
    """A seat in a body, and who holds it on a day.

    `seat` is the charter's key of the seat (`member`, `substitute`) or the office held (`chair`). `name` is the name of the person
    now, empty where it was erased; `commitment` is the one to that name. `substitute_for` is the person in whose seat this one
    may sit: a substitute has no vote of its own. One person has one seat here, even where several are held: the one with a vote.
    """

    seat: str
    person: str
    name: str
    commitment: str = ""
    institution: str = ""
    institution_name: Localised | None = None
    votes: bool = True
    substitute_for: str = ""
    sample: bool = False


seat_holders: Registry[Callable[[str, date], Sequence[SeatHeld] | None]] = Registry("meetings.seat_holders")
"""`(body key, day) -> seats`, or None where the domain does not know the body. Where no domain answers, the holders are those of
the offices in the body."""
