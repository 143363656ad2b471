"""The month grid: from months to places on a line, in per cent of its length."""

from __future__ import annotations

from dataclasses import dataclass

from konfrans.projects.rules.dates import PartialDate

PACKAGE_KINDS = ("preparation", "development", "quality", "dissemination", "management")
MONTHS = ("planned", "reported", "sample", "open")
"""What the months of a bar rest on: the plan, a report, an invented schedule, or nothing (drawn open)."""
BAR = {"planned": "plan", "reported": "plan", "sample": "plan", "open": "open", "extension": "ext"}


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the grid at `x` per cent; `year` where one begins, `named` where there is room to write it."""

    x: str
    year: int | None
    named: bool = True


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar from `x`, `width` long, both per cent; `look` is the class it is drawn in."""

    x: str
    width: str
    look: str


@dataclass(frozen=True, slots=True)
class Grid:
    """The months a work plan spans: `months` of them, from the one that holds `start`."""

    start: PartialDate
    months: int

    def _index(self, year: int, month: int) -> int:
        return (year - self.start.year) * 12 + month - (self.start.month or 1)

    def _percent(self, months: float) -> str:
        return f"{round(min(max(months / self.months, 0.0), 1.0) * 100, 2):g}"

    @property
    def end(self) -> PartialDate:
        """The last month."""
        year, month = divmod((self.start.month or 1) - 1 + self.months - 1, 12)
        return PartialDate(self.start.year + year, month + 1)

    def ticks(self, every: int = 3) -> tuple[Tick, ...]:
        """A line each quarter, and one for each year that begins."""
        found = []
        for at in range(self.months):
            year, month = divmod((self.start.month or 1) - 1 + at, 12)
            if at % every == 0 or month == 0:
                begins = month == 0 or at == 0
                left = 12 - month
                named = left >= 6 or self.months <= left
                found.append(Tick(self._percent(at), self.start.year + year if begins else None, named))
        return tuple(found)

    def bar(self, begins: PartialDate, ends: PartialDate, look: str = "plan") -> Bar | None:
        """The bar from the first month of `begins` to the last of `ends`, cut at the grid's edges; None outside it."""
        left = max(self._index(begins.first.year, begins.first.month), 0)
        right = min(self._index(ends.last.year, ends.last.month) + 1, self.months)
        if right <= left:
            return None
        x, end = self._percent(left), self._percent(right)
        return Bar(x, f"{round(float(end) - float(x), 2):g}", look)

    def point(self, when: PartialDate) -> str | None:
        """Where an event stands: its day within the month, else the middle of its month; None outside or for a mere year."""
        if when.precision == "year":
            return None
        at = self._index(when.year, when.month or 1)
        if not 0 <= at < self.months:
            return None
        into = (when.day - 1) / 31 if when.day else 0.5
        return self._percent(at + into)


MOST_MONTHS = 240
"""Twenty years: no plan is longer, and a picture of one does not grow with what somebody typed."""


def grid_for(start: PartialDate | None, end: PartialDate | None, marks: tuple[PartialDate, ...]) -> Grid | None:
    """The grid of a project: from its first month to its last, widened to hold every mark, of at most
    `MOST_MONTHS`; None where nothing is dated."""
    firsts = [d.first for d in (start, *marks) if d is not None]
    lasts = [d.last for d in (end, *marks) if d is not None]
    if not firsts or not lasts:
        return None
    first, last = min(firsts), max(lasts)
    if last < first:
        return None
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    return Grid(PartialDate(first.year, first.month), min(max(months, 1), MOST_MONTHS))
