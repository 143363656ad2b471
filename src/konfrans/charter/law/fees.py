"""Fees: how much, by when, in what parts; and what follows where they are not paid."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, Literal

from konfrans.charter.law.ranges import Range
from konfrans.charter.law.years import DayOfYear
from konfrans.charter.money import Money
from konfrans.charter.spans import Lead, Span
from konfrans.charter.tables import (
    NONE,
    ActorKey,
    CategoryKey,
    DatumKey,
    GroupKey,
    KindKey,
    Number,
    Ref,
    ShareText,
    Size,
    Table,
    Texts,
    Wrong,
    Zero,
)

Form = Literal["flat", "rate", "tiers", "points"]
FORMS: tuple[Form, ...] = ("flat", "rate", "tiers", "points")


class Rate(Table):
    """So much for each of a number, or a share of a sum."""

    datum: DatumKey
    """The number: of students, or of a budget in whole units of the currency."""
    each: Money | None = None
    """So much for each."""
    share: ShareText | None = None
    """A share of it, in quotes: "1/1000"."""
    floor: Money | None = None
    """No less than this."""
    cap: Money | None = None
    """No more than this."""

    def faults(self) -> Iterator[Wrong]:
        if (self.each is None) == (self.share is None):
            yield "exactly_one", (), {"known": ("each", "share")}
        if self.floor is not None and self.cap is not None and self.floor > self.cap:
            yield "floor_above_cap", ("floor",), {}


class FeeTier(Range):
    """A row of a table of fees."""

    amount: Money
    """The fee."""


class FeeTiers(Table):
    """A table by size: each number belongs to exactly one row."""

    datum: DatumKey
    """The number that decides."""
    row: Annotated[tuple[FeeTier, ...], Size(1, 200)]
    """The rows."""


class PointsRow(Range):
    """A row that gives points."""

    points: Zero
    """So many."""


class PointsAxis(Table):
    """Points by one number."""

    datum: DatumKey
    """The number."""
    row: Annotated[tuple[PointsRow, ...], Size(1, 100)]
    """The rows."""


class Points(Table):
    """Points by several numbers, added; the fee is that of the sum."""

    axis: Annotated[tuple[PointsAxis, ...], Size(1, 6)]
    """What gives points."""
    row: Annotated[tuple[FeeTier, ...], Size(1, 200)]
    """The fee by the sum of the points."""


class FeeTable(Table):
    """How much a fee is: one of four forms."""

    flat: Money | None = None
    """The same for each."""
    rate: Rate | None = None
    """So much for each student, or a share of a budget."""
    tiers: FeeTiers | None = None
    """A table by size."""
    points: Points | None = None
    """Points by several numbers."""

    def faults(self) -> Iterator[Wrong]:
        if sum(getattr(self, name) is not None for name in FORMS) != 1:
            yield "exactly_one", (), {"known": FORMS}

    @property
    def form(self) -> Form:
        """Which of the forms it has."""
        return next(name for name in FORMS if getattr(self, name) is not None)

    @property
    def data(self) -> frozenset[str]:
        """The numbers that it asks for."""
        one = self.rate or self.tiers
        if one is not None:
            return frozenset({one.datum})
        return frozenset(axis.datum for axis in self.points.axis) if self.points else frozenset()

    def tables(self) -> tuple[tuple[str, tuple[Range, ...]], ...]:
        """Every list of rows in which each number has to have its place, by its key."""
        if self.tiers is not None:
            return (("tiers.row", self.tiers.row),)
        if self.points is not None:
            return tuple((f"points.axis[{at}].row", axis.row) for at, axis in enumerate(self.points.axis))
        return ()


class SetBy(Table):
    """The amounts are set by a decision, which carries the table."""

    article: Ref
    """The paragraph that says so."""
    kind: KindKey
    """The kind of decision."""
    form: Form
    """The form that its table has to have."""
    data: Annotated[tuple[DatumKey, ...], Size(0, 6)] = ()
    """The numbers that the fee goes by."""


class Reduction(Table):
    """What some members pay in place of the whole fee."""

    article: Ref
    """The paragraph that says so."""
    categories: Annotated[tuple[CategoryKey, ...], Size(0, 50)] = ()
    """For which categories; none: for any."""
    groups: Annotated[tuple[GroupKey, ...], Size(0, 50)] = ()
    """For which groups; none: for any."""
    pays: ShareText
    """The share that is paid: "1/2"."""
    of: Literal["own", "lowest"] = "own"
    """Of the member's own fee, or of the lowest in the table."""

    def faults(self) -> Iterator[Wrong]:
        if not self.categories and not self.groups:
            yield "missing_key", (), {"missing": "categories"}


