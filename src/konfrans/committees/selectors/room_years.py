"""Since when a committee works, and of which years it may report."""

from __future__ import annotations

from datetime import date

from django.db.models import Min

from konfrans.committees.models import Committee
from konfrans.committees.rules.rooms import FIRST_YEAR
from konfrans.kernel import clock
from konfrans.meetings.selectors import first_activity, group_began


def committee_began(found: Committee) -> date | None:
    """The day on which a committee began: it was created or set up, somebody took a seat or an office, or somebody came to a session,
    whichever was first. None where nothing of this is known."""
    seated: date | None = found.seats.aggregate(first=Min("since"))["first"]
    created = found.decision.date if found.decision else None
    known = (group_began(found.body), seated, created, first_activity(found.body.key))
    return min((day for day in known if day), default=None)


def first_year(found: Committee) -> int:
    """The first year of which a committee may report: the one in which it began; this year where nobody knows, or it has not yet."""
    began, this = committee_began(found), clock.today().year
    return max(FIRST_YEAR, min(began.year if began else this, this))
