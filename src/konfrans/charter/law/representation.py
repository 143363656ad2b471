"""Who represents a member, who holds its proxy, and how much its vote weighs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from konfrans.charter.law.ranges import Range
from konfrans.charter.law.votes import Listed
from konfrans.charter.spans import Span
from konfrans.charter.tables import (
    NONE,
    CategoryKey,
    DatumKey,
    GroupKey,
    Number,
    OfficeKey,
    Ref,
    ShareText,
    Size,
    Table,
    Wrong,
    Zero,
)

TitleName = Literal["ex_officio", "acting", "delegate", "substitute"]
ProxyName = Literal["internal", "external"]


class Title(Table):
    """By what title a person represents a member in a session."""

    article: Ref
    """The paragraph that gives it."""
    offices: Annotated[tuple[OfficeKey, ...], Size(0, 50)] = ()
    """The offices at the member of which the person has to hold one; none: whoever is named."""
    letter: bool = False
    """Whether the member has to name the person by letter."""
    votes: bool = True
    """Whether the person votes."""
    eligible: bool = True
    """Whether the person may be elected to an office."""
    no_vote_on: Listed | None = None
    """The kinds of decision on which the person does not vote."""


class Proxy(Table):
    """A proxy: somebody else acts for a member that is not there."""

    article: Ref
    """The paragraph that allows it."""
    categories: Annotated[tuple[CategoryKey, ...], Size(0, 50)] = ()
    """External: the categories of members whose representatives may hold it; none: any."""
    offices: Annotated[tuple[OfficeKey, ...], Size(0, 50)] = ()
    """Internal: the offices at the member of which the holder has to hold one; none: any."""
    cap: Number | None = None
    """How many one person may hold."""
    scope: Literal["presence", "vote", "both"] = "both"
    """Whether it counts when a quorum is found, when votes are counted, or both."""
    lasts: Literal["session", "until_revoked"] = "session"
    """Whether it is given for one session, or holds until it is revoked."""
    longest: Span | None = None
    """How long it holds at most from the day it was given."""
    accepted: bool = False
    """Whether the holder has to accept it."""
    closed: Listed | None = None
    """The kinds of decision for which it does not count."""


class Representation(Table):
    """Who may act for a member."""

    titles: Annotated[Mapping[TitleName, Title], Size(1, 10)]
    """The titles: `ex_officio`, by office; `acting`, whoever acts while the office is vacant; `delegate` and `substitute`, named."""
    proxies: Annotated[Mapping[ProxyName, Proxy], Size(0, 2)] = NONE
    """The proxies: `internal`, held by somebody of the member's own; `external`, by the representative of another member."""


class VotesTier(Range):
    """A row of a table of votes."""

    votes: Zero
    """So many votes."""


class VotesTable(Table):
    """Votes by size: each number belongs to one row."""

    datum: DatumKey
    """The number that decides."""
    row: Annotated[tuple[VotesTier, ...], Size(1, 100)]
    """The rows."""


class Ceiling(Table):
    """The greatest share of the votes that one block may have.

    A block is one member, all that one person casts (`holder`), or one group (a member of several counts for the first that
    it names, a member of none by itself). `of = "rest"`: the blocks are cut to the
    greatest whole number of votes, the same for all, that is no more than the share of all votes as they are after the cut.
    `of = "all"`: to the whole part of the share of all votes as they were before. What a block of several members loses is
    taken so that each keeps its part in proportion, in whole votes: first the whole parts, then one each to the largest
    remainders, of equal ones to the member named first.
    """

    article: Ref
    """The paragraph that sets it."""
    block: Literal["member", "holder", "group"]
    """Whose votes it is held against."""
    share: ShareText
    """The share, in quotes: "1/5"."""
    of: Literal["rest", "all"] = "rest"
    """Of which votes: those that are left after the cut, or all as they were before."""
    among: Literal["entitled", "there"] = "entitled"
    """Whose votes are all votes: those of everybody entitled, or of those present and represented."""


class Weights(Table):
    """How many votes a member has: the same for each, by group, or by a table of size."""

    article: Ref
    """The paragraph that says so."""
    each: Number | None = None
    """The same for each."""
    by_size: VotesTable | None = None
    """By a table of size."""
    by_group: Annotated[Mapping[GroupKey, Zero], Size(1, 100)] | None = None
    """By the group that a member belongs to."""
    ceiling: Ceiling | None = None
    """The greatest share of the votes."""

    def faults(self) -> Iterator[Wrong]:
        known = ("each", "by_size", "by_group")
        if sum(getattr(self, name) is not None for name in known) != 1:
            yield "exactly_one", (), {"known": known}
