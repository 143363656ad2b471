"""What the demonstration's pages read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import DatabaseError

from konfrans.demo.cast import ROLES, Role
from konfrans.demo.models import DemoDay
from konfrans.kernel.models import Letter
from konfrans.kernel.refusals import Refused
from konfrans.people.models import Account
from konfrans.people.selectors import Standing, standing_of


def day_stands_at() -> datetime | None:
    """The demonstration's moment; None before its tables are made."""
    try:
        return DemoDay.objects.values_list("stands_at", flat=True).filter(pk=1).first()
    except DatabaseError:
        return None


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role, and who plays it today."""

    role: Role
    account: Account
    standing: Standing


def roles_today() -> list[RoleRow]:
    """Every role that has an account, with the offices in force on the demonstration's day."""
    accounts = {a.email: a for a in Account.objects.filter(email__in=[r.email for r in ROLES])}
    return [
        RoleRow(role, accounts[role.email], standing_of(accounts[role.email].pk))
        for role in ROLES
        if role.email in accounts
    ]


def role_account(key: str) -> Account:
    """The account that plays a role; 404 where there is none."""
    role = next((r for r in ROLES if r.key == key), None)
    found = Account.objects.filter(email=role.email).first() if role else None
    if found is None:
        raise Refused("not_found", status=404)
    return found


def letters() -> list[Letter]:
    """The outbox, newest first; what is held back has not come here yet."""
    return list(Letter.objects.exclude(state=Letter.State.HELD).order_by("-pk")[:200])


def letter(pk: int) -> Letter:
    """One letter; 404 where there is none."""
    found = Letter.objects.filter(pk=pk).first()
    if found is None:
        raise Refused("not_found", status=404)
    return found
