"""Forms of sessions, votes, agenda, papers and minutes."""

from konfrans.meetings.forms.papers import (
    AgendaItemForm,
    MinutesApproveForm,
    MinutesForm,
    PaperForm,
    PaperVersionForm,
)
from konfrans.meetings.forms.sessions import AttendanceForm, MeetingChangeForm, MeetingForm, PersonAttendanceForm
from konfrans.meetings.forms.votes import DecisionForm, keep

__all__ = [
    "AgendaItemForm", "AttendanceForm", "DecisionForm", "MeetingChangeForm", "MeetingForm", "MinutesApproveForm", "MinutesForm",
    "PaperForm", "PaperVersionForm", "PersonAttendanceForm", "keep",
]  # fmt: skip
