"""What the clock answers: values that hold all that their working needs, and no words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from konfrans.charter.holidays import Words
from konfrans.charter.spans import Lead, Unit


@dataclass(frozen=True, slots=True)
class Skipped:
    """A day that is not worked: the names of its holiday, or None for a day of the weekend."""

    day: date
    names: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """What the table of holidays did to a count: days left out, weekend days that were worked, the sources by year."""

    skipped: tuple[Skipped, ...] = ()
    worked: tuple[date, ...] = ()
    sources: tuple[tuple[int, Words], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoned:
    """A date that was computed, with all that its working needs.

    `way` is "after" (from the event `start` to the end of the period) or "before" (from `start`, the target, back to the
    last day for sending). `first` is the first day that counts, None where none does; `end` the local day of the answer,
    `until` the instant in UTC when it is over. `start_instant` is the instant of `start` where one was given.
    `moved_from` is the last day before it moved to a working day.
    """

    way: Literal["after", "before"]
    span: Lead
    start: date
    start_instant: datetime | None
    first: date | None
    end: date
    until: datetime
    zone: str
    passed: Passed = Passed()
    moved_from: date | None = None

    @property
    def number(self) -> int:
        return self.span.number

    @property
    def unit(self) -> Unit:
        return self.span.unit

    @property
    def iso(self) -> str:
        """ISO 8601, for the verdict's `by`: the last day, "2026-03-17", meant to its end; of hours, the UTC instant."""
        return self.until.isoformat() if self.unit == "hours" else self.end.isoformat()


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Whether something came at least, and at most, so long after an event. `early` and `late` say what failed."""

    start: date
    start_instant: datetime | None
    at: date
    at_instant: datetime | None
    zone: str
    least: Reckoned | None
    most: Reckoned | None
    early: bool
    late: bool

    @property
    def holds(self) -> bool:
        return not (self.early or self.late)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """How long before `later` something was done: `number` whole units, where `needed` were asked.

    `ordered` says that it is indeed the earlier of the two.
    """

    span: Lead
    earlier: date
    earlier_instant: datetime | None
    later: date
    later_instant: datetime | None
    number: int
    ordered: bool
    zone: str
    passed: Passed = Passed()

    @property
    def enough(self) -> bool:
        return self.ordered and self.number >= self.needed

    @property
    def needed(self) -> int:
        return self.span.number

    @property
    def short(self) -> int:
        return max(0, self.needed - self.number)
