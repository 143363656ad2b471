"""Acts on institutions, persons, bodies and offices."""

from __future__ import annotations

from datetime import date
from typing import Any

from konfrans.kernel import names
from konfrans.kernel.acts import Actor, act, record
from konfrans.kernel.localised import Localised
from konfrans.kernel.refusals import Refused
from konfrans.kernel.text import sort_key
from konfrans.people.models import Account, Body, Institution, Office, Person


@act
def institution_create(
    *, actor: Actor, key: str, code: str, kind: str, country: str, name: Localised, city: Localised | None = None, **facts: Any
) -> Institution:
    """Enter an institution into the register. Refused: the key or the ROR identifier is taken."""
    taken = Institution.objects.filter(key=key).first()
    if taken:
        raise Refused("institution_exists", field="key", key=key, name=taken.name)
    if facts.get("ror"):
        other = Institution.objects.filter(ror=facts["ror"]).first()
        if other:
            raise Refused("ror_taken", field="ror", ror=facts["ror"], name=other.name)
    created = Institution.objects.create(
        key=key, code=code, kind=kind, country=country, name=name, city=city or Localised(),
        sort_key=sort_key(name.given(None)), **facts,
    )  # fmt: skip
    record("institution_create", actor=actor, of="institution", key=key, name=name, country=country, kind=kind, **facts)
    return created


@act
def person_create(
    *, actor: Actor, given: str, surname: str, father: str = "", patronymic: str = "", sample: bool = False
) -> Person:
    """Enter a person. The journal holds the random key and the commitment, the name stands beside it."""
    created = Person.objects.create(
        given=given, surname=surname, father=father, patronymic=patronymic, sample=sample,
        sort_key=sort_key(f"{surname} {given}"),
    )  # fmt: skip
    commitment = names.name_commit(person_key=created.key, name=created.full_name)
    record("person_create", actor=actor, of="person", key=created.key, person={"person": created.key, "name": commitment})
    return created


@act
def body_create(*, actor: Actor, key: str, kind: str, name: Localised, since: date | None = None) -> Body:
    """Enter an organ, the secretariat, a committee, a working group or a project's team."""
    created = Body.objects.create(key=key, kind=kind, name=name, since=since)
    record("body_create", actor=actor, of="body", key=key, kind=kind, name=name, since=since)
    return created


@act
def office_begin(
    *, actor: Actor, kind: str, person: Person, since: date, until: date | None = None,
    institution: Institution | None = None, body: Body | None = None,
) -> Office:  # fmt: skip
    """A person takes an office. Refused: the days are turned round, another rector is in office, the person was erased."""
    if person.erased_on:
        raise Refused("person_erased", on=person.erased_on)
    if until and until < since:
        raise Refused("office_ended_before_it_began", field="until", since=since, until=until)
    if kind == Office.Kind.RECTOR and institution and until is None:
        other = Office.objects.filter(kind=kind, institution=institution, until=None).first()
        if other:
            raise Refused("rector_in_office", field="person", institution=institution.name, since=other.since)
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


@act
def office_end(*, actor: Actor, office: Office, until: date) -> Office:
    """An office ends with the day `until`; what it allowed ends with that day too."""
    if until < office.since:
        raise Refused("office_ended_before_it_began", field="until", since=office.since, until=until)
    office.until = until
    office.save(update_fields=["until"])
    record("office_end", actor=actor, of="office", key=str(office.pk), until=until)
    return office


@act
def account_create(*, actor: Actor, email: str, person: Person | None = None) -> Account:
    """An account without a password; it is signed in to by a code sent to the address, or a passkey."""
    account = Account.objects.create_user(email=email, person=person)
    record("account_create", actor=actor, of="account", key=str(account.pk), person=person.key if person else None)
    return account
