"""Committees and who sits in them; calls for nominations, whom they go to, who is named."""

from konfrans.committees.models.calls import Addressee, Call, CallCommittee, Contact
from konfrans.committees.models.committees import Committee, Composition, Seat, SeatAddress, Theme
from konfrans.committees.models.nominations import Link, Nomination
from konfrans.committees.models.rooms import (
    CalendarFeed,
    CommitteeDocument,
    CommitteeReport,
    DocumentVersion,
    Programme,
    RoomLetter,
    TaskDelay,
    WorkTask,
)

__all__ = [
    "Addressee", "CalendarFeed", "Call", "CallCommittee", "Committee", "CommitteeDocument", "CommitteeReport", "Composition",
    "Contact", "DocumentVersion", "Link", "Nomination", "Programme", "RoomLetter", "Seat", "SeatAddress", "TaskDelay", "Theme", "WorkTask",
]  # fmt: skip
