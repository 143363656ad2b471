"""What the portal asks of the registers below it: the conference, who is a member, what was decided, sessions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q

from konfrans.decisions import selectors as decisions
from konfrans.kernel.conference import conference
from konfrans.kernel.localised import Localised
from konfrans.membership import selectors as membership
from konfrans.people import selectors as people

__all__ = ["categories_on", "conference", "last_decisions", "memberships_of"]


def categories_on(on: date) -> Mapping[str, tuple[Localised, bool]]:
    """The members of a day: key of the institution, name of the category, whether it is a sample. One query, and light:
    lists are long."""
    there = Q(memberships__until=None) | Q(memberships__until__gte=on)
    rows = people.institutions().filter(there, memberships__since__lte=on).order_by()
    named = rows.values_list("key", "memberships__category__name", "memberships__sample")
    return {key: (name, sample) for key, name, sample in named}


def memberships_of(key: str) -> list[Any]:
    """Every membership of an institution, the newest first. Two queries."""
    return membership.memberships_of(key)


def last_decisions(number: int) -> list[Any]:
    """The newest published decisions as the register draws them. One query, and one for each charter never read before.

    A correction is newer than what it corrects, so those of the newest decisions are among them.
    """
    published = decisions.published()
    newest = list(published.prefetch_related(Prefetch("corrections", published.none()))[:number])
    corrected = {one.corrects_id: one for one in newest if one.corrects_id}
    return [replace(row, corrected_by=corrected.get(row.decision.pk)) for row in decisions.ledger(newest)]
