"""Acts on sessions: call them, enter who came, keep agenda, papers and minutes, record what was decided."""

from konfrans.meetings.services.agenda import agenda_item_add, agenda_item_change, agenda_item_remove
from konfrans.meetings.services.attendance import attendance_set, person_attendance_set
from konfrans.meetings.services.minutes import minutes_approve, minutes_send, minutes_write
from konfrans.meetings.services.papers import paper_add, paper_publish, paper_version_add, paper_withdraw
from konfrans.meetings.services.sessions import meeting_change, meeting_create
from konfrans.meetings.services.votes import (
    Wording,
    decision_record,
    decision_record_change,
    decision_record_correct,
    vote_prepare,
)

__all__ = [
    "Wording", "agenda_item_add", "agenda_item_change", "agenda_item_remove", "attendance_set", "decision_record",
    "decision_record_change", "decision_record_correct", "meeting_change", "meeting_create", "minutes_approve", "minutes_send",
    "minutes_write", "paper_add", "paper_publish", "paper_version_add", "paper_withdraw", "person_attendance_set", "vote_prepare",
]  # fmt: skip
