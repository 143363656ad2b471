"""When a committee ends for want of activity, by the charter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from konfrans.charter import Charter
from konfrans.charter.asking import ask
from konfrans.committees.models import Committee
from konfrans.meetings.selectors import last_activity


@dataclass(frozen=True, slots=True)
class Idle:
    """The last day of a committee that nobody works in, and the paragraph that says so."""

    on: date
    article: str


def idle_until(committee: Committee, charter: Charter | None, today: date) -> Idle | None:
    """Until when the committee runs if nobody calls a session; None where the charter lets idle ones run, or nobody knows since when.
    A session counts as activity, and that somebody takes a seat."""
    if charter is None or committee.organ not in charter.organs:
        return None
    rule = charter.organs[committee.organ].dormancy
    if rule is None:
        return None
    taken = committee.seats.order_by("-since").values_list("since", flat=True).first()
    active = max((day for day in (last_activity(committee.body.key), committee.body.since, taken) if day), default=None)
    if active is None:
        return None
    facts = {
        "organ": committee.organ,
        "year": today.year,
        "held": [{"on": active.isoformat()}],
        "at": today.isoformat(),
    }
    reason = next((one for one in ask("sessions", facts, charter).reasons if one.code == "idle"), None)
    if reason is None or not isinstance(reason.needed, str):
        return None
    return Idle(date.fromisoformat(reason.needed), rule.article)
