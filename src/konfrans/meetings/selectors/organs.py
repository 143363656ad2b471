"""The organ of a session, as the charter knows it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from konfrans.charter import Charter
from konfrans.decisions.selectors import seat_words, words
from konfrans.kernel.localised import Localised
from konfrans.kernel.refusals import Refused
from konfrans.kernel.text import search_text
from konfrans.meetings.models import Meeting
from konfrans.meetings.rules import SORTS, organ_of, votes_by_members
from konfrans.statutes.selectors import charter_on


def organ_key(meeting: Meeting) -> str:
    """The key of the body, as a charter writes keys."""
    return meeting.body.key.replace("-", "_")


def organ_in(meeting: Meeting, charter: Charter) -> str:
    """The key under which a charter knows the organ: for a committee that of all committees."""
    return organ_of(meeting.body.key, meeting.body.kind, charter)


def charter_of(meeting: Meeting) -> Charter | None:
    """The charter in force on the day of a session; None where none is."""
    try:
        return charter_on(meeting.date)[1]
    except Refused:
        return None


def by_persons(meeting: Meeting, charter: Charter | None = None) -> bool:
    """Whether persons are on the roll of a session, each in a seat: in a committee and a working group always, in an organ where
    the charter of the day gives it seats and the members' votes are not its own."""
    if meeting.body.kind in SORTS:
        return True
    charter = charter or charter_of(meeting)
    return charter is not None and not votes_by_members(charter, organ_key(meeting))


def organ_title(meeting: Meeting, charter: Charter) -> Localised:
    """The name under which a decision is recorded: of a committee with what it is, “Scientific Affairs (committee)”, unless the name
    says so itself."""
    name, organ = meeting.body.name, charter.organs.get(organ_in(meeting, charter))
    if meeting.body.kind not in SORTS or organ is None:
        return name
    found = {}
    for code, text in name.texts.items():
        sort = organ.name.get(code, "")
        found[code] = text if not sort or search_text(sort) in search_text(text) else f"{text} ({sort})"
    return Localised(found, name.translated)


def seats_words(meeting: Meeting, charter: Charter | None) -> dict[str, str]:
    """What each seat of the organ is called, in the reader's language."""
    organ = charter.organs.get(organ_in(meeting, charter)) if charter else None
    return {key: seat_words(key, charter, organ.key) for key in organ.seats} if organ and charter else {}


def organ_fault(meeting: Meeting, charter: Charter) -> str:
    """Why an organ decides nothing under a charter, with the remedy: the charter has no organ of its key, or no kind of
    decision for it."""
    if organ_in(meeting, charter) in charter.organs:
        return _("The charter in force on the day gives this organ no kind of decision, so none can be recorded here.")
    if meeting.body.kind in SORTS:
        return _(
            "The charter in force on the day knows no committee or working group of this sort: no quorum is counted and no decision "
            "can be recorded here."
        )
    spoken = words()
    known = ", ".join(
        f"{spoken.choose(organ.name, charter)} ({key.replace('_', '-')})" for key, organ in charter.organs.items()
    )
    return _(
        "The charter in force on the day has no organ of the key “%(key)s”: no quorum is counted and no decision can be "
        "recorded here. Its organs, each with its key: %(organs)s. Enter the organ among the bodies under that key, then "
        "enter the session as one of that body."
    ) % {"key": meeting.body.key, "organs": known}
