"""Acts on persons: entered, renamed, handed what is held of them, erased."""

from __future__ import annotations

from allauth.account.models import EmailAddress

from konfrans.kernel import clock, names
from konfrans.kernel.acts import Actor, act, record
from konfrans.kernel.localised import languages
from konfrans.kernel.refusals import Refused
from konfrans.kernel.text import sort_key
from konfrans.people.models import Account, Invitation, Office, Person, new_key
from konfrans.people.registries import Subject, personal_data
from konfrans.people.selectors.holdings import holdings, holdings_text, letters_to, subject_of
from konfrans.people.services.accounts import sessions_end


def _order(given: str, surname: str) -> str:
    return sort_key(f"{surname} {given}", languages()[0])


@act
def person_create(
    *, actor: Actor, given: str, surname: str, father: str = "", patronymic: str = "", sample: bool = False
) -> Person:
    """Enter a person. The journal holds the random key and the commitment, the name stands beside it.

    Refused: neither given name nor surname.
    """
    if not (given.strip() or surname.strip()):
        raise Refused("person_nameless", field="surname")
    created = Person.objects.create(
        given=given,
        surname=surname,
        father=father,
        patronymic=patronymic,
        sample=sample,
        sort_key=_order(given, surname),
    )
    created.commitment = names.name_commit(person_key=created.key, name=created.full_name)
    created.save(update_fields=["commitment"])
    record(
        "person_create", actor=actor, of="person", key=created.key,
        person={"person": created.key, "name": created.commitment},
    )  # fmt: skip
    return created


@act
def person_change(
    *, actor: Actor, person: Person, given: str, surname: str, father: str = "", patronymic: str = ""
) -> Person:
    """Correct or change a name. Evidence that was frozen keeps the name of its day; without a difference nothing is written.

    Refused: the person was erased; neither given name nor surname.
    """
    if person.erased_on:
        raise Refused("person_erased", on=person.erased_on)
    if not (given.strip() or surname.strip()):
        raise Refused("person_nameless", field="surname")
    before = person.full_name
    person.given, person.father, person.patronymic, person.surname = given, father, patronymic, surname
    if person.full_name == before:
        return person
    old = names.name_commit(person_key=person.key, name=before)
    new = names.name_commit(person_key=person.key, name=person.full_name)
    person.sort_key, person.commitment = _order(given, surname), new
    person.save(update_fields=["given", "father", "patronymic", "surname", "sort_key", "commitment"])
    record(
        "person_change", actor=actor, of="person", key=person.key,
        old={"person": person.key, "name": old}, new={"person": person.key, "name": new},
    )  # fmt: skip
    return person


@act
def person_export(*, actor: Actor, subject: Subject) -> str:
    """All that is held of somebody as the text of a JSON file, to be handed to the person. The journal says who took it out and of whom;
    of an address behind which nobody of the register stands it keeps a random key."""
    text = holdings_text(holdings(subject))
    record("person_export", actor=actor, of="person" if subject.person else "address", key=subject.person or new_key())
    return text


@act
def person_erase(*, actor: Actor, person: Person) -> dict[str, int]:
    """Erase a person at the person's own request; says how much of each kind went.

    Names and their salts, the account with its addresses and sign-in means, letters and invitations to the addresses, and what
    other domains hold are deleted. The random key and the commitments stay: the journal, verdicts and rosters still verify, and
    pages say that the name was erased and when. Offices in force end with this day, offices still to come are cancelled.

    Refused: it was done before; somebody would erase themselves, and with it the account they act with.
    """
    if person.erased_on:
        raise Refused("person_erased", on=person.erased_on)
    if actor.person == person.key:
        raise Refused("erase_own")
    today = clock.today()
    subject = subject_of(person.key)
    gone = {domain: holding().erase(subject) for domain, holding in personal_data}
    accounts = Account.objects.filter(person=person)
    gone["sessions"] = sessions_end(accounts={str(pk) for pk in accounts.values_list("pk", flat=True)})
    gone["letters"], _ = letters_to(subject.emails).delete()
    gone["invitations"], _ = Invitation.objects.filter(office__person=person).delete()
    EmailAddress.objects.filter(user__in=accounts).delete()
    gone["accounts"] = len(accounts)
    accounts.delete()
    gone["offices_cancelled"], _ = Office.objects.filter(person=person, since__gt=today).delete()
    running = Office.objects.filter(person=person, until=None) | Office.objects.filter(person=person, until__gt=today)
    gone["offices_ended"] = running.update(until=today)
    gone["names"] = names.names_erase(person_key=person.key)
    person.given = person.father = person.patronymic = person.surname = person.sort_key = person.commitment = ""
    person.erased_on = today
    person.save(update_fields=["given", "father", "patronymic", "surname", "sort_key", "commitment", "erased_on"])
    record("person_erase", actor=actor, of="person", key=person.key, gone={k: n for k, n in gone.items() if n})
    return gone


@act
def address_erase(*, actor: Actor, address: str) -> dict[str, int]:
    """Erase what is held of an address behind which no person of the register stands, at the request of whoever reads it; says how
    much of each kind went.

    The journal names neither the address nor anything that could be compared with it: a random key stands in its place. Refused: a
    person stands behind the address, so that the person is to be erased; nothing is known of the address.
    """
    subject = subject_of(address)
    if subject.person is not None:
        raise Refused("address_of_person", key=subject.person)
    gone = {domain: holding().erase(subject) for domain, holding in personal_data}
    gone |= _address_clear(subject)
    record("address_erase", actor=actor, of="address", key=new_key(), gone={k: n for k, n in gone.items() if n})
    return gone


def _address_clear(subject: Subject) -> dict[str, int]:
    accounts = Account.objects.filter(email__in=subject.emails, person=None)
    gone = {"sessions": sessions_end(accounts={str(pk) for pk in accounts.values_list("pk", flat=True)})}
    gone["letters"], _ = letters_to(subject.emails).delete()
    gone["invitations"], _ = Invitation.objects.filter(email__in=subject.emails).delete()
    EmailAddress.objects.filter(user__in=accounts).delete()
    gone["accounts"] = len(accounts)
    accounts.delete()
    return gone
