"""Acts on invitations: an office offered by mail, and the account that goes with it.

The letter's link opens a page and nothing else, so that a mail scanner that follows it does no harm. A button on that page sends
a code to the address; who enters it has shown that the address is theirs, and gets the account.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain, count
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from konfrans.kernel import clock, names
from konfrans.kernel.acts import Actor, act, record
from konfrans.kernel.conference import conference
from konfrans.kernel.letters import letter_write
from konfrans.kernel.localised import Localised
from konfrans.kernel.refusals import Refused
from konfrans.people.models import Account, Body, Institution, Invitation, Office, Person
from konfrans.people.rules.offices import InvitationState
from konfrans.people.selectors.invitations import state_of, token_hash
from konfrans.people.selectors.register import place_of
from konfrans.people.services.accounts import account_create, address_tell
from konfrans.people.services.bodies import body_create
from konfrans.people.services.codes import code_check, code_send
from konfrans.people.services.letters import link_forget
from konfrans.people.services.offices import office_begin
from konfrans.people.services.persons import person_create

VALID = timedelta(days=14)
SECRETARIAT = "secretariat"
"""The key of the secretariat, as the program enters it and as a charter may name it among its organs."""


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation and the address of its page: the only time the token is seen."""

    invitation: Invitation
    address: str


@act
def office_invite(
    *, actor: Actor, email: str, language: str, kind: str, since: date, until: date | None = None,
    person: Person | None = None, given: str = "", surname: str = "", father: str = "", patronymic: str = "",
    institution: Institution | None = None, body: Body | None = None, sample: bool = False,
) -> Invited:  # fmt: skip
    """A person is given an office from `since` and invited by mail to the account that goes with it.

    Without `person` a new one is entered by name. Refused: the address belongs to the account of another person; the person
    signs in with another address; whatever refuses the person or the office.
    """
    address = email.strip().lower()
    _check_language(language)
    owner = _owner(address)
    if owner is not None and owner.person is not None and (person is None or owner.person.pk != person.pk):
        raise Refused("address_of_another", field="email", email=address, name=owner.person.full_name)
    if person is not None and (own := Account.objects.filter(person=person).first()) and own.email != address:
        raise Refused("person_has_account", field="email", email=own.email)
    if person is None:
        person = person_create(
            actor=actor, given=given, surname=surname, father=father, patronymic=patronymic, sample=sample
        )
    office = office_begin(
        actor=actor, kind=kind, person=person, since=since, until=until, institution=institution, body=body
    )
    return _send(actor, office, address, language)


@act
def secretary_invite(
    *,
    actor: Actor,
    email: str,
    language: str,
    since: date,
    given: str,
    surname: str,
    father: str = "",
    patronymic: str = "",
) -> Invited:
    """Invite somebody to the secretariat, which is entered as a body where there is none: how an installation begins.

    Whoever was invited to it before and has not answered gets a new link, and no second person is entered.
    Refused: as for any invitation.
    """
    before = Invitation.objects.filter(
        email=email.strip().lower(), office__kind=Office.Kind.SECRETARY, office__person__account=None
    ).order_by("-pk")
    for invitation in before:
        if state_of(invitation) is not InvitationState.OFFICE_ENDED:
            _check_language(language)
            invitation.language = language
            return invitation_renew(actor=actor, invitation=invitation)
    secretariat = Body.objects.filter(kind=Body.Kind.SECRETARIAT).order_by("pk").first()
    if secretariat is None:
        name = Localised.of(**_in_each("Secretariat"))
        secretariat = body_create(actor=actor, key=_free_key(), kind=Body.Kind.SECRETARIAT, name=name, since=since)
    return office_invite(
        actor=actor, email=email, language=language, kind=Office.Kind.SECRETARY, since=since, body=secretariat, given=given,
        surname=surname, father=father, patronymic=patronymic,
    )  # fmt: skip


def _free_key() -> str:
    """The key of the secretariat; where a body of another kind has it, the next one that is free."""
    taken = set(Body.objects.filter(key__startswith=SECRETARIAT).values_list("key", flat=True))
    tried = chain([SECRETARIAT], (f"{SECRETARIAT}-{number}" for number in count(2)))
    return next(key for key in tried if key not in taken)


def _in_each(msgid: str) -> dict[str, str]:
    """A word of the program in each language of the conference that has it."""
    said = {}
    for code, _own in settings.LANGUAGES:
        with override(code):
            said[code] = _(msgid)
    return {code: text for code, text in said.items() if text != msgid or code == "en"} or {"en": msgid}


def _owner(address: str) -> Account | None:
    """Whose account an address belongs to: the one that signs in with it, or has shown that it is theirs as a further address."""
    accounts = Account.objects.select_related("person")
    further = Q(emailaddress__email=address, emailaddress__verified=True)
    return accounts.filter(email=address).first() or accounts.filter(further).first()


def _check_language(language: str) -> None:
    if language not in dict(settings.LANGUAGES):
        raise Refused("language_unknown", field="language", language=language)


