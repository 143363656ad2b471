"""Did an organ meet as often as it must, with the items it must have? Has it ended for want of activity? Who is there, item by item?"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from konfrans.charter.asking import Question
from konfrans.charter.clock import after
from konfrans.charter.evidence import Count
from konfrans.charter.faults import QuestionError
from konfrans.charter.law import Charter, Organ
from konfrans.charter.motions import quorum_verdict
from konfrans.charter.tables import Bounds, Day, Key, KindKey, OrganKey, Size, Table, Zero
from konfrans.charter.verdicts import Outcome, Reason, Verdict, Working


class Held(Table):
    """A session that was held."""

    on: Day
    """Its day."""
    ordinary: bool = True
    """Whether it was an ordinary one."""
    items: Annotated[tuple[Key, ...], Size(0, 200)] = ()
    """The items on its agenda, by the keys of the charter's standing items."""


class SessionsFacts(Table):
    """The sessions of one organ in one year."""

    organ: OrganKey
    """The organ."""
    year: Annotated[int, Bounds(1900, 2999)]
    """The year."""
    held: Annotated[tuple[Held, ...], Size(0, 400)] = ()
    """Its sessions, so far."""
    last_activity: Day | None = None
    """The last day on which it did anything; left out: its last session."""
    at: Day | None = None
    """The day that is asked about, for an organ that ends when idle."""


def sessions(facts: SessionsFacts, charter: Charter) -> Verdict:
    """Whether there were enough ordinary sessions, each with its standing items, and whether the organ has ended idle.

    `passed`, or `failed` with what is lacking; `no_rule` where the charter asks for none of this. The answer holds `held`, `missing` (day:
    items) and `ended` (the day after which an idle organ is no more, or null).
    """
    organ = charter.organs[facts.organ]
    if organ.sessions is None and not organ.standing_items and organ.dormancy is None:
        return Verdict(charter.ref, "sessions", None, Outcome.NO_RULE)
    held = [one for one in facts.held if one.ordinary and one.on.year == facts.year]
    reasons: list[Reason] = []
    if organ.sessions is not None:
        met = len(held) >= organ.sessions.a_year
        said = {"year": str(facts.year)}
        reasons.append(
            Reason("sessions", organ.sessions.article, met, organ.sessions.a_year, len(held), Working(facts=said))
        )
    missing: dict[str, list[str]] = {}
    for session in held:
        for item in organ.standing_items:
            if item.item not in session.items:
                missing.setdefault(session.on.isoformat(), []).append(item.item)
                said = {"session_day": session.on.isoformat(), "lacking_item": item.item}
                reasons.append(Reason("standing_item", item.article, False, item.item, None, Working(facts=said)))
    ended = _ended(organ, facts, charter, reasons)
    answer: dict[str, Any] = {"held": len(held), "missing": missing, "ended": ended.isoformat() if ended else None}
    outcome = Outcome.FAILED if any(one.met is False for one in reasons) else Outcome.PASSED
    return Verdict(charter.ref, "sessions", None, outcome, answer, tuple(reasons))


def _ended(organ: Organ, facts: SessionsFacts, charter: Charter, reasons: list[Reason]) -> date | None:
    last = facts.last_activity or max((one.on for one in facts.held), default=None)
    if organ.dormancy is None or last is None or facts.at is None:
        return None
    end = after(last, organ.dormancy.idle, charter.calendar)
    over = facts.at > end.end
    said = {"last": last.isoformat()}
    reasons.append(
        Reason("idle", organ.dormancy.article, not over, end.iso, facts.at.isoformat(), Working(facts=said, clock=end))
    )
    return end.end if over else None


class Change(Table):
    """What changes before an item."""

    item: Annotated[int, Bounds(1, 1000)]
    """The number of the item."""
    kind: KindKey = "ordinary"
    """The kind of decision on it."""
    comes: Annotated[tuple[Key, ...], Size(0, 5000)] = ()
    """Members who come before it, by key."""
    leaves: Annotated[tuple[Key, ...], Size(0, 5000)] = ()
    """Members who leave before it."""
    barred: Annotated[tuple[Key, ...], Size(0, 5000)] = ()
    """Members barred from it."""


class PresenceFacts(Table):
    """Who is there at the opening, and what changes item by item."""

    entitled: Zero
    """Entitled to vote."""
    there: Annotated[tuple[Key, ...], Size(0, 5000)] = ()
    """Members there at the opening, by key."""
    items: Annotated[tuple[Change, ...], Size(1, 1000)]
    """The items in their order."""


def presence(facts: PresenceFacts, charter: Charter) -> Verdict:
    """For each item who is there, who is barred, and whether there is a quorum: one that is lost stops voting, not the session.

    `answered`, with a list of `item`, `there` (number), `barred` and `quorum`; `QuestionError` for somebody who leaves without being there.
    """
    there = set(facts.there)
    rows, reasons = [], list[Reason]()
    for change in facts.items:
        gone = sorted(set(change.leaves) - there)
        if gone:
            raise QuestionError("leaves_unheard", given=gone[0], item=change.item)
        there = (there - set(change.leaves)) | set(change.comes)
        barred = sorted(set(change.barred) & there)
        count = Count(entitled=facts.entitled, present=len(there), barred=len(barred))
        verdict = quorum_verdict(count, kind=change.kind, charter=charter)
        quorum = verdict.outcome is Outcome.PASSED
        rows.append({"item": change.item, "there": len(there), "barred": barred, "quorum": quorum})
        if not quorum and verdict.reasons:
            lost = verdict.reasons[0]
            said = {"item": change.item}
            reasons.append(Reason("quorum_at_item", lost.article, False, lost.needed, lost.got, Working(facts=said)))
    answer = {"items": rows, "stopped": [row["item"] for row in rows if not row["quorum"]]}
    return Verdict(charter.ref, "presence", None, Outcome.ANSWERED, answer, tuple(reasons))


SESSIONS = Question("sessions", SessionsFacts, sessions)
PRESENCE = Question("presence", PresenceFacts, presence)
