"""Committees, calls, nominations and rosters read."""

from konfrans.committees.selectors.access import (
    Answerer,
    Passes,
    Running,
    access_answer,
    access_call,
    access_calls,
    access_committee_edit,
    access_nomination,
    access_nominee,
    answering_of,
    calls_of,
    committee,
    contact_by_token,
    nomination_of,
    nominee_by_token,
    nominee_pass,
    proved,
    state_of,
)
from konfrans.committees.selectors.addressees import asked_institutions, contacts_number
from konfrans.committees.selectors.answers import answer_page, mail_masked, seat_words
from konfrans.committees.selectors.board import BoardShown, board_page, committees_of, nominations_in
from konfrans.committees.selectors.journal import object_address, object_names
from konfrans.committees.selectors.register import committee_choices, committees_all, decisions_to_point_at
from konfrans.committees.selectors.roster import seats_ever, seats_on
from konfrans.committees.selectors.verdicts import call_shown, composition_shown, nomination_shown
from konfrans.committees.selectors.waiting import waiting

__all__ = [
    "Answerer",
    "BoardShown",
    "Passes",
    "Running",
    "access_answer",
    "access_call",
    "access_calls",
    "access_committee_edit",
    "access_nomination",
    "access_nominee",
    "answer_page",
    "answering_of",
    "asked_institutions",
    "board_page",
    "call_shown",
    "calls_of",
    "committee",
    "committee_choices",
    "committees_all",
    "committees_of",
    "composition_shown",
    "contact_by_token",
    "contacts_number",
    "decisions_to_point_at",
    "mail_masked",
    "nomination_of",
    "nomination_shown",
    "nominations_in",
    "nominee_by_token",
    "nominee_pass",
    "object_address",
    "object_names",
    "proved",
    "seat_words",
    "seats_ever",
    "seats_on",
    "state_of",
    "waiting",
]  # fmt: skip
