"""Names beside the journal: the journal holds a random key and a salted commitment, the name and its salt stand here."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import date

from konfrans.kernel import clock
from konfrans.kernel.models import NameCommitment


def commitment_of(name: str, salt: str) -> str:
    """SHA-256 of salt and name, in hexadecimal: it tells nothing about the name without the salt of 256 bits."""
    return hashlib.sha256(f"{salt}\n{name}".encode()).hexdigest()


def name_commit(*, person_key: str, name: str) -> str:
    """The commitment to this name of this person; a new row only where the name is new for the person."""
    for row in NameCommitment.objects.filter(person_key=person_key, name=name):
        return row.commitment
    salt = secrets.token_hex(32)
    commitment = commitment_of(name, salt)
    NameCommitment.objects.create(
        commitment=commitment, person_key=person_key, name=name, salt=salt, made_at=clock.now()
    )
    return commitment


def names_shown(commitments: Iterable[str]) -> dict[str, tuple[str, date | None]]:
    """For each commitment the name, or an empty name and the date of its erasure."""
    rows = NameCommitment.objects.filter(commitment__in=set(commitments))
    return {row.commitment: (row.name, row.erased_on) for row in rows}


def names_erase(*, person_key: str) -> int:
    """Delete every name and salt of this person; the commitments stay. Says how many were erased."""
    return NameCommitment.objects.filter(person_key=person_key, erased_on=None).update(
        name="", salt="", erased_on=clock.today()
    )
