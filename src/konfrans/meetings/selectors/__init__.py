"""What is read of sessions: lists, rolls, quorum, agenda, papers, minutes, forms, what a new charter touches."""

from konfrans.meetings.selectors.access import (
    LEAD,
    SEE,
    access_draft_record,
    access_meeting,
    access_meeting_approve,
    access_meeting_held,
    access_meeting_record,
    access_meetings,
    access_meetings_manage,
    access_papers_publish,
    actor_in,
    approves,
    bodies_of,
    held,
    manages,
    manages_any,
    meeting_by_key,
    meeting_of,
    publishes_papers,
    sees,
    sees_sessions,
)
from konfrans.meetings.selectors.bodies import (
    CalendarEntry,
    decisions_of_body,
    first_activity,
    group_began,
    last_activity,
    meetings_calendar,
    papers_public_of,
    sessions_of,
)
from konfrans.meetings.selectors.journal import object_address, object_names
from konfrans.meetings.selectors.minutes import (
    MinutesShown,
    minutes_frozen,
    minutes_newest,
    minutes_seen,
    minutes_shown,
    minutes_version,
    sessions_after,
)
from konfrans.meetings.selectors.organs import by_persons, organ_in, organ_key, organ_title
from konfrans.meetings.selectors.papers import (
    Agenda,
    PaperShown,
    agenda_choices,
    agenda_item,
    agenda_of,
    paper,
    paper_opens,
    papers_of,
)
from konfrans.meetings.selectors.personal import personal_data
from konfrans.meetings.selectors.persons import PersonRow, persons_roll, persons_rows, seats_on, substitutes_of
from konfrans.meetings.selectors.prints import how_words, minutes_pdf, state_words
from konfrans.meetings.selectors.sessions import (
    KEEP,
    Officer,
    RollEntry,
    attendance_page,
    bodies_managed,
    commitments,
    day_of,
    drafts_of,
    form_of,
    kept_file,
    kinds_at,
    meetings,
    member_codes,
    names_by_key,
    officers_of,
    officers_on,
    organs,
    roll_of,
    session,
    session_next,
    sessions_shown,
)
from konfrans.meetings.selectors.touching import touched
from konfrans.meetings.selectors.waiting import waiting

__all__ = [
    "KEEP", "LEAD", "SEE", "Agenda", "CalendarEntry", "MinutesShown", "Officer", "PaperShown", "PersonRow", "RollEntry",
    "access_draft_record", "access_meeting", "access_meeting_approve", "access_meeting_held", "access_meeting_record",
    "access_meetings", "access_meetings_manage", "access_papers_publish", "actor_in", "agenda_choices", "agenda_item", "agenda_of",
    "approves", "attendance_page", "bodies_managed", "bodies_of", "by_persons", "commitments", "day_of", "decisions_of_body",
    "drafts_of", "first_activity",
    "form_of", "group_began", "held", "how_words", "kept_file", "kinds_at", "last_activity", "manages", "manages_any", "meeting_by_key",
    "meeting_of", "meetings", "meetings_calendar", "member_codes", "minutes_frozen", "minutes_newest", "minutes_pdf", "minutes_seen",
    "minutes_shown", "minutes_version", "names_by_key", "object_address", "object_names", "officers_of", "officers_on", "organ_in",
    "organ_key", "organ_title", "organs", "paper", "paper_opens", "papers_of", "papers_public_of", "personal_data", "persons_roll",
    "persons_rows", "publishes_papers", "roll_of", "seats_on", "sees", "sees_sessions", "session", "session_next", "sessions_after",
    "sessions_of", "sessions_shown", "state_words", "substitutes_of", "touched", "waiting",
]  # fmt: skip
