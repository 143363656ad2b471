"""What a fee comes to: the row of the table, reductions, the part of a year, instalments; each amount with its working."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Annotated, Any

from konfrans.charter.clock import after as after_day
from konfrans.charter.counts import Counts, last_of, taken
from konfrans.charter.faults import LawError
from konfrans.charter.law import Charter
from konfrans.charter.law.fees import Fee, FeeTable, Instalment, Joiners
from konfrans.charter.law.ranges import Range, rows_of
from konfrans.charter.law.years import DayOfYear
from konfrans.charter.tables import Bounds, Day, FeeKey, Line

PERIODS = {"month": 1, "quarter": 3, "half_year": 6}
"""Months of a period."""


class TableDecided(FeeTable):
    """The table of a fee as a decision set it."""

    fee: FeeKey
    """Which fee."""
    decision: Line
    """The number of the decision."""
    decided: Day
    """The day on which it was taken."""
    first_year: Annotated[int, Bounds(1900, 2999)]
    """The first year for which it holds, until a later table takes its place."""


@dataclass(frozen=True, slots=True)
class Payer:
    """Whoever pays: category, groups, from when to when a member, its numbers, and whether it pays in parts."""

    category: str
    groups: tuple[str, ...] = ()
    joined: date | None = None
    left: date | None = None
    counts: Counts = field(default_factory=dict)
    in_instalments: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """One amount: of which fee and year, which part of how many, by when, and how it came about."""

    fee: str
    year: int
    part: int
    parts: int
    day: date
    amount: Fraction
    article: str
    working: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Wanting:
    """What keeps a fee from being reckoned: a count, a table, or a row (several, or none, hold the number)."""

    code: str
    fee: str
    year: int
    article: str
    facts: Mapping[str, Any]


class _Stop(Exception):
    def __init__(self, code: str, article: str, **facts: Any) -> None:
        super().__init__(code)
        self.code, self.article, self.facts = code, article, facts


def year_of(fee: Fee, day: date) -> int:
    """The fee's year that a day lies in, called by the calendar year in which it begins."""
    return day.year if begins(fee).of(day.year) <= day else day.year - 1


def begins(fee: Fee) -> DayOfYear:
    """The first day of the fee's year."""
    return fee.begins or DayOfYear(month=1, day=1)


def table_of(key: str, fee: Fee, decided: Sequence[TableDecided], *, year: int, by: date) -> FeeTable | None:
    """The table in force for a year: the charter's own, or the last one decided for that year or before, up to the day `by`.

    `LawError` `fee_table_form`: a decision's table is not of the form that the charter asks for; `fee_table_twice`: two of one
    day for one year; `fee_table_idle`: a table for a fee whose amounts stand in the charter.
    """
    given = [one for one in decided if one.fee == key]
    if fee.set_by is None:
        if given:
            raise LawError("fee_table_idle", fee=key, decision=given[0].decision)
        return fee.amounts
    for one in given:
        if one.form != fee.set_by.form or one.data != frozenset(fee.set_by.data):
            asked = ", ".join((fee.set_by.form, *sorted(fee.set_by.data)))
            got = ", ".join((one.form, *sorted(one.data)))
            raise LawError("fee_table_form", fee=key, decision=one.decision, asked=asked, given=got)
    usable = [one for one in given if one.first_year <= year and one.decided <= by]
    if not usable:
        return None
    last = max((one.first_year, one.decided) for one in usable)
    found = [one for one in usable if (one.first_year, one.decided) == last]
    if len(found) > 1:
        raise LawError("fee_table_twice", fee=key, year=str(last[0]), decided=last[1].isoformat())
    return found[0]


def dues(
    key: str, charter: Charter, payer: Payer, decided: Sequence[TableDecided], *, year: int, by: date
) -> tuple[Due, ...] | Wanting:
    """The amounts of one fee for one year, in the order in which they are due; empty where nothing is."""
    fee = charter.fees[key]
    start, after = begins(fee).of(year), begins(fee).of(year + 1)
    if payer.category not in fee.categories or (payer.left is not None and payer.left < start):
        return ()
    if fee.once is not None and (payer.joined is None or not start <= payer.joined < after):
        return ()
    if payer.joined is not None and payer.joined >= after:
        return ()
    table = table_of(key, fee, decided, year=year, by=by)
    if table is None:
        assert fee.set_by is not None
        return Wanting("fee_table_missing", key, year, fee.set_by.article, {"set_by_kind": fee.set_by.kind})
    try:
        return tuple(_parts(key, fee, table, charter, payer, year))
    except _Stop as stop:
        return Wanting(stop.code, key, year, stop.article, stop.facts)


def _parts(key: str, fee: Fee, table: FeeTable, charter: Charter, payer: Payer, year: int) -> list[Due]:
    currency = charter.currency
    assert currency is not None  # a charter with fees has one
    found: list[Due] = []
    so_far = Fraction(0)
    parts, ways = _days(fee, charter, payer, year), _Ways(fee, table, charter, payer, year)
    for number, (share, due, counted) in enumerate(parts, 1):
        whole, working = ways.whole(due, counted)
        amount = currency.rounded(whole * (so_far + share)) - currency.rounded(whole * so_far)
        so_far += share
        day = max(due, payer.joined) if payer.joined is not None else due
        article = fee.instalments.article if fee.instalments is not None and len(parts) > 1 else fee.article
        found.append(Due(key, year, number, len(parts), day, amount, article, working))
    return found


