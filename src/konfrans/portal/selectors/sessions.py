"""The next session, with the quorum that the charter in force asks of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from konfrans.charter import Count, LawError, motion_verdict
from konfrans.kernel import clock, formats
from konfrans.kernel.pictures import MOST, Panes, tally
from konfrans.kernel.refusals import Refused
from konfrans.meetings import selectors as meetings
from konfrans.statutes import selectors as statutes

USUAL = "ordinary"
"""The kind of decision whose quorum is shown: that of a session without anything special on its agenda."""


@dataclass(frozen=True, slots=True)
class Quorum:
    """So many of the members entitled to vote must be there, by this article."""

    needed: int
    members: int
    article: str
    picture: SafeString


@dataclass(frozen=True, slots=True)
class NextSession:
    """A session to come; `quorum` is None where no charter in force says one for its organ."""

    meeting: Any
    quorum: Quorum | None


def next_session(members: int) -> NextSession | None:
    """The next session recorded, for so many members entitled to vote today; None where none is. Two queries."""
    meeting = meetings.session_next(clock.today())
    if meeting is None:
        return None
    return NextSession(meeting, _quorum(meeting, members))


def _quorum(meeting: Any, members: int) -> Quorum | None:
    try:
        _version, charter = statutes.charter_on(meeting.date)
        rule = charter.motion_rule(USUAL)
        if not members or rule is None or rule.organ.key != meetings.organ_key(meeting):
            return None
        verdict = motion_verdict(
            Count(members=members, entitled=members, present=0), kind=USUAL, charter=charter, call=meeting.call
        )
    except (Refused, LawError):
        return None
    reason = next((one for one in verdict.reasons if one.code == "quorum"), None)
    if reason is None or not isinstance(reason.needed, int):
        return None
    needed, shown = reason.needed, formats.number_text
    picture = tally(
        _nobody_yet(members), needed=needed, short_words="",
        need_words=_("quorum: %(needed)s") % {"needed": shown(needed)},
        sentence=_("Members entitled to vote: %(members)s; needed for the quorum: %(needed)s") % {
            "members": shown(members), "needed": shown(needed),
        },
    )  # fmt: skip
    return Quorum(needed, members, reason.article, picture)


def _nobody_yet(members: int) -> list[Panes]:
    """Everybody still to come: as panes without the bracket of what is short, as a meter empty."""
    away = Panes("away", members, "")
    return [away] if members <= MOST else [Panes("got", 0, ""), away]
