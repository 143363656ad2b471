"""Offices: where each is held, when two of them exclude each other, what an invitation is worth today."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

AT_INSTITUTION = frozenset({"rector", "acting_rector", "vice_rector"})
"""Offices that are held at an institution."""
IN_BODY = frozenset({"president", "secretary", "coordinator", "chair", "member"})
"""Offices that are held in a body; an institution may stand beside it and says from where the holder comes."""
OWN_TO_LEAVE = IN_BODY | {"reader"}
"""Offices a holder may lay down here; those of an institution end by its own appointment."""


OFFICES_OF: dict[str, tuple[str, ...]] = {
    "organ": ("president", "chair", "secretary", "member", "reader"),
    "secretariat": ("secretary", "member", "reader"),
    "committee": ("chair", "secretary", "member", "reader"),
    "working_group": ("chair", "secretary", "member", "reader"),
    "project_team": ("coordinator", "member", "reader"),
}
"""Which offices each kind of body has."""


def body_has(kind: str, body_kind: str | None) -> bool:
    """Whether an office is one of this kind of body; in no body at all nothing is asked."""
    return body_kind is None or kind in OFFICES_OF[body_kind]


class Place(StrEnum):
    """What an office lacks in order to be held somewhere."""

    INSTITUTION = "office_needs_institution"
    BODY = "office_needs_body"


def place_lacking(kind: str, *, institution: bool, body_kind: str | None) -> Place | None:
    """What is missing so that this office can be held; None when nothing is."""
    if kind in AT_INSTITUTION and not institution:
        return Place.INSTITUTION
    if kind in IN_BODY and body_kind is None:
        return Place.BODY
    if not institution and body_kind is None:
        return Place.BODY
    return None


def overlap(since: date, until: date | None, other_since: date, other_until: date | None) -> bool:
    """Whether two periods share a day; the last day counts, no last day is without end."""
    return (until is None or other_since <= until) and (other_until is None or since <= other_until)


class InvitationState(StrEnum):
    """What an invitation is worth now."""

    OPEN = "open"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    OFFICE_ENDED = "office_ended"


def invitation_state(
    *, now: datetime, today: date, expires_at: datetime, accepted: bool, withdrawn: bool, office_until: date | None
) -> InvitationState:
    """What decides first is what the secretariat or the person did; then the office; then the days."""
    if withdrawn:
        return InvitationState.WITHDRAWN
    if accepted:
        return InvitationState.ACCEPTED
    if office_until is not None and office_until < today:
        return InvitationState.OFFICE_ENDED
    return InvitationState.EXPIRED if now >= expires_at else InvitationState.OPEN