def _days(fee: Fee, charter: Charter, payer: Payer, year: int) -> list[tuple[Fraction, date, DayOfYear | None]]:
    """The parts of a fee: which share, due when, by the count of which day."""
    if fee.once is not None:
        assert payer.joined is not None
        return [(Fraction(1), after_day(payer.joined, fee.once, charter.calendar).end, None)]
    if fee.instalments is not None and (payer.in_instalments or fee.due is None):
        parts: tuple[Instalment, ...] = fee.instalments.parts
        return [(part.share, part.due.of(year), part.counted) for part in parts]
    assert fee.due is not None
    return [(Fraction(1), fee.due.of(year), None)]


@dataclass(frozen=True, slots=True)
class _Ways:
    """How the whole of a fee comes about for one payer and year."""

    fee: Fee
    table: FeeTable
    charter: Charter
    payer: Payer
    year: int

    def whole(self, due: date, counted: DayOfYear | None) -> tuple[Fraction, dict[str, Any]]:
        """The fee before it is rounded, and what it rests on."""
        fee, payer = self.fee, self.payer
        amount, working = self._own(due, counted)
        amount *= fee.times
        for one in fee.reductions:
            fits = not one.categories or payer.category in one.categories
            if fits and (not one.groups or set(one.groups) & set(payer.groups)):
                amount = (amount if one.of == "own" else self._lowest() * fee.times) * one.pays
                working["reduced"], working["reduced_article"] = str(one.pays), one.article
        if fee.joiners is not None and payer.joined is not None and payer.joined > begins(fee).of(self.year):
            left, whole = self._left(fee.joiners, payer.joined)
            amount = amount * left / whole
            working["periods"] = f"{left}/{whole}"
            working["periods_article"] = fee.joiners.article
        return amount, working

    def _left(self, joiners: Joiners, joined: date) -> tuple[int, int]:
        """How many periods of the year are left for whoever joins, and how many the year has."""
        first = begins(self.fee).of(self.year)
        months = (joined.year - first.year) * 12 + joined.month - first.month - (joined.day < first.day)
        whole = 12 // PERIODS[joiners.by]
        gone = months // PERIODS[joiners.by]
        return whole - gone - (joiners.current == "does_not_count"), whole

    def _number(self, datum: str, due: date, counted: DayOfYear | None) -> tuple[int, date]:
        rule = self.charter.data[datum]
        counts = self.payer.counts.get(datum, ())
        if counted is not None:
            at = counted.of(self.year)
            found = last_of(datum, counts, earliest=at, latest=at)
        else:
            found = taken(datum, rule, counts, year=self.year, day=due)
        if found is None:
            raise _Stop("count_missing", rule.article, datum=datum, **({"at": at} if counted is not None else {}))
        return found.number, found.of

    def _row(self, rows: Sequence[Range], number: int, datum: str) -> int:
        holding = rows_of(rows, number)
        if len(holding) != 1:
            raise _Stop(
                "row_missing" if not holding else "row_twice", self.fee.article, datum=datum, number=number,
                rows=[at + 1 for at in holding],
            )  # fmt: skip
        return holding[0]

    def _own(self, due: date, counted: DayOfYear | None) -> tuple[Fraction, dict[str, Any]]:
        """The amount of the table, and the numbers it was found by."""
        table = self.table
        working: dict[str, Any] = {"form": table.form}
        if isinstance(table, TableDecided) and self.fee.set_by is not None:
            working |= {
                "decision": table.decision,
                "decided": table.decided,
                "decision_article": self.fee.set_by.article,
            }
        if table.flat is not None:
            return Fraction(table.flat), working
        if table.rate is not None:
            number, day = self._number(table.rate.datum, due, counted)
            working |= {"datum": table.rate.datum, "number": number, "of": day}
            each = Fraction(table.rate.each) if table.rate.each is not None else table.rate.share or Fraction(0)
            amount = each * number
            if table.rate.floor is not None:
                amount = max(amount, Fraction(table.rate.floor))
            if table.rate.cap is not None:
                amount = min(amount, Fraction(table.rate.cap))
            return amount, working
        if table.tiers is not None:
            number, day = self._number(table.tiers.datum, due, counted)
            working |= {"datum": table.tiers.datum, "number": number, "of": day}
            row = self._row(table.tiers.row, number, table.tiers.datum)
            return Fraction(table.tiers.row[row].amount), working | {"row": row + 1}
        assert table.points is not None
        points = 0
        for axis in table.points.axis:
            number, _day = self._number(axis.datum, due, counted)
            points += axis.row[self._row(axis.row, number, axis.datum)].points
        row = self._row(table.points.row, points, "points")
        return Fraction(table.points.row[row].amount), working | {"points": points, "row": row + 1}

    def _lowest(self) -> Fraction:
        """The lowest amount of the table."""
        table = self.table
        rows = table.tiers.row if table.tiers else table.points.row if table.points else ()
        if rows:
            return min(Fraction(row.amount) for row in rows)
        if table.rate is not None:
            return Fraction(table.rate.floor or 0)
        return Fraction(table.flat or 0)


def misfit_tables(charter: Charter) -> dict[str, tuple[Range, ...]]:
    """Every table of the charter in which each number has to belong to exactly one row, by its place.

    `konfrans.charter.law.ranges.misfits` finds the gaps and overlaps of each.
    """
    found: dict[str, tuple[Range, ...]] = {}
    for key, fee in charter.fees.items():
        if fee.amounts is not None:
            found |= {f"fees.{key}.amounts.{place}": rows for place, rows in fee.amounts.tables()}
    if charter.weights is not None and charter.weights.by_size is not None:
        found["weights.by_size.row"] = charter.weights.by_size.row
    return found
