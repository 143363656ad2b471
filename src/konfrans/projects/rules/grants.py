"""Registration of grants: who registers, by when, and what is late.

Every grant, sub-grant and change of duration, purpose or amount is filed for registration by its recipient within 15 days of
signing (Cabinet decision 216 of 5 June 2015): with the ministry of economy by commercial bodies and public legal persons, so
state universities; with the ministry of justice by other non-commercial bodies and natural persons.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

DAYS = 15
WARN_FROM = 10
REGISTRARS = ("economy", "justice")


@dataclass(frozen=True, slots=True)
class Filing:
    """Where the registration of one signed paper stands: `code`, the last day in time, days left (negative: days late)."""

    code: str
    last_day: date
    left: int


def registrar_for(ownership: str) -> str | None:
    """The registrar by who owns the recipient: state and special ones go to `economy`, private ones to `justice`.

    None where the owner is not recorded: then it is asked, not guessed.
    """
    return {"state": "economy", "special": "economy", "private": "justice"}.get(ownership)


def filing(signed: date, filed: date | None, today: date) -> Filing:
    """`filed`, `filed_late`, `waiting`, `due_soon` from the tenth day after signing, `late` after the fifteenth."""
    last = signed + timedelta(days=DAYS)
    if filed is not None:
        return Filing("filed" if filed <= last else "filed_late", last, (last - filed).days)
    passed = (today - signed).days
    code = "late" if passed > DAYS else "due_soon" if passed >= WARN_FROM else "waiting"
    return Filing(code, last, (last - today).days)