class Instalment(Table):
    """One part of a fee."""

    share: ShareText
    """Which share of the fee."""
    due: DayOfYear
    """By when."""
    counted: DayOfYear | None = None
    """The day whose count decides on this part; left out: as for the whole fee."""


class Instalments(Table):
    """A fee paid in parts. Each is rounded so that parts of one amount add up to it."""

    article: Ref
    """The paragraph that allows or asks for it."""
    parts: Annotated[tuple[Instalment, ...], Size(2, 12)]
    """The parts, in the order in which they are due."""

    def faults(self) -> Iterator[Wrong]:
        if sum((part.share for part in self.parts), Fraction(0)) != 1:
            yield "parts_not_whole", ("parts",), {}


class Joiners(Table):
    """What whoever joins during a year pays for it: a part for each period that is left."""

    article: Ref
    """The paragraph that says so."""
    by: Literal["month", "quarter", "half_year"]
    """The period."""
    current: Literal["counts", "does_not_count"] = "counts"
    """Whether the period in which one joins is paid."""


class Fee(Table):
    """A fee: yearly, or once on joining."""

    article: Ref
    """The paragraph that asks for it."""
    name: Texts = NONE
    """What it is called, in each language."""
    categories: Annotated[tuple[CategoryKey, ...], Size(1, 50)]
    """The categories that pay it."""
    amounts: FeeTable | None = None
    """How much, where the charter itself says so."""
    set_by: SetBy | None = None
    """By what decision, where the charter leaves it to one."""
    times: Number = 1
    """How often the amount of the table is paid in a year: 12, where it is one for a month."""
    reductions: Annotated[tuple[Reduction, ...], Size(0, 50)] = ()
    """What some pay in place of it; where several apply, each in turn."""
    begins: DayOfYear | None = None
    """The first day of the fee's year; left out: 1 January. A year is called by the one in which it begins."""
    due: DayOfYear | None = None
    """By when the whole is due."""
    instalments: Instalments | None = None
    """The parts; beside `due` a member chooses."""
    once: Span | None = None
    """Due once, so long after one has become a member."""
    joiners: Joiners | None = None
    """What whoever joins during a year pays; left out: the whole."""

    def faults(self) -> Iterator[Wrong]:
        if (self.amounts is None) == (self.set_by is None):
            yield "exactly_one", (), {"known": ("amounts", "set_by")}
        if self.once is None and self.due is None and self.instalments is None:
            yield "missing_key", (), {"missing": "due"}
        if self.once is not None:
            for name in ("due", "instalments", "joiners", "begins"):
                if getattr(self, name) is not None:
                    yield "once_alone", (name,), {"given": name}
        if self.begins is not None and self.begins.year:
            yield "out_of_form", ("begins", "year"), {"form": "this_year", "given": str(self.begins.year)}


class ArrearsStep(Table):
    """What follows where a fee is not paid. It ends when it is paid."""

    article: Ref
    """The paragraph that says so."""
    effect: Literal["reminder", "vote_suspended", "exclusion_open"]
    """The member is reminded, its vote rests, or its exclusion may be proposed."""
    after: Span | None = None
    """When an amount has been due for longer than this."""
    before_session: Lead | None = None
    """In a session before which it was not all paid in time: so long before."""
    through: Literal["due", "year"] = "due"
    """What has to be paid before a session: what was due by then, or all of the year of the session and of those before it."""
    until: Literal["all_paid", "amount_paid"] = "all_paid"
    """What ends a step of `after`: that all arrears are paid, or the amount that began it."""
    who: ActorKey | None = None
    """Who acts."""

    def faults(self) -> Iterator[Wrong]:
        if (self.after is None) == (self.before_session is None):
            yield "exactly_one", (), {"known": ("after", "before_session")}
        if self.before_session is None and self.through == "year":
            yield "exactly_one", ("through",), {"known": ("after", "before_session")}
        if self.after is None and self.until == "amount_paid":
            yield "exactly_one", ("until",), {"known": ("after", "before_session")}
