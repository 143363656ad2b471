"""All that is held about a person, from every domain: what `konfrans person export` gives."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from konfrans.kernel import clock
from konfrans.kernel.models import Letter, NameCommitment
from konfrans.kernel.refusals import Refused
from konfrans.people.models import Account, Invitation, Office, Person
from konfrans.people.registries import Left, Subject, address_persons, left_of, person_addresses, personal_data
from konfrans.people.rules.letters import masked
from konfrans.people.selectors.entries import entries_of_person


def subject_of(key_or_address: str) -> Subject:
    """The person of this key, whose account has this address, who was invited at it to an office or is known by it to a domain; an
    address that belongs to nobody is searched for as it stands.

    Refused: no such key, and no domain knows such an address; several persons are known by the address.
    """
    asked = key_or_address.strip()
    person = Person.objects.filter(key=asked).first()
    account = Account.objects.select_related("person").filter(email=asked.lower()).first()
    if person is None and account is None and "@" in asked:
        other = EmailAddress.objects.filter(email=asked.lower()).select_related("user__person").first()
        account = other.user if other else None
    if person is None and account is not None:
        person = account.person
    if person is not None:
        return Subject(person.key, _addresses(person))
    address = asked.lower()
    told = {key for _domain, known in address_persons for key in known(address)}
    by_invitation = Q(offices__invitations__email=address)
    known = list(Person.objects.filter(by_invitation | Q(key__in=told - {None})).distinct().order_by("pk"))
    if len(known) > 1:
        raise Refused("person_several", asked=asked, keys=", ".join(each.key for each in known))
    if known:
        return Subject(known[0].key, _addresses(known[0]))
    if account is not None or None in told or letters_to((address,)).exists() or _invited(address):
        return Subject(None, (address,))
    raise Refused("person_unknown", status=404, asked=asked)


def left_with_name(person: Person) -> list[Left]:
    """Papers with an erased person's name that had left before; nothing of others: theirs are listed where they were written."""
    return left_of(Subject(person.key, ())) if person.erased_on else []


def letters_to(addresses: tuple[str, ...]) -> QuerySet[Letter]:
    """Letters to these addresses, which are given in lower case; a letter keeps its address as it was written."""
    return Letter.objects.annotate(address=Lower("to")).filter(address__in=addresses)


def _invited(address: str) -> bool:
    return Invitation.objects.filter(email=address).exists()


def _addresses(person: Person) -> tuple[str, ...]:
    account = Account.objects.filter(person=person).first()
    found = {account.email} if account else set()
    found |= set(EmailAddress.objects.filter(user=account).values_list("email", flat=True)) if account else set()
    found |= set(Invitation.objects.filter(office__person=person).values_list("email", flat=True))
    told = {address for _domain, known in person_addresses for address in known(person.key)}
    # What somebody else signs in with is theirs, whoever typed it for this person.
    others = set(Account.objects.filter(email__in=told - found, person__isnull=False).values_list("email", flat=True))
    return tuple(sorted({address.lower() for address in found | (told - others)}))


def _offices(person: Person) -> list[dict[str, Any]]:
    rows = Office.objects.filter(person=person).select_related("institution", "body").order_by("since", "pk")
    return [
        {
            "kind": o.kind, "institution": o.institution.key if o.institution else None, "body": o.body.key if o.body else None,
            "since": o.since, "until": o.until,
        }
        for o in rows
    ]  # fmt: skip


def _account(account: Account) -> dict[str, Any]:
    return {
        "email": account.email,
        "language": account.language or None,
        "created_at": account.created_at,
        "last_sign_in": account.last_login,
        "has_password": account.has_usable_password(),
        "addresses": list(EmailAddress.objects.filter(user=account).values("email", "verified", "primary")),
        "second_factors": list(Authenticator.objects.filter(user=account).values("type", "created_at", "last_used_at")),
    }


def holdings(subject: Subject) -> dict[str, Any]:
    """Person, names, offices, account, letters, invitations, entries of the journal, and what other domains hold, as JSON values."""
    person = Person.objects.filter(key=subject.person).first() if subject.person else None
    accounts = Account.objects.filter(person=person) if person else Account.objects.filter(email__in=subject.emails)
    account = accounts.first()
    letters = letters_to(subject.emails).order_by("pk")
    invitations = Invitation.objects.filter(email__in=subject.emails).order_by("pk")
    names = NameCommitment.objects.filter(person_key=subject.person or "-").order_by("made_at")
    return {
        "exported_at": clock.now(),
        "person": {
            "key": person.key, "given": person.given, "father": person.father, "patronymic": person.patronymic,
            "surname": person.surname, "sample": person.sample, "erased_on": person.erased_on,
        } if person else None,
        "names": list(names.values("name", "salt", "commitment", "made_at", "erased_on")),
        "offices": _offices(person) if person else [],
        "account": _account(account) if account else None,
        "invitations": list(invitations.values("email", "language", "sent_at", "expires_at", "accepted_at", "withdrawn_at")),
        "letters": [
            # The file goes through hands that must not act in the person's place.
            {**one, "text": masked(one["text"])}
            for one in letters.values("to", "subject", "text", "language", "written_at", "sent_at", "state", "bounce", "last_error")
        ],
        "journal": [
            {"number": e.number, "hash": e.hash, "entry": json.loads(e.body)} for e in entries_of_person(subject.person)
        ] if subject.person else [],
        "other_domains": {domain: holding().export(subject) for domain, holding in personal_data},
    }  # fmt: skip


def holdings_text(held: dict[str, Any]) -> str:
    """What is held as the text of a JSON file: for the command and for the page alike."""
    return json.dumps(held, ensure_ascii=False, indent=2, default=_plain)


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


@dataclass(frozen=True, slots=True)
class LetterGone:
    """A letter that has left, or may have: when, what it was about, and where it went."""

    at: datetime
    subject: str
    to: str


@dataclass(frozen=True, slots=True)
class HeldShown:
    """What is held of somebody, in numbers, and what has left already: letters, and papers with the name."""

    subject: Subject
    offices: int
    accounts: int
    invitations: int
    letters: int
    elsewhere: int
    gone: Sequence[LetterGone]
    left: Sequence[Left]


GONE = (Letter.State.SENT, Letter.State.BOUNCED, Letter.State.UNCERTAIN)


def held_shown(subject: Subject) -> HeldShown:
    """The page of what is held of a person, or of an address behind which nobody of the register stands."""
    letters = letters_to(subject.emails)
    left = (
        letters.filter(state__in=GONE)
        .order_by("-pk")
        .values_list("sent_at", "handed_at", "written_at", "subject", "to")
    )
    mine = {"person__key": subject.person} if subject.person else {"email__in": subject.emails, "person": None}
    return HeldShown(
        subject, Office.objects.filter(person__key=subject.person or "-").count(), Account.objects.filter(**mine).count(),
        Invitation.objects.filter(email__in=subject.emails).count(), letters.count(),
        sum(holding().find(subject) for _domain, holding in personal_data),
        [LetterGone(sent or handed or written, about, to) for sent, handed, written, about, to in left], left_of(subject),
    )  # fmt: skip
