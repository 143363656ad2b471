"""The board of a call: universities x committees, read in a handful of queries however large it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Subquery

from konfrans.charter import Charter
from konfrans.committees.models import Addressee, Call, Committee, Contact, Nomination
from konfrans.committees.rules.board import Board, Row, board_of, shares
from konfrans.committees.rules.calls import Answering, CallState, Named, answering
from konfrans.committees.rules.law import call_article, formed_rule
from konfrans.committees.selectors.access import Running
from konfrans.committees.selectors.law import charter_today
from konfrans.committees.selectors.mail import topic_of
from konfrans.kernel import clock
from konfrans.kernel.letters import FAILED, letters_about
from konfrans.kernel.localised import Localised, by_name
from konfrans.kernel.models import Letter
from konfrans.membership.selectors import members_number
from konfrans.people.models import Institution


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A university on the board page; `reopened`: the call is open for it alone."""

    addressee: Addressee
    row: Row
    late: bool
    reopened: bool
    opened: bool
    address: bool
    lost: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """How many universities have named a member to a committee, and how many are needed before it is formed (None: no rule)."""

    committee: Committee
    named: int
    of: int
    needed: int | None
    article: str

    @property
    def short(self) -> int:
        return max(0, (self.needed or 0) - self.named)


@dataclass(frozen=True, slots=True)
class Spread:
    """How those named to one committee are spread: by city, by ownership; names of groups with numbers."""

    committee: Committee
    cities: tuple[tuple[Localised | None, int], ...]
    owners: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class BoardShown:
    """Everything on the board page."""

    call: Call
    committees: tuple[Committee, ...]
    board: Board
    rows: tuple[BoardRow, ...]
    gaps: tuple[Gap, ...]
    spread: tuple[Spread, ...]
    behind: tuple[BoardRow, ...]
    refused: tuple[Nomination, ...]
    missing: tuple[Nomination, ...]
    version: str
    article: str
    days_left: int
    held: int

    @property
    def shortest(self) -> Gap | None:
        """The committee that is short of most names."""
        short = [gap for gap in self.gaps if gap.short]
        return max(short, key=lambda gap: gap.short) if short else None

    @property
    def formed(self) -> Gap | None:
        """A committee whose forming the charter rules: what is needed is the same for all of its sort."""
        return next((gap for gap in self.gaps if gap.needed is not None), None)


def committees_of(call: Call) -> list[Committee]:
    """The committees that a call asks for, in its order. One query."""
    return list(Committee.objects.filter(calls__call=call).select_related("body").order_by("calls__place"))


def nominations_in(call: Call) -> list[Nomination]:
    """Every nomination that was handed in, with what the rules look at. One query."""
    rows = Nomination.objects.filter(addressee__call=call).exclude(state__in=("draft", "withdrawn"))
    return list(rows.select_related("addressee__institution", "committee__body").order_by("named_at", "pk"))


def as_named(one: Nomination) -> Named:
    """A nomination as the rules look at it."""
    return Named(
        one.key, one.addressee.institution.key, one.committee.body.key, one.seat, one.email, one.full_name, one.state,
        one.consent,
    )  # fmt: skip


def _counted(call: Call) -> list[Named]:
    """Every nomination that was handed in, as far as the board counts it: nobody's name is read. One query, plain rows."""
    rows = Nomination.objects.filter(addressee__call=call).exclude(state__in=("draft", "withdrawn"))
    fields = ("key", "addressee__institution__key", "committee__body__key", "seat", "state", "consent")
    return [
        Named(key, where, body, seat, "", "", state, consent)
        for key, where, body, seat, state, consent in rows.values_list(*fields)
    ]


