"""Acts on seats: a composition confirmed, a seat that ends, a substitute or another person in its place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from konfrans.charter import Outcome, canonical, verdict_to_json
from konfrans.committees.models import Committee, Composition, Nomination, Seat
from konfrans.committees.rules.calls import DECIDABLE
from konfrans.committees.rules.law import seat_article, term_ends
from konfrans.committees.selectors.board import nominations_in
from konfrans.committees.selectors.law import Law, charter_today, judge_composition, judge_nomination, law_of
from konfrans.committees.selectors.roster import office_held, seats_due, seats_on
from konfrans.committees.services import letters
from konfrans.decisions.models import Decision
from konfrans.decisions.services import document_keep
from konfrans.kernel import clock
from konfrans.kernel.acts import Actor, act, locked, record
from konfrans.kernel.refusals import Refused
from konfrans.people import services as people
from konfrans.people.models import Account, Institution, Office, Person

ONE_DAY = timedelta(days=1)
OFFICES = {"chair": Office.Kind.CHAIR, "secretary": Office.Kind.SECRETARY, "mentor_partner": Office.Kind.READER}
"""The office in the body that a seat brings; every other seat brings that of a member."""


@act
def composition_confirm(
    *, actor: Actor, committee: Committee, nominations: Sequence[Nomination], decision: Decision | None = None,
    since: date | None = None,
) -> Composition:  # fmt: skip
    """Confirm nominations to a committee: each person takes the seat, and the composition is frozen with its evidence and verdict.

    Nothing is confirmed unless all of it can be. Refused: nobody is named; one was decided, or has not consented; the charter refuses
    one of them, with the paragraph; two are confirmed for one place of one university.
    """
    if not nominations:
        raise Refused("nobody_to_confirm")
    locked(committee)
    nominations = [locked(one) for one in sorted(nominations, key=lambda one: one.pk)]
    call = nominations[0].addressee.call
    law = law_of(nominations_in(call))
    begins = since or call.begins_on
    for one in nominations:
        _confirmable(one, committee, law)
    places = [(one.addressee_id, one.seat) for one in nominations]
    for one in nominations:
        if (
            places.count((one.addressee_id, one.seat)) > 1
            and law.charter is not None
            and _one_each(law, committee, one.seat)
        ):
            raise Refused(
                "two_for_one_place", name=one.addressee.institution.name, article=_article(law, committee, one.seat)
            )
    seats = seats_on(committee, begins)
    for one in nominations:
        held = next(
            (each for each in seats if (each.seat, each.institution_id) == (one.seat, one.addressee.institution_id)),
            None,
        )
        if held is not None and _one_each(law, committee, one.seat):
            raise Refused(
                "place_held",
                name=one.full_name,
                holder=held.person.full_name,
                university=one.addressee.institution.name,
                article=_article(law, committee, one.seat),
            )
    facts, verdict = judge_composition(committee, nominations, seats, law, by_key=True)
    if verdict is not None and verdict.outcome is Outcome.FAILED:
        wrong = next(one for one in verdict.reasons if one.met is False)
        raise Refused("composition_fails", committee=committee.body.name, article=wrong.article)
    composition = Composition.objects.create(
        committee=committee, on=clock.today(), decision=decision, made_at=clock.now(), sample=call.sample,
        charter=document_keep(law.charter) if law.charter else None,
        evidence=canonical(facts).decode() if verdict else "", verdict=canonical(verdict_to_json(verdict)).decode() if verdict else "",
        outcome=verdict.outcome.value if verdict else "",
        article=_article(law, committee, nominations[0].seat),
    )  # fmt: skip
    for one in nominations:
        _take_seat(actor, one, composition, law, begins)
    record(
        "composition_confirm", actor=actor, of="committee", key=committee.body.key, call=call.key, since=begins,
        decision=str(decision) if decision else None, outcome=composition.outcome,
        seats=[[one.seat, one.addressee.institution.key, one.key] for one in nominations],
    )  # fmt: skip
    return composition


def _article(law: Law, committee: Committee, seat: str) -> str:
    return seat_article(law.charter, committee.organ, seat)


def _one_each(law: Law, committee: Committee, seat: str) -> bool:
    organ = law.charter.organs.get(committee.organ) if law.charter else None
    return (
        organ is not None
        and seat in organ.seats
        and organ.seats[seat].sent_by is not None
        and organ.seats[seat].number == 1
    )


def _confirmable(one: Nomination, committee: Committee, law: Law) -> None:
    who = one.full_name or one.key
    if one.committee_id != committee.pk:
        raise Refused("not_found", status=404)
    if one.state == Nomination.State.ASKED:
        raise Refused("answer_awaited", name=who)
    if one.state not in DECIDABLE:
        raise Refused("nomination_decided_of", name=who)
    if one.consent != Nomination.Consent.GIVEN:
        raise Refused("consent_missing", name=who)
    verdict = judge_nomination(one, law, one.addressee.call)
    if verdict is not None and verdict.outcome is Outcome.FAILED:
        wrong = next(reason for reason in verdict.reasons if reason.met is False)
        raise Refused("charter_refuses", name=who, article=wrong.article)


def _take_seat(actor: Actor, one: Nomination, composition: Composition, law: Law, begins: date) -> Seat:
    person = _person(actor, one)
    committee = one.committee
    seat = seat_begin(
        actor=actor, committee=committee, seat=one.seat, person=person, institution_key=one.addressee.institution.key, since=begins,
        by_office=_entitling(law, one, person),
        composition=composition, public=one.public, position=one.position, sample=one.sample,
    )  # fmt: skip
    one.state, one.decided_at, one.person, one.filled = Nomination.State.CONFIRMED, clock.now(), person, seat
    one.letter = letters.nominee_write(one, "appointed", letters.appointed_subject, seat=seat)
    one.save(update_fields=["state", "decided_at", "person", "filled", "letter"])
    return seat


def _entitling(law: Law, one: Nomination, person: Person) -> Office | None:
    """The office in the university by which the charter lets the person sit there; None where it asks for none."""
    organ = law.charter.organs.get(one.committee.organ) if law.charter else None
    seat = organ.seats.get(one.seat) if organ else None
    kinds = [office for rule in seat.eligible for office in rule.offices] if seat else []
    return office_held(person, one.addressee.institution.key, kinds) if kinds else None


def _person(actor: Actor, one: Nomination) -> Person:
    """Whoever is known by the address already, else a new person."""
    account = Account.objects.select_related("person").filter(email=one.email, person__isnull=False).first()
    if account is not None and account.person is not None:
        return account.person
    before = Nomination.objects.filter(email=one.email, person__erased_on=None, person__isnull=False).exclude(pk=one.pk)
    found = before.select_related("person").first()
    if found is not None and found.person is not None:
        return found.person
    return people.person_create(
        actor=actor,
        given=one.given,
        surname=one.surname,
        father=one.father,
        patronymic=one.patronymic,
        sample=one.sample,
    )


@act
def seat_begin(
    *, actor: Actor, committee: Committee, seat: str, person: Person, since: date, institution_key: str = "",
    ends: date | None = None, composition: Composition | None = None, by_office: Office | None = None, public: bool = False,
    position: str = "", sample: bool = False, office: Office | None = None,
) -> Seat:  # fmt: skip
    """A person takes a seat, and with it the office in the body from which the rights follow. Without `ends` the term is the charter's.

    Refused: the person sits there already, or for another university; the seat is held; whatever refuses the office.
    """
    institution = Institution.objects.filter(key=institution_key).first() if institution_key else None
    _free(committee, seat, person, institution, since)
    if Seat.objects.filter(committee=committee, seat=seat, person=person, until=None).exists():
        raise Refused("sits_already", name=person.full_name, committee=committee.body.name)
    office = office or people.office_begin(
        actor=actor, kind=OFFICES.get(seat, Office.Kind.MEMBER), person=person, since=since, institution=institution,
        body=committee.body,
    )  # fmt: skip
    if ends is None:
        _version, charter = charter_today()
        ends, _article_of_term = term_ends(charter, committee.organ, seat, committee.body.key, since)
    created = Seat.objects.create(
        committee=committee, seat=seat, person=person, institution=institution, office=office, by_office=by_office, since=since,
        ends=ends, composition=composition, public=public, position=position, sample=sample,
    )  # fmt: skip
    record(
        "seat_begin", actor=actor, of="committee", key=committee.body.key, seat=seat, since=since, ends=ends,
        institution=institution.key if institution else None, holder={"person": person.key, "name": person.commitment},
    )  # fmt: skip
    return created


@act
def seat_enter(*, actor: Actor, committee: Committee, seat: str, person: Person, since: date, **facts: Any) -> Seat:
    """A person of the register takes a seat outside a call: an elected chair, a mentor, somebody named on paper.

    Refused: as for taking any seat; the composition with this person would break the charter, with the paragraph.
    """
    locked(committee)
    created = seat_begin(actor=actor, committee=committee, seat=seat, person=person, since=since, **facts)
    seats = seats_on(committee, since)
    law = law_of((), since)
    _facts, verdict = judge_composition(committee, (), seats, law, by_key=True)
    wrong = next((one for one in verdict.reasons if one.met is False), None) if verdict else None
    if wrong is not None:
        raise Refused("charter_refuses", name=created.person.full_name, article=wrong.article)
    return created


def _free(committee: Committee, seat: str, person: Person, institution: Institution | None, since: date) -> None:
    """Refused: a seat that the charter founds so many times is held by as many; the person sits there for another university."""
    _version, charter = charter_today()
    organ = charter.organs.get(committee.organ) if charter else None
    rule = organ.seats.get(seat) if organ else None
    running = seats_on(committee, since)
    holders = [one for one in running if one.seat == seat and one.person_id != person.pk]
    if rule is not None and rule.sent_by is None and len(holders) >= rule.number:
        raise Refused(
            "seat_taken",
            field="seat",
            committee=committee.body.name,
            name=holders[0].person.full_name,
            article=rule.article,
        )
    for one in running:
        if one.person_id == person.pk and institution and one.institution_id not in (None, institution.pk):
            raise Refused("sits_for_another", field="person", name=person.full_name, committee=committee.body.name)


@act
def seat_end(*, actor: Actor, seat: Seat, until: date, why: str) -> Seat:
    """A seat ends with a day, for a reason; the office in the body ends with it. Refused: it has ended; the day lies before its first."""
    locked(seat)
    if seat.until is not None:
        raise Refused("seat_over", on=seat.until)
    if until < seat.since:
        raise Refused("seat_ended_before_it_began", field="until", since=seat.since)
    seat.until, seat.ended_why = until, why
    seat.save(update_fields=["until", "ended_why"])
    office = seat.office
    if office is not None and (office.until is None or office.until > until):
        people.office_end(actor=actor, office=office, until=max(until, office.since))
    record(
        "seat_end", actor=actor, of="committee", key=seat.committee.body.key, seat=seat.seat, until=until, why=why,
        institution=seat.institution.key if seat.institution else None,
    )  # fmt: skip
    return seat


@act
def seat_resign(*, nomination: Nomination) -> Seat:
    """Whoever was appointed lays the seat down; today is its last day, or the first where it has not begun. Refused: nobody sits there by
    this nomination."""
    locked(nomination)
    if nomination.filled is None or nomination.filled.until is not None:
        raise Refused("seat_not_yours")
    seat = nomination.filled
    return seat_end(
        actor=Actor(office="nominee"), seat=seat, until=max(clock.today(), seat.since), why=Seat.Why.RESIGNED
    )


@act
def seat_replace(*, actor: Actor, seat: Seat, substitute: Seat, until: date, why: str = Seat.Why.REPLACED) -> Seat:
    """The substitute takes the seat from the day after, for the rest of the term. Gives the new seat.

    Refused: the substitute is of another university or committee.
    """
    if (substitute.committee_id, substitute.institution_id) != (seat.committee_id, seat.institution_id):
        raise Refused("substitute_of_another")
    seat_end(actor=actor, seat=seat, until=until, why=why)
    first = until + ONE_DAY
    if substitute.since > until:
        raise Refused("seat_ended_before_it_began", field="until", since=substitute.since)
    seat_end(actor=actor, seat=substitute, until=until, why=Seat.Why.REPLACED)
    return seat_begin(
        actor=actor, committee=seat.committee, seat=seat.seat, person=substitute.person, since=first, ends=seat.ends,
        institution_key=seat.institution.key if seat.institution else "", public=substitute.public, position=substitute.position,
        sample=substitute.sample,
    )  # fmt: skip


def seats_end() -> int:
    """The sweep: seats whose term has passed, whose holder left the office that entitled to it or the body, whose university is no
    member any more."""
    done = 0
    for seat, until, why in seats_due(clock.today()):
        seat_end(actor=Actor.system(), seat=seat, until=max(until, seat.since), why=why)
        done += 1
    return done
