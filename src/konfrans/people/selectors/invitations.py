"""Invitations and accounts read."""

from __future__ import annotations

import hashlib

from django.db.models import Exists, OuterRef, QuerySet

from konfrans.kernel import clock
from konfrans.kernel.refusals import Refused
from konfrans.people.models import Account, Invitation
from konfrans.people.rules.offices import InvitationState, invitation_state

TOKEN_CHARACTERS = 43


def token_hash(token: str) -> str:
    """What the table keeps of a token: it has 256 random bits, so a plain SHA-256 is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def state_of(one: Invitation) -> InvitationState:
    """What the invitation is worth now."""
    return invitation_state(
        now=clock.now(), today=clock.today(), expires_at=one.expires_at, accepted=one.accepted_at is not None,
        withdrawn=one.withdrawn_at is not None, office_until=one.office.until,
    )  # fmt: skip


def _rows() -> QuerySet[Invitation]:
    return Invitation.objects.select_related("office__person", "office__institution", "office__body")


def invitation_by_token(token: str) -> Invitation | None:
    """The invitation that a link belongs to; None where no such link was ever sent."""
    return _rows().filter(token_hash=token_hash(token)).first()


def invitation(pk: int) -> Invitation:
    """One invitation; 404 where there is none."""
    found = _rows().filter(pk=pk).first()
    if found is None:
        raise Refused("not_found", status=404)
    return found


def invitations_of(person_key: str) -> list[tuple[Invitation, InvitationState]]:
    """Every invitation of a person with what it is worth, newest first."""
    return [(one, state_of(one)) for one in _rows().filter(office__person__key=person_key)]


def invitations_unanswered() -> list[Invitation]:
    """Invitations that ran out before anybody took the account, of offices that still run."""
    now = clock.now()
    open_still = Invitation.objects.filter(office=OuterRef("office"), expires_at__gt=now, withdrawn_at=None)
    rows = _rows().filter(
        ~Exists(open_still), accepted_at=None, withdrawn_at=None, expires_at__lte=now, office__person__account=None
    )
    newest: dict[int, Invitation] = {}
    for one in rows:
        newest.setdefault(one.office_id, one)
    return [one for one in newest.values() if state_of(one) is InvitationState.EXPIRED]


def account_of(user_id: int | None) -> Account | None:
    """The account with its person."""
    return Account.objects.select_related("person").filter(pk=user_id or 0).first()


def account_by_address(email: str) -> Account | None:
    """The account that signs in with this address; folded to lower case as it was stored."""
    return Account.objects.select_related("person").filter(email=email.strip().lower()).first()


def letters_language(email: str) -> str | None:
    """The language in which the owner of this address wants letters; None where nobody said."""
    from allauth.account.models import EmailAddress

    account = account_by_address(email)
    if account is None:
        found = EmailAddress.objects.select_related("user").filter(email=email.strip().lower()).first()
        account = found.user if found else None
    return account.language or None if account else None
