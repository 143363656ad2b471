"""Pages of sessions, of the votes taken at them, of agenda, papers and minutes."""

from konfrans.meetings.views.minutes import minutes, minutes_approve, minutes_pdf, minutes_send, minutes_write
from konfrans.meetings.views.papers import (
    agenda,
    agenda_item_add,
    agenda_item_change,
    agenda_item_remove,
    paper_add,
    paper_publish,
    paper_version_add,
    paper_withdraw,
)
from konfrans.meetings.views.sessions import (
    attendance_set,
    meeting,
    meeting_change,
    meeting_create,
    meetings,
    person_attendance_set,
)
from konfrans.meetings.views.votes import decision_change, decision_correct, decision_record

__all__ = [
    "agenda", "agenda_item_add", "agenda_item_change", "agenda_item_remove", "attendance_set", "decision_change",
    "decision_correct", "decision_record", "meeting", "meeting_change", "meeting_create", "meetings", "minutes", "minutes_approve",
    "minutes_pdf", "minutes_send", "minutes_write", "paper_add", "paper_publish", "paper_version_add", "paper_withdraw",
    "person_attendance_set",
]  # fmt: skip
