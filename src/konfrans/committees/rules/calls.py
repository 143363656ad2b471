"""What a call is at a moment, and what a university may still do in it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

from konfrans.committees.rules.letters import address_key
from konfrans.kernel.text import search_text

SIGN_OFFICES = ("rector", "acting_rector", "vice_rector")
"""Offices of a university that a call may let sign off."""
RESERVED = frozenset({"add"})
"""Keys that no call and no committee has: at the place of the key these are the addresses of other pages."""
MOST_NAMED = 5
"""Nominations of one university for one seat of one committee: beyond these it is no choice but a list."""


class CallState(StrEnum):
    """A call is drafted, open until its deadline, closed after it."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


def call_state(*, opened_at: datetime | None, closes_at: datetime, now: datetime) -> CallState:
    """What a call is now."""
    if opened_at is None:
        return CallState.DRAFT
    return CallState.OPEN if now < closes_at else CallState.CLOSED


LAST_MINUTE = time(23, 59)


def last_whole_day(closes: datetime) -> date:
    """The last day that is open to its end, of a deadline in the conference's own time: a day that ends at noon is not given whole."""
    return closes.date() if closes.time() >= LAST_MINUTE else closes.date() - timedelta(days=1)


class Answering(StrEnum):
    """Whether a university may work on its answer."""

    NOT_OPEN = "not_open"
    OPEN = "open"
    REOPENED = "reopened"
    LATE = "late"

    @property
    def may(self) -> bool:
        return self in (Answering.OPEN, Answering.REOPENED)


def answering(*, state: CallState, reopened_until: datetime | None, now: datetime) -> Answering:
    """Until the deadline every university answers; after it only one for which the call was reopened, until that moment."""
    if state is CallState.DRAFT:
        return Answering.NOT_OPEN
    if state is CallState.OPEN:
        return Answering.OPEN
    return Answering.REOPENED if reopened_until is not None and now < reopened_until else Answering.LATE


CHANGEABLE = frozenset({"draft", "named", "asked"})
"""States of a nomination in which the university may still change or take it back."""
DECIDABLE = frozenset({"named", "asked"})
"""States in which the coordinator may ask back, refuse or confirm."""


class Named(NamedTuple):
    """A nomination as the rules look at it."""

    key: str
    institution: str
    committee: str
    seat: str
    email: str
    name: str
    state: str
    consent: str

    @property
    def counts(self) -> bool:
        """Whether it stands: handed in, neither refused nor withdrawn, and not declined by the person."""
        return self.state in ("named", "asked", "confirmed") and self.consent != "declined"


def same_person(one: Named, other: Named) -> bool:
    """Two nominations are of one person where the address is one (names may be written in two ways), and where one university names
    the same full name twice for a committee (people have several addresses)."""
    if one.email and address_key(one.email) == address_key(other.email):
        return True
    name = search_text(one.name)
    place = (one.institution, one.committee)
    return bool(name) and (other.institution, other.committee) == place and search_text(other.name) == name


def named_twice(one: Named, others: list[Named]) -> Named | None:
    """Another nomination of the same person by the same university for the same committee that still stands or is drafted."""
    return next(
        (
            other
            for other in others
            if other.key != one.key
            and (other.institution, other.committee) == (one.institution, one.committee)
            and other.state not in ("refused", "withdrawn")
            and same_person(one, other)
        ),
        None,
    )
