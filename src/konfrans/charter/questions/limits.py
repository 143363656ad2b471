"""How often one person may hold a seat: terms in a row, in all, in years, and after how long the row begins anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from konfrans.charter.clock import after
from konfrans.charter.holidays import Holidays
from konfrans.charter.law.terms import Limit, Term
from konfrans.charter.questions.days import length_in_years, years_between
from konfrans.charter.questions.sitting import said
from konfrans.charter.tables import Day, Line, SeatKey, Table, Wrong
from konfrans.charter.verdicts import Reason


class Served(Table):
    """A term that is over or runs, of anybody. One in another seat of the organ counts where the limit counts across its seats."""

    person: Line
    """Whose: a name or a key."""
    seat: SeatKey | None = None
    """In which seat; left out: in the one asked about."""
    begins: Day
    """Its first day."""
    ends: Day
    """Its last day."""
    rest: bool = False
    """Whether it was the rest of a predecessor's term."""

    def faults(self) -> Iterator[Wrong]:
        if self.ends < self.begins:
            yield "served_order", ("ends",), {"begins": self.begins.isoformat(), "ends": self.ends.isoformat()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """The term that the person would begin; `None` where the facts do not say."""

    begins: date | None
    ends: date | None
    rest: bool


def limit_reasons(
    term: Term, seat: str, served: Iterable[Served] | None, person: str, coming: Coming, calendar: Holidays
) -> Iterator[Reason]:
    """Each limit on a seat with what this term would make it; open where the facts do not say who held the seat."""
    limit = term.limit
    if limit is None:
        return
    if served is None:
        for code, most in (
            ("limit_in_a_row", limit.in_a_row),
            ("limit_in_all", limit.in_all),
            ("limit_in_years", limit.years),
        ):
            if most is not None:
                yield said(code, limit.article, None, most)
        return
    counted = [one for one in served if one.seat in (None, seat) or (limit.across and _beside(one.seat, seat))]
    terms = sorted(counted, key=lambda one: (one.begins, one.ends))
    own = [one for one in terms if one.person == person]
    new = int(limit.rest_counts or not coming.rest)
    if limit.in_all is not None:
        got = sum(limit.rest_counts or not one.rest for one in own) + new
        yield said("limit_in_all", limit.article, got <= limit.in_all, limit.in_all, got)
    if limit.in_a_row is not None:
        yield _in_a_row(limit, term, terms, own, coming, new, calendar)
    if limit.years is not None:
        yield _in_years(limit, term, own, coming)


def _beside(one: str | None, other: str) -> bool:
    """Whether two seats are of one organ."""
    return one is not None and one.partition(".")[0] == other.partition(".")[0]


def _in_a_row(
    limit: Limit, term: Term, terms: list[Served], own: list[Served], coming: Coming, new: int, calendar: Holidays
) -> Reason:
    """Counts back from the coming term; a link that the facts leave open makes the row as long as it may be."""
    assert limit.in_a_row is not None
    surely = longest = new
    begins, sure = coming.begins, True
    for one in reversed(own):
        linked = _linked(one, begins, limit, term, terms, calendar)
        if linked is False:
            break
        sure = sure and linked is True
        counts = int(limit.rest_counts or not one.rest)
        longest += counts
        surely += counts if sure else 0
        begins = one.begins
    met = True if longest <= limit.in_a_row else False if surely > limit.in_a_row else None
    if limit.cooling_off is not None and own and met is not True:
        again = after(own[-1].ends, limit.cooling_off, calendar).end
        return said(
            "limit_in_a_row_until", limit.article, met, limit.in_a_row, surely if met is False else longest, again=again
        )
    return said("limit_in_a_row", limit.article, met, limit.in_a_row, surely if met is False else longest)


def _linked(
    one: Served, begins: date | None, limit: Limit, term: Term, terms: list[Served], calendar: Holidays
) -> bool | None:
    """Whether the term that begins then is in a row with an earlier one; None where the facts do not say."""
    if begins is None:
        return None
    if limit.cooling_off is not None:
        return begins < after(one.ends, limit.cooling_off, calendar).end
    if limit.across:
        # Others sit beside the person all the time: only a pause as long as a term interrupts the row.
        whole = None if term.length is None else after(one.ends, term.length, calendar).end
        return whole is None or begins < whole
    if any(
        other.person != one.person and one.ends <= other.begins and other.ends <= begins and other.begins < begins
        for other in terms
    ):
        return False
    # A gap as long as a term, and nobody named for it: somebody else held the seat, or it stood empty.
    return None if term.length is not None and after(one.ends, term.length, calendar).end <= begins else True


def _in_years(limit: Limit, term: Term, own: list[Served], coming: Coming) -> Reason:
    assert limit.years is not None
    served = sum((years_between(one.begins, one.ends) for one in own), Fraction(0))
    more = None if term.length is None or coming.rest else length_in_years(term.length)
    if coming.begins is not None and coming.ends is not None:
        more = years_between(coming.begins, coming.ends)
    whole = served + (more or 0)
    met = False if whole > limit.years else None if more is None else True
    return said("limit_in_years", limit.article, met, limit.years, _years(whole))


def _years(value: Fraction) -> int | str:
    """Whole years as a number, else to the tenth below: the verdict was reached on the exact value."""
    if value.denominator == 1:
        return int(value)
    whole, tenth = divmod(int(value * 10), 10)
    return f"{whole} {tenth}/10"
