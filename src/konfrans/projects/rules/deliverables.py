"""Deliverables: what state one is in, and which are late."""

from __future__ import annotations

from datetime import date

from konfrans.projects.rules.dates import PartialDate

STATUSES = ("planned", "in_preparation", "delivered", "accepted", "published", "dropped")
DONE = frozenset({"delivered", "accepted", "published"})
DISSEMINATION = ("public", "consortium", "funder")
TO = {
    "planned": ("in_preparation", "delivered", "published", "dropped"),
    "in_preparation": ("planned", "delivered", "published", "dropped"),
    "delivered": ("in_preparation", "accepted", "published"),
    "accepted": ("published",),
    "published": ("accepted",),
    "dropped": ("planned",),
}
"""Where a deliverable may go from each status."""


def is_late(status: str, due: PartialDate | None, today: date) -> bool:
    """Whether a deliverable is overdue on `today`: it has a due date, that is wholly past, and it is neither done nor dropped."""
    return due is not None and status not in DONE and status != "dropped" and due.last < today


def days_late(status: str, due: PartialDate | None, today: date) -> int:
    """How many days it is late; 0 where it is not."""
    return (today - due.last).days if due is not None and is_late(status, due, today) else 0


def can_become(status: str, new: str) -> bool:
    """Whether a deliverable may go from one status to another."""
    return new in TO.get(status, ())


def look(status: str, late: bool) -> str:
    """The state a page draws it in: `yes`, `no`, `due` or `none`."""
    if late:
        return "no"
    return "yes" if status in DONE else "due" if status == "in_preparation" else "none"
