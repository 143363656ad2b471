"""What the portal asks of the registers below it: the conference, who is a member, what was decided, sessions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q

from konfrans.decisions import selectors as decisions
from konfrans.kernel.conference import conference
from konfrans.kernel.localised import Localised
from konfrans.membership import selectors as membership
from konfrans.people import selectors as people

__all__ = ["categories_on", "conference", "last_decisions", "memberships_of", "next_session"]


def categories_on(on: date) -> Mapping[str, Localised]:
    """The members of a day: key of the institution and name of the category. One query, and light: lists are long."""
    there = Q(memberships__until=None) | Q(memberships__until__gte=on)
    rows = people.institutions().filter(there, memberships__since__lte=on).order_by()
    return dict(rows.values_list("key", "memberships__category__name"))


def memberships_of(key: str) -> list[Any]:
    """Every membership of an institution, the newest first. Two queries."""
    return membership.memberships_of(key)


def next_session() -> Any:
    """The next session that is recorded; None where there is none."""
    return None


def last_decisions(number: int) -> list[Any]:
    """The newest published decisions as the register draws them. Two queries, and one for each charter never read before."""
    return decisions.ledger(decisions.published().prefetch_related("corrections")[:number])
