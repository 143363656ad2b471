"""Acts that enter a spreadsheet that was looked at: all of its rows, or none."""

from __future__ import annotations

from typing import Any

from konfrans.committees.models import Addressee, Committee, Nomination, Seat
from konfrans.committees.rules.sheets import rosters
from konfrans.committees.rules.sheets.reading import Plan
from konfrans.committees.selectors.access import Answerer
from konfrans.committees.selectors.board import committees_of
from konfrans.committees.selectors.sheets import Sealed, nominations_looked_at, plan_mark, roster_looked_at
from konfrans.committees.services.nominations import nomination_change, nomination_draft
from konfrans.committees.services.seating import seat_begin
from konfrans.kernel.acts import Actor, act, record
from konfrans.kernel.refusals import Refused, worded
from konfrans.people import services as people
from konfrans.people.models import Person


@act
def nominations_import(*, answerer: Answerer, seen: Sealed, language: str) -> list[Nomination]:
    """Name people in a university's draft, and change those who are named, as a spreadsheet has it that was looked at; `language` is
    that of the letter where a row says none. All or nothing.

    Refused: something else would happen by now than was shown; whatever refuses one nomination, with the row it stands in.
    """
    call = answerer.addressee.call
    # Two who enter at once: the second waits here, and then sees that the rows are named already.
    Addressee.objects.select_for_update().get(pk=answerer.addressee.pk)
    plan = nominations_looked_at(answerer, seen.sheet)
    _as_seen(plan, seen)
    committees = {one.body.key: one for one in committees_of(call)}
    there = {one.key: one for one in Nomination.objects.filter(addressee=answerer.addressee).select_related(
        "addressee__call", "addressee__institution", "committee__body"
    )}  # fmt: skip
    done = []
    for row in plan.acts:
        values: dict[str, Any] = dict(row.values) | {"language": row.values["language"] or language}
        try:
            committee = committees[row.committee]
            if row.what == "named":
                done.append(
                    nomination_draft(
                        answerer=answerer, committee=committee, seat=row.seat, sample=call.sample, **values
                    )
                )
            else:
                found = there[row.nomination]
                done.append(
                    nomination_change(
                        answerer=answerer, nomination=found, committee=committee, seat=row.seat, **values
                    )
                )  # fmt: skip
        except Refused as refused:
            raise Refused("sheet_row_refused", row=row.row, why=worded(refused)) from refused
    record(
        "nominations_import", actor=answerer.actor, of="call", key=call.key, institution=answerer.addressee.institution.key,
        nominations=[one.key for one in done],
    )  # fmt: skip
    return done


@act
def roster_import(*, actor: Actor, committee: Committee, seen: Sealed) -> list[Seat]:
    """Enter the seats of a committee as a spreadsheet has them that was looked at. Whoever is known by the address takes the seat, anybody else becomes a
    new person without an account: an account comes with an invitation. All or nothing.

    Refused: something else would happen by now than was shown; whatever refuses one seat, with the row it stands in.
    """
    Committee.objects.select_for_update(of=("self",)).get(pk=committee.pk)
    plan = roster_looked_at(committee, seen.sheet)
    _as_seen(plan, seen)
    rows = plan.acts
    known = {one.key: one for one in Person.objects.filter(key__in=[one.person for one in rows if one.person])}
    made: dict[int, Person] = {}
    done = []
    for row in rows:
        assert row.since is not None, "a row without a first day is a fault"
        try:
            person = known.get(row.person) or made.get(row.same_as) or _enter(actor, row, sample=committee.sample)
            made[row.row] = person
            done.append(
                seat_begin(
                    actor=actor, committee=committee, seat=row.seat, person=person, since=row.since, ends=row.ends,
                    institution_key=row.institution, public=row.public, position=row.values["position"], sample=committee.sample,
                )
            )  # fmt: skip
        except Refused as refused:
            raise Refused("sheet_row_refused", row=row.row, why=worded(refused)) from refused
    record("roster_import", actor=actor, of="committee", key=committee.body.key, seats=len(done))
    return done


def _as_seen(plan: Plan[Any], seen: Sealed) -> None:
    if plan.faults or not plan.acts or plan_mark(plan) != seen.plan:
        raise Refused("sheet_changed_since")


def _enter(actor: Actor, row: rosters.Planned, *, sample: bool) -> Person:
    names = {one: row.values[one] for one in ("given", "father", "patronymic", "surname")}
    return people.person_create(actor=actor, sample=sample, **names)
