"""Acts on accounts."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session

from konfrans.kernel.acts import Actor, act, record
from konfrans.kernel.refusals import Refused
from konfrans.people.models import Account, Person
from konfrans.people.registries import address_changes


@act
def account_create(*, actor: Actor, email: str, person: Person | None = None, language: str = "") -> Account:
    """An account without a password; it is signed in to by a code sent to the address, or a passkey.

    Refused: the address has an account; the person has one.
    """
    if Account.objects.filter(email=email.strip().lower()).exists():
        raise Refused("address_taken", field="email", email=email)
    if person is not None and Account.objects.filter(person=person).exists():
        raise Refused("person_has_account", field="email", email=Account.objects.get(person=person).email)
    account = Account.objects.create_user(email=email, person=person, language=language)
    record("account_create", actor=actor, of="account", key=str(account.pk), person=person.key if person else None)
    if person is not None:
        address_tell(person=person, old="", new=account.email)
    return account


def address_tell(*, person: Person, old: str, new: str) -> None:
    """Tell every domain that letters to a person go to another address from now on; a part of the act that changed it."""
    if old != new:
        for _domain, told in address_changes:
            told(person.key, old, new)


@act
def account_address_change(*, actor: Actor, account: Account, old: str) -> Account:
    """The owner of an account has made another of the own addresses the one that letters go to. The journal names neither."""
    if old.lower() == account.email.lower():
        return account
    record(
        "account_address_change",
        actor=actor,
        of="account",
        key=str(account.pk),
        person=account.person.key if account.person else None,
    )
    if account.person is not None:
        address_tell(person=account.person, old=old.lower(), new=account.email.lower())
    return account


@act
def account_language_change(*, actor: Actor, account: Account, language: str) -> Account:
    """Choose the language of letters. Refused: the conference does not write in it."""
    if language not in dict(settings.LANGUAGES):
        raise Refused("language_unknown", field="language", language=language)
    if account.language == language:
        return account
    account.language = language
    account.save(update_fields=["language"])
    record("account_language_change", actor=actor, of="account", key=str(account.pk), language=language)
    return account


def sessions_end(*, accounts: set[str], keep: str = "") -> int:
    """Sign accounts (by primary key) out everywhere but in the session `keep`; how many sessions ended.

    A step of signing in, so no entry in the journal. A session row names its account only inside its signed content, so each is
    opened.
    """
    count = 0
    if not accounts:
        return count
    for session in Session.objects.exclude(session_key=keep).iterator(500):
        held: dict[str, Any] = session.get_decoded()
        if held.get("_auth_user_id") in accounts:
            session.delete()
            count += 1
    return count
