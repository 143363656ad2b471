"""The charter on nominations and committees: verdicts on what stands in the tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from konfrans.charter import Charter, Verdict
from konfrans.committees.models import Call, Committee, Nomination, Seat
from konfrans.committees.rules.calls import last_whole_day
from konfrans.committees.rules.law import (
    Sitting,
    call_verdict,
    composition_facts,
    composition_verdict,
    nomination_verdict,
)
from konfrans.kernel import clock
from konfrans.kernel.refusals import Refused
from konfrans.membership.selectors import Member, members_on
from konfrans.people.models import Institution, Office
from konfrans.people.selectors import in_force
from konfrans.statutes.selectors import charter_on

COUNTED = ("named", "asked", "confirmed")
"""States of a nomination that stands."""


def charter_today(on: date | None = None) -> tuple[str, Charter | None]:
    """The version in force on a day and its charter; none where no charter is in force."""
    try:
        _version, charter = charter_on(on or clock.today())
    except Refused:
        return "", None
    return charter.version, charter


@dataclass(frozen=True, slots=True)
class Law:
    """What judges the nominations of a call: the charter, the members, every seat and every nomination that stands.

    `seats`, `named` and `offices` are by the address of the person: an address is what a person is known by before there is an
    account.
    """

    version: str
    charter: Charter | None
    members: dict[str, Member]
    seats: dict[str, list[Sitting]]
    named: dict[str, list[Nomination]]
    offices: dict[str, tuple[str, ...]]

    @property
    def voting(self) -> int:
        return sum(member.votes for member in self.members.values())

    def held_before(self, one: Nomination) -> list[Sitting]:
        """The seats of the person of a nomination, and the nominations of the same person that were handed in before it."""
        place = (one.named_at or clock.now(), one.pk)
        earlier = [
            sitting(other, self)
            for other in self.named.get(one.email, ())
            if other.pk != one.pk and other.filled_id is None and (other.named_at or clock.now(), other.pk) < place
        ]
        mine = (one.committee.body.key, one.seat)
        return [held for held in (*self.seats.get(one.email, ()), *earlier) if (held.body, held.seat) != mine]


def law_of(nominations: Iterable[Nomination], on: date | None = None, *, drafts: bool = False) -> Law:
    """Read what is needed to judge these nominations: a handful of queries, however many there are. `drafts`: those that are not handed
    in stand too, as a university asks before it signs off."""
    counted = (*COUNTED, "draft") if drafts else COUNTED
    day = on or clock.today()
    version, charter = charter_today(day)
    named: dict[str, list[Nomination]] = {}
    for one in nominations:
        if one.state in counted and one.consent != "declined" and one.email:
            named.setdefault(one.email, []).append(one)
    law = Law(version, charter, {member.key: member for member in members_on(day)}, {}, named, {})
    rows = Seat.objects.filter(in_force(day)).select_related(
        "committee__body", "institution", "person__account", "nomination"
    )
    for seat in rows:
        for address in addresses_of(seat):
            law.seats.setdefault(address, []).append(seated(seat, law, person=address))
    known = charter.offices if charter is not None else {}
    held = Office.objects.filter(in_force(day), person__account__email__in=list(named), kind__in=list(known))
    for email, kind in held.values_list("person__account__email", "kind"):
        law.offices[email] = (*law.offices.get(email, ()), kind)
    return law


def addresses_of(seat: Seat) -> tuple[str, ...]:
    """The addresses by which whoever sits there is known."""
    return tuple(sorted({_of_account(seat), _of_nomination(seat)} - {""}))


def address_now(seat: Seat) -> str:
    """Where whoever sits there is written to: the account's main address, else the one given in the nomination."""
    return _of_account(seat) or _of_nomination(seat)


def _of_account(seat: Seat) -> str:
    account = getattr(seat.person, "account", None)
    return account.email if account else ""


def _of_nomination(seat: Seat) -> str:
    nomination = getattr(seat, "nomination", None)
    return nomination.email if nomination else ""


def sitting(one: Nomination, law: Law) -> Sitting:
    """A nomination as the law looks at it; the person goes by the address."""
    key = one.addressee.institution.key
    member = law.members.get(key)
    return Sitting(
        person=one.email, body=one.committee.body.key, organ=one.committee.organ, seat=one.seat, institution=key,
        of_member=member is not None, category=member.category if member else None, offices=law.offices.get(one.email, ()),
    )  # fmt: skip


def seated(seat: Seat, law: Law, *, person: str) -> Sitting:
    """A seat that is held, as the law looks at it."""
    key = seat.institution.key if seat.institution else ""
    member = law.members.get(key)
    return Sitting(
        person=person, body=seat.committee.body.key, organ=seat.committee.organ, seat=seat.seat, institution=key,
        of_member=member is not None, category=member.category if member else None, since=seat.since,
    )  # fmt: skip


def judge_call(call: Call, charter: Charter | None) -> Verdict | None:
    """Whether a call is open long enough, from the day on which it was opened or, of a draft, from today; None where the charter sets no
    time."""
    asked = call.asked.select_related("committee").first()
    if asked is None:
        return None
    opens, closes = ((at or clock.now()).astimezone(clock.zone()) for at in (call.opened_at, call.closes_at))
    day = last_whole_day(closes)
    return call_verdict(charter, asked.committee.organ, opens=opens.date(), closes=day)


def judge_nomination(one: Nomination, law: Law, call: Call) -> Verdict | None:
    """Every rule of the charter on one nomination; None where the charter has none on its seat."""
    if law.charter is None:
        return None
    me = replace(sitting(one, law), person=one.full_name or one.key)
    return nomination_verdict(me, law.charter, members=law.voting, begins=call.begins_on, holds=law.held_before(one))


def judge_composition(
    committee: Committee, nominations: Sequence[Nomination], seats: Sequence[Seat], law: Law, *, by_key: bool = False
) -> tuple[dict[str, object], Verdict | None]:
    """The committee as a whole with these nominations and seats: the facts and the verdict. `by_key`: persons go by their random
    keys and universities by theirs, as the facts are frozen; else both by the names that pages show."""
    if law.charter is None or committee.organ not in law.charter.organs:
        return {}, None
    sits: list[Sitting] = []
    holds: dict[str, list[Sitting]] = {}
    for seat in seats:
        name = seat.person.key if by_key else seat.person.full_name or seat.person.key
        me = _called(seated(seat, law, person=name), seat.institution, by_key)
        sits.append(me)
        other = [held for address in addresses_of(seat) for held in law.seats.get(address, ()) if held.body != me.body]
        holds.setdefault(name, []).extend(other)
    for one in nominations:
        name = one.key if by_key else one.full_name or one.key
        me = _called(replace(sitting(one, law), person=name), one.addressee.institution, by_key)
        if (name, one.seat) not in {(each.person, each.seat) for each in sits}:
            sits.append(me)
            holds.setdefault(name, []).extend(held for held in law.held_before(one) if held.body != me.body)
    facts = composition_facts(
        committee.organ, committee.body.key, law.charter, members=law.voting, sits=sits, holds=holds
    )
    return facts, composition_verdict(facts, law.charter)


def _called(one: Sitting, institution: Institution | None, by_key: bool) -> Sitting:
    """Somebody on a seat with the university under the name that pages show."""
    return one if by_key or institution is None else replace(one, institution=institution.code or institution.key)
