"""The roll of members as facts: category, numbers, what keeps a vote at rest, who is there, which proxies were given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from konfrans.charter.counts import DatumCount
from konfrans.charter.law.representation import ProxyName, TitleName
from konfrans.charter.tables import (
    NONE,
    Bounds,
    CategoryKey,
    DatumKey,
    Day,
    GroupKey,
    Key,
    KindKey,
    Line,
    OfficeKey,
    Ref,
    Size,
    Table,
)


class AtRest(Table):
    """That a vote is at rest, by decision or at the member's own request, or that the member is barred from this item."""

    why: Literal["suspended", "barred"]
    """Suspended, or barred."""
    article: Ref
    """The paragraph by which it is."""
    since: Day | None = None
    """The first day; left out: before the roll."""
    until: Day | None = None
    """The last day; left out: it goes on."""


class Arrears(Table):
    """A fee that was not paid when it was due."""

    due: Day
    """The day on which the oldest amount was due."""
    paid: Day | None = None
    """The day on which all arrears were paid; left out: they are not."""


class PaidThrough(Table):
    """Up to which year all fees are paid."""

    year: Annotated[int, Bounds(1900, 2999)]
    """The last year that is wholly paid."""
    day: Day
    """The day on which that was so."""


class InRoom(Table):
    """Who is in the room for a member, and by what title."""

    title: TitleName
    """The title."""
    office: OfficeKey | None = None
    """The office that the person holds at the member."""
    letter: bool = False
    """Whether the member named the person by letter."""


class OnRoll(Table):
    """A member on the roll."""

    key: Key
    """What it is called here."""
    name: Line | None = None
    """Its name."""
    category: CategoryKey
    """Its category."""
    groups: Annotated[tuple[GroupKey, ...], Size(0, 20)] = ()
    """The groups that it belongs to."""
    data: Annotated[Mapping[DatumKey, tuple[DatumCount, ...]], Size(0, 20)] = NONE
    """Its numbers, each as it was counted."""
    admitted: Day | None = None
    """The day from which it is a member; needed where there is a time on trial."""
    at_rest: Annotated[tuple[AtRest, ...], Size(0, 20)] = ()
    """What keeps its vote at rest."""
    arrears: Arrears | None = None
    """A fee that was not paid when it was due; left out: there is none."""
    paid_through: PaidThrough | None = None
    """Up to which year all is paid; needed where the charter asks for that before a session."""
    there: InRoom | None = None
    """Who is in the room for it; left out: nobody."""


class ProxyGiven(Table):
    """A proxy as it was given. Of several from one member the one given last counts."""

    form: ProxyName
    """Internal, held by somebody of the member's own; external, by the representative of another member."""
    giver: Key
    """The member that gave it."""
    holder: Key | None = None
    """External: the member whose representative holds it."""
    office: OfficeKey | None = None
    """Internal: the office that the holder has at the member."""
    given: Day
    """The day on which it was given."""
    session: Day | None = None
    """The session that it was given for; needed where a proxy is given for one session."""
    scope: Literal["presence", "vote", "both"] = "both"
    """What it was given for."""
    accepted: bool = False
    """Whether the holder accepted it."""
    revoked: Day | None = None
    """The day on which it was revoked."""


class Roll(Table):
    """The roll of members on the day of a session, and the proxies."""

    day: Day
    """The day of the session."""
    kind: KindKey = "ordinary"
    """The kind of decision."""
    members: Annotated[tuple[OnRoll, ...], Size(1, 2000)]
    """The members."""
    proxies: Annotated[tuple[ProxyGiven, ...], Size(0, 2000)] = ()
    """The proxies that were given."""
