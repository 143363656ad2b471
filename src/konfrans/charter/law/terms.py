"""How long a seat is held: length and limits of a term, what ends it early, who acts until the next one begins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from konfrans.charter.law.seats import By
from konfrans.charter.spans import Span
from konfrans.charter.tables import (
    Bounds,
    DayOfMonth,
    FromPlace,
    HeldKey,
    Month,
    Number,
    OfficeKey,
    OrganKey,
    PostKey,
    Ref,
    ShareText,
    Size,
    Table,
    Wrong,
)

Year = Annotated[int, Bounds(1900, 2999)]
Posts = Annotated[tuple[PostKey, ...], Size(1, 20)]


class FixedDay(Table):
    """The day of the year on which every term begins: `{ month = 8, day = 1 }`."""

    month: Month
    """The month."""
    day: DayOfMonth
    """The day of the month."""
    year: Year | None = None
    """A year in which a term began, where a term is longer than one."""

    def faults(self) -> Iterator[Wrong]:
        from calendar import monthrange

        if self.day > monthrange(2001, self.month)[1]:  # no leap day: a term begins every year that it may
            yield "no_such_day", (), {"given": f"{self.day}.{self.month}"}


class Limit(Table):
    """How often, or how long, one person may hold the seat."""

    article: Ref
    """The paragraph that says so."""
    in_a_row: Number | None = None
    """So many terms in a row at most."""
    in_all: Number | None = None
    """So many terms at most, ever."""
    years: Number | None = None
    """So many years at most, all terms together."""
    cooling_off: Span | None = None
    """After so long the row begins anew; left out: when a whole term of somebody else lies between."""
    across: bool = False
    """Whether the terms in every seat of the organ count, not those in this seat alone."""
    rest_counts: bool = True
    """Whether the rest of a predecessor's term counts as a term."""

    def faults(self) -> Iterator[Wrong]:
        if self.in_a_row is None and self.in_all is None and self.years is None:
            yield "limit_empty", (), {}
        if self.cooling_off is not None and self.in_a_row is None:
            yield "missing_key", (), {"missing": "in_a_row"}
        if not self.rest_counts and self.in_a_row is None and self.in_all is None:
            yield "missing_key", (), {"missing": "in_all"}  # years are counted as they were served


class EndsWith(Table):
    """The seat ends when something else does: exactly one of `office` and `membership`."""

    article: Ref
    """The paragraph that says so."""
    office: PostKey | None = None
    """With this office, or with this seat."""
    membership: bool = False
    """With the membership of the person's institution."""

    def faults(self) -> Iterator[Wrong]:
        if (self.office is not None) == self.membership:
            yield "ends_with", (), {}


class SaidBy(Table):
    """The paragraph that says so."""

    article: Ref
    """The paragraph."""


class Acting(Table):
    """Who acts while the holder is away or the seat is vacant."""

    article: Ref
    """The paragraph that says so."""
    posts: Posts
    """Who acts: offices or seats."""
    how: Literal["in_order", "jointly", "by_agreement"] = "in_order"
    """The first who is there; all of them together; the one on whom they agree."""
    holds_both: bool = True
    """Whether the one who acts keeps the own office until the seat is filled."""


class ByElection(Table):
    """A seat that falls vacant is filled before the next regular election."""

    article: Ref
    """The paragraph that says so."""
    within: Span
    """In what time after the seat falls vacant."""
    rest_of_term: bool = True
    """Whether the successor is elected for the rest of the term; false: for a whole one."""


class Staggered(Table):
    """Parts of the seats are elected at different times: their first terms are of different length."""

    article: Ref
    """The paragraph that says so."""
    first: Annotated[tuple[Span, ...], Size(2, 20)]
    """How long the first term of each part is."""


class CoOption(Table):
    """The organ itself fills a vacant seat."""

    article: Ref
    """The paragraph that says so."""
    up_to: ShareText | None = None
    """Up to such a share of its seats with a vote; left out: without a bound."""
    until: Literal["rest_of_term", "next_session"] = "rest_of_term"
    """Until when: the end of the term, or the next session of the organ that elects."""


class Recall(Table):
    """The holder may be recalled before the end of the term."""

    article: Ref
    """The paragraph that says so."""
    constructive: bool = False
    """Whether a recall takes effect only by the election of a successor."""


class Absences(Table):
    """Whoever stays away too often."""

    article: Ref
    """The paragraph that says so."""
    number: Number
    """After so many absences in a row."""
    then: Literal["lost", "suspended"]
    """The seat is lost, or suspended until the person has been heard."""
    heard_by: OrganKey | None = None
    """The organ that hears the person at its next session."""

    def faults(self) -> Iterator[Wrong]:
        if (self.then == "suspended") != (self.heard_by is not None):
            yield "absences_heard", ("heard_by",), {}


class Founding(Table):
    """The first holders after the body is founded, and who acts until they are elected."""

    article: Ref
    """The paragraph that says so."""
    within: Span
    """In what time after the founding they are elected."""
    acting: OfficeKey
    """Who acts until then."""


class Term(Table):
    """The term of some seats."""

    key: Annotated[str, FromPlace()]
    article: Ref
    """The paragraph that sets the length."""
    seats: Annotated[tuple[HeldKey, ...], Size(1, 50)]
    """Whose term it is: seats, offices, or organs with all of their seats that have no term of their own."""
    length: Span | None = None
    """How long a term is; left out: until something else ends it."""
    fixed: FixedDay | None = None
    """The day on which terms begin; left out: a term begins with the day of the election."""
    start_delay: Span | None = None
    """So long after the election a term begins."""
    limit: Limit | None = None
    """How often one person may hold the seat."""
    ends_with: Annotated[tuple[EndsWith, ...], Size(0, 10)] = ()
    """What else ends it."""
    holding_over: SaidBy | None = None
    """A holder whose time is over stays until the successor begins."""
    acting: Acting | None = None
    """Who acts while the holder is away or the seat is vacant."""
    by_election: ByElection | None = None
    """When a vacant seat is filled."""
    staggered: Staggered | None = None
    """Parts that are elected at different times."""
    co_option: CoOption | None = None
    """Whether the organ itself may fill a vacant seat."""
    recall: Recall | None = None
    """Whether the holder may be recalled."""
    early_election: By | None = None
    """Who may call an election before the end of the term."""
    absences: Absences | None = None
    """What happens to whoever stays away too often."""
    founding: Founding | None = None
    """The first holders after the body is founded."""

    def faults(self) -> Iterator[Wrong]:
        for place, one in enumerate(self.seats):
            if one in self.seats[:place]:
                yield "twice", ("seats", place), {"what": "seat", "given": one}
        if self.fixed is not None:
            if self.length is None or self.length.unit != "years" or self.length.number == 0:
                yield "fixed_length", ("fixed",), {}
            elif self.fixed.year is None and self.length.number > 1:
                yield "missing_key", ("fixed",), {"missing": "year"}
            if self.length is not None and self.length.first_day == "counts":
                yield "fixed_first_day", ("length", "first_day"), {}
            if self.start_delay is not None:
                yield "fixed_delay", ("start_delay",), {}
        if self.staggered is not None and self.length is None:
            yield "missing_key", (), {"missing": "length"}


def term_faults(terms: Mapping[str, Term]) -> Iterator[Wrong]:
    """Seats that two terms name."""
    seen: set[str] = set()
    for key, term in terms.items():
        for place, one in enumerate(term.seats):
            if one in seen:
                yield "twice", ("terms", key, "seats", place), {"what": "term", "given": one}
            seen.add(one)