def board_page(running: Running, now: datetime) -> BoardShown:
    """The board, the gaps, who is behind, what was refused. Six queries beside those of the access."""
    call = running.call
    committees = committees_of(call)
    contacts = Contact.objects.filter(addressee=OuterRef("pk"), withdrawn_at=None)
    failed = letters_about(topic_of(call)).filter(state__in=FAILED, closed_at=None)
    held = letters_about(topic_of(call)).filter(state=Letter.State.HELD)
    asked: Any = Addressee.objects.filter(call=call).select_related("institution")
    addressees = list(
        asked.annotate(
            reached=Exists(contacts),
            opened=Exists(contacts.filter(opened_at__isnull=False)),
            lost=Exists(contacts.filter(email__in=failed.values("to"))),
            held=Subquery(held.order_by().values("topic").annotate(number=Count("pk")).values("number")),
        )
    )
    named = _counted(call)
    addressees = by_name(addressees, lambda one: one.institution.name)
    board = board_of(
        [(one.institution.key, one.answered_at is not None) for one in addressees],
        [one.body.key for one in committees], call.seats, named,
    )  # fmt: skip
    state, moment = running.state, clock.now()
    by_key = {one.institution.key: one for one in addressees}
    rows = tuple(
        BoardRow(
            found, row, late=_late(found, call, state, moment), reopened=_reopened(found, state, moment), opened=found.opened,
            address=found.reached, lost=found.lost,
        )
        for row in board.rows
        for found in [by_key[row.institution]]
    )  # fmt: skip
    version, charter = charter_today()
    members = members_number(clock.today())
    special = (
        Nomination.objects.filter(addressee__call=call)
        .filter(state__in=("refused", "named", "asked"))
        .exclude(state__in=("named", "asked"), consent="given")
        .select_related("addressee__institution", "committee__body")
        .annotate(lost=Exists(failed.filter(to=OuterRef("email"))))
        .order_by("named_at", "pk")[:60]
    )
    found = list(special)
    return BoardShown(
        call=call, committees=tuple(committees), board=board, rows=rows, gaps=_gaps(committees, board, charter, members),
        spread=_spread(committees, addressees, named), behind=tuple(one for one in rows if not one.row.answered),
        refused=tuple(one for one in found if one.state == "refused"),
        missing=tuple(one for one in found if one.state != "refused"), version=version,
        article=call_article(charter, committees[0].organ) if committees else "",
        days_left=max(0, (call.closes_at - now).days),
        held=(addressees[0].held or 0) if addressees else 0,  # one number of the whole call, read with the first query
    )  # fmt: skip


def _late(found: Addressee, call: Call, state: CallState, moment: datetime) -> bool:
    """Whether a university answered after the deadline, or can answer no more."""
    if found.answered_at is not None:
        return found.answered_at > call.closes_at
    return not answering(state=state, reopened_until=found.reopened_until, now=moment).may


def _reopened(found: Addressee, state: CallState, moment: datetime) -> bool:
    return answering(state=state, reopened_until=found.reopened_until, now=moment) is Answering.REOPENED


def _gaps(committees: Sequence[Committee], board: Board, charter: Charter | None, members: int) -> tuple[Gap, ...]:
    rules = {organ: formed_rule(charter, organ, members=members) for organ in {one.organ for one in committees}}
    return tuple(
        Gap(committee, column.named, column.of, rules[committee.organ].needed, rules[committee.organ].article)
        for committee, column in zip(committees, board.columns, strict=True)
    )


def _spread(
    committees: Sequence[Committee], addressees: Sequence[Addressee], named: Sequence[Named]
) -> tuple[Spread, ...]:
    places = {one.institution.key: one.institution for one in addressees}
    there: dict[str, set[str]] = {}
    for one in named:
        if one.counts:
            there.setdefault(one.committee, set()).add(one.institution)
    found = []
    for committee in committees:
        institutions = [places[key] for key in sorted(there.get(committee.body.key, ())) if key in places]
        by_city = {one.city.given(): one.city for one in institutions}
        cities = tuple(
            (by_city.get(share.group) or None, share.number)
            for share in shares(one.city.given() for one in institutions)
        )
        owners = tuple(
            (str(Institution.Ownership(share.group).label), share.number)
            for share in shares(one.ownership for one in institutions)
        )
        found.append(Spread(committee, cities, owners))
    return tuple(found)
