"""Acts on offices: begun, ended, passed on, laid down."""

from __future__ import annotations

from datetime import date, timedelta

from konfrans.kernel import clock, names
from konfrans.kernel.acts import Actor, act, record
from konfrans.kernel.formats import date_text
from konfrans.kernel.refusals import Refused
from konfrans.people.models import Body, Institution, Office, Person
from konfrans.people.rules.offices import AT_INSTITUTION, OFFICES_OF, OWN_TO_LEAVE, body_has, place_lacking
from konfrans.people.selectors.register import rector_between, secretaries_on

ONE_DAY = timedelta(days=1)


@act
def office_begin(
    *, actor: Actor, kind: str, person: Person, since: date, until: date | None = None,
    institution: Institution | None = None, body: Body | None = None,
) -> Office:  # fmt: skip
    """A person takes an office.

    Refused: the days are turned round; the office is held nowhere, or is none of this kind of body; another rector, or an acting one, is in office on one of the
    days; the person was erased.
    """
    if person.erased_on:
        raise Refused("person_erased", on=person.erased_on)
    if until and until < since:
        raise Refused("office_ended_before_it_began", field="until", since=since, until=until)
    lacking = place_lacking(kind, institution=institution is not None, body_kind=body.kind if body else None)
    if lacking is not None:
        raise Refused(lacking.value, field="institution" if lacking.name == "INSTITUTION" else "body")
    if body is not None and not body_has(kind, body.kind):
        raise _not_of_body(kind, body)
    if kind == Office.Kind.RECTOR and institution is not None:
        other = rector_between(institution, since, until)
        if other:
            raise Refused("rector_in_office", field="since", institution=institution.name, since=other.since)
        acting = rector_between(institution, since, until, kind=Office.Kind.ACTING_RECTOR)
        if acting:
            raise Refused(
                "rector_while_acting", field="since", institution=institution.name, name=acting.person.full_name,
                since=acting.since,
            )  # fmt: skip
    office = Office.objects.create(
        kind=kind, person=person, since=since, until=until, institution=institution, body=body
    )
    commitment = names.name_commit(person_key=person.key, name=person.full_name)
    record(
        "office_begin", actor=actor, of="office", key=str(office.pk), kind=kind, since=since, until=until,
        holder={"person": person.key, "name": commitment},
        institution=institution.key if institution else None, body=body.key if body else None,
    )  # fmt: skip
    return office


def _not_of_body(kind: str, body: Body) -> Refused:
    if kind in AT_INSTITUTION:
        return Refused("office_of_institution_alone", field="body", office=Office.Kind(kind).label)
    offices = ", ".join(str(Office.Kind(one).label) for one in OFFICES_OF[body.kind])
    return Refused(
        "office_not_of_body", field="kind", office=Office.Kind(kind).label, body=body.name,
        kind=body.get_kind_display(), offices=offices,
    )  # fmt: skip


@act
def office_end(*, actor: Actor, office: Office, until: date) -> Office:
    """An office ends with the day `until`; what it allowed ends with that day too.

    Refused: the day lies before the first; it would leave the secretariat without anybody, ended by its last member.
    """
    if until < office.since:
        raise Refused("office_ended_before_it_began", field="until", since=office.since, until=until)
    if actor.person == office.person.key:
        _keep_a_secretary(office, until)
    office.until = until
    office.save(update_fields=["until"])
    record("office_end", actor=actor, of="office", key=str(office.pk), until=until)
    return office


def _keep_a_secretary(office: Office, until: date) -> None:
    """Nobody locks the secretariat from inside: whoever ends the own office there leaves somebody behind."""
    after = secretaries_on(until + ONE_DAY)
    if after.filter(pk=office.pk).exists() and not after.exclude(pk=office.pk).exists():
        raise Refused("last_secretary", field="until", on=date_text(until + ONE_DAY))


@act
def office_pass_on(*, actor: Actor, office: Office, until: date, successor: Person) -> Office:
    """An office ends with the day `until`, and the successor holds it from the next day. Gives the new office.

    Refused: as for ending and beginning; the successor is the holder.
    """
    if successor.pk == office.person_id:
        raise Refused("successor_is_holder", field="successor")
    ended = office_end(actor=actor, office=office, until=until)
    return office_begin(
        actor=actor,
        kind=ended.kind,
        person=successor,
        since=until + ONE_DAY,
        institution=ended.institution,
        body=ended.body,
    )


@act
def office_leave(*, actor: Actor, office: Office) -> Office:
    """A holder lays the own office down; today is its last day.

    Refused: it is another person's; it is one that the institution's own appointment ends; it is over; nobody would be left in
    the secretariat.
    """
    if actor.person is None or office.person.key != actor.person:
        raise Refused("no_access", status=403)
    if office.kind not in OWN_TO_LEAVE:
        raise Refused("office_not_left_here")
    today = clock.today()
    if office.until is not None and office.until <= today:
        raise Refused("office_over", until=date_text(office.until))
    _keep_a_secretary(office, today)
    office.until = max(today, office.since)
    office.save(update_fields=["until"])
    record("office_leave", actor=actor, of="office", key=str(office.pk), until=office.until)
    return office