def _send(actor: Actor, office: Office, address: str, language: str) -> Invited:
    token = secrets.token_urlsafe(32)
    now = clock.now()
    invitation = Invitation.objects.create(
        token_hash=token_hash(token),
        email=address,
        language=language,
        office=office,
        sent_at=now,
        expires_at=now + VALID,
    )
    with override(language):
        link = f"{settings.KONFRANS_URL}{reverse('invitation', args=[token])}"
        subject = _("Invitation to an office: %(office)s") % {"office": office.get_kind_display()}
        text = render_to_string("people/letters/invitation.txt", _facts(invitation) | {"link": link})
    letter_write(
        to=address, subject=subject, text=text, language=language, manner="prompt", topic=f"invitation:{invitation.pk}"
    )
    record(
        "invitation_send", actor=actor, of="invitation", key=str(invitation.pk), office=str(office.pk),
        invited=_named(office.person), expires_at=invitation.expires_at,
    )  # fmt: skip
    return Invited(invitation, link)


def _named(person: Person) -> dict[str, str]:
    return {"person": person.key, "name": names.name_commit(person_key=person.key, name=person.full_name)}


def _facts(invitation: Invitation) -> dict[str, Any]:
    office = invitation.office
    return {
        "invitation": invitation, "office": office, "place": place_of(office), "person": office.person,
        "conference": conference(),
    }  # fmt: skip


@act
def invitation_withdraw(*, actor: Actor, invitation: Invitation) -> Invitation:
    """Take a link back; the office stays until it is ended. Refused: it was accepted or withdrawn before."""
    if state_of(invitation) in (InvitationState.ACCEPTED, InvitationState.WITHDRAWN):
        raise Refused(f"invitation_{state_of(invitation)}")
    invitation.withdrawn_at = clock.now()
    invitation.save(update_fields=["withdrawn_at"])
    link_forget(invitation)
    record("invitation_withdraw", actor=actor, of="invitation", key=str(invitation.pk))
    return invitation


@act
def invitation_renew(*, actor: Actor, invitation: Invitation) -> Invited:
    """Send a new link; the old one stops working. Refused: the invitation was accepted, or the office has ended."""
    state = state_of(invitation)
    if state in (InvitationState.ACCEPTED, InvitationState.OFFICE_ENDED):
        raise Refused(f"invitation_{state}")
    if state is not InvitationState.WITHDRAWN:
        invitation_withdraw(actor=actor, invitation=invitation)
    return _send(actor, invitation.office, invitation.email, invitation.language)


def _check_open(invitation: Invitation) -> None:
    state = state_of(invitation)
    if state is not InvitationState.OPEN:
        raise Refused(f"invitation_{state}", status=410)


def invitation_code_send(*, invitation: Invitation) -> None:
    """Send a code of six digits to the invited address; it is worth ten minutes and five tries.

    Refused: the invitation is not open; the last code is younger than half a minute; the mail server refused.
    """
    _check_open(invitation)
    code_send(row=invitation, template="people/letters/code.txt", facts=_facts(invitation))


def invitation_accept(*, invitation: Invitation, code: str) -> Account:
    """The invited person proves the address with the code and gets the account, with the address verified.

    Refused: the invitation is not open; the code is wrong, old, or was tried five times; the address or the person meanwhile has
    another account.
    """
    _check_open(invitation)
    code_check(row=invitation, code=code)
    return _accept(invitation=invitation)


@act
def _accept(*, invitation: Invitation) -> Account:
    person = Person.objects.get(pk=invitation.office.person_id)
    if person.erased_on:
        raise Refused("person_erased", on=person.erased_on)
    taken = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None)
    if not taken.update(accepted_at=clock.now(), code_hash="", code_sent_at=None):
        raise Refused("invitation_accepted", status=410)
    link_forget(invitation)
    named = _named(person)
    office = invitation.office
    actor = Actor(
        person=person.key, name=named["name"], office=office.kind,
        institution=office.institution.key if office.institution else None, body=office.body.key if office.body else None,
    )  # fmt: skip
    account = _account(actor, person, invitation)
    EmailAddress.objects.filter(user=account).exclude(email=account.email).update(primary=False)
    EmailAddress.objects.update_or_create(
        user=account, email=account.email, defaults={"verified": True, "primary": True}
    )
    record("invitation_accept", actor=actor, of="invitation", key=str(invitation.pk), account=str(account.pk))
    return account


def _account(actor: Actor, person: Person, invitation: Invitation) -> Account:
    account = _owner(invitation.email)
    own = Account.objects.filter(person=person).first()
    if account is not None and account.person is not None and account.person.pk != person.pk:
        raise Refused("address_taken", email=invitation.email)
    if own is not None and (account is None or own.pk != account.pk):
        raise Refused("person_has_account", email=own.email)
    if account is None:
        return account_create(actor=actor, email=invitation.email, person=person, language=invitation.language)
    if account.person is None:
        account.person = person
        account.save(update_fields=["person"])
        address_tell(person=person, old="", new=account.email)
    return account
