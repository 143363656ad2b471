"""What follows from unpaid fees, day by day: when a step begins, and when it ends because it was paid."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate

from konfrans.charter.clock import after, before
from konfrans.charter.holidays import Holidays
from konfrans.charter.law.fees import ArrearsStep

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Owed:
    """An amount due on a day, of the fee of a year (called by the one in which it begins)."""

    due: date
    amount: Fraction
    year: int


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment. Payments go to what was due first."""

    day: date
    amount: Fraction


@dataclass(frozen=True, slots=True)
class InEffect:
    """A step that is in effect on a day: since when, for want of what, and what it was held against."""

    since: date
    due: date
    deadline: date | None = None


class Account:
    """What a member owed and paid: how much of what is unpaid on any day."""

    def __init__(self, owed: Sequence[Owed], paid: Sequence[Paid], calendar: Holidays) -> None:
        self._calendar = calendar
        self.owed = tuple(sorted((one for one in owed if one.amount), key=lambda one: (one.due, one.year)))
        self.paid = tuple(sorted(paid, key=lambda one: one.day))
        self._sums = list(accumulate((one.amount for one in self.owed), initial=Fraction(0)))
        self._dues = [one.due for one in self.owed]
        self._days = [one.day for one in self.paid]
        self._paid = list(accumulate((one.amount for one in self.paid), initial=Fraction(0)))

    def paid_by(self, day: date) -> Fraction:
        """All that was paid up to the end of a day."""
        return self._paid[bisect_right(self._days, day)]

    def unpaid(self, at: int, day: date) -> Fraction:
        """What is unpaid of an amount at the end of a day."""
        return max(Fraction(0), min(self.owed[at].amount, self._sums[at + 1] - self.paid_by(day)))

    def overdue(self, day: date) -> bool:
        """Whether anything that was due before a day is unpaid at its end."""
        return self._sums[bisect_left(self._dues, day)] > self.paid_by(day)

    def in_effect(self, step: ArrearsStep, day: date, *, session: date | None = None, year: int = 0) -> InEffect | None:
        """Whether a step is in effect on a day; one of sessions, in the session of that day, in the fee's year `year`."""
        if step.after is None:
            return self._before(step, session, year) if session is not None else None
        return self._after(step, day)

    def _before(self, step: ArrearsStep, session: date, year: int) -> InEffect | None:
        assert step.before_session is not None  # `faults` asks for one of the two
        deadline = before(session, step.before_session, self._calendar).end
        for at, one in enumerate(self.owed):
            asked = one.year <= year if step.through == "year" else one.due <= deadline
            if asked and self.unpaid(at, deadline):
                return InEffect(deadline + _DAY, one.due, deadline)
        return None

    def _after(self, step: ArrearsStep, day: date) -> InEffect | None:
        assert step.after is not None
        begins: dict[date, list[int]] = {}
        for due, places in self._due_on().items():
            since = after(due, step.after, self._calendar).end + _DAY
            if since <= day:
                begins.setdefault(since, []).extend(places)
        if step.until == "amount_paid":
            found = [(since, at) for since, late in begins.items() for at in late if self.unpaid(at, day)]
            return InEffect(min(found)[0], self.owed[min(found)[1]].due) if found else None
        state: InEffect | None = None
        for event in sorted({*begins, *(one for one in self._days if one <= day)}):
            if state is not None and not self.overdue(event):
                state = None
            if state is None:
                started = next((at for at in begins.get(event, ()) if self.unpaid(at, event)), None)
                state = None if started is None else InEffect(event, self.owed[started].due)
        return state

    def _due_on(self) -> dict[date, list[int]]:
        """The places of the amounts that are due on each day."""
        found: dict[date, list[int]] = {}
        for at, one in enumerate(self.owed):
            found.setdefault(one.due, []).append(at)
        return found
