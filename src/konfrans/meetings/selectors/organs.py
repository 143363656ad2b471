"""The organ of a session, as the charter knows it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from konfrans.charter import Charter
from konfrans.decisions.selectors import words
from konfrans.meetings.models import Meeting
from konfrans.meetings.rules import votes_by_members


def organ_key(meeting: Meeting) -> str:
    """The key under which the charter knows the organ."""
    return meeting.body.key.replace("-", "_")


def organ_fault(meeting: Meeting, charter: Charter) -> str:
    """Why an organ decides nothing under a charter, with the remedy: the charter has no organ of its key, or no kind of
    decision for it."""
    if not votes_by_members(charter, organ_key(meeting)):
        return _(
            "Persons sit in this organ and vote there. Its sessions are kept here, its votes are not counted: the roll is that of the members."
        )
    if organ_key(meeting) in charter.organs:
        return _("The charter in force on the day gives this organ no kind of decision, so none can be recorded here.")
    spoken = words()
    known = ", ".join(
        f"{spoken.choose(organ.name, charter)} ({key.replace('_', '-')})" for key, organ in charter.organs.items()
    )
    return _(
        "The charter in force on the day has no organ of the key “%(key)s”: no quorum is counted and no decision can be "
        "recorded here. Its organs, each with its key: %(organs)s. Enter the organ among the bodies under that key, then "
        "enter the session as one of that body."
    ) % {"key": meeting.body.key, "organs": known}
