"""The desk: what waits for a person, the offices held, the work pages that may be opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from konfrans.committees.selectors.room_access import rooms_of
from konfrans.kernel import clock
from konfrans.kernel.conference import Conference, conference
from konfrans.kernel.desk import Waiting, waiting_for
from konfrans.meetings import selectors as meetings
from konfrans.membership.selectors import has_members
from konfrans.people.selectors import Held, Standing
from konfrans.portal.rules.urgency import Parted, part
from konfrans.portal.selectors.beginning import first_step
from konfrans.statutes.selectors.drafts import EDIT, groups_of

SECRETARIAT = (
    ("membership", _("Register of members"), _("Admit members, end memberships, let votes rest")),
    ("desk_people", _("Persons"), _("Invite people to offices, end and pass on offices")),
    ("desk_bodies", _("Bodies"), _("Organs, committees, working groups")),
    ("desk_institutions", _("Institutions"), _("Enter and correct institutions")),
    ("desk_committees", _("Committees and groups"), _("Mandates, themes, who sits where on any day")),
    ("news_desk", _("News"), _("Write, publish and withdraw news")),
    ("documents_desk", _("Documents"), _("Hand out files")),
    ("conference_change", _("The Conference"), _("Its name, seat and addresses, as the pages show them")),
    ("pages_desk", _("Pages of the Conference"), _("What the Conference says about itself")),
    ("desk_mail", _("Letters"), _("What left, what waits, what did not arrive")),
    ("start", _("Start the Conference"), _("The steps from the founding to the first decision")),
    ("journal", _("Journal"), _("Every act, with who did it and when")),
)
"""Work pages of the secretariat: address name, words, what one does there."""

SESSIONS = ("meetings", _("Sessions"), _("Sessions: agenda, papers, who came, what was decided"))
PROJECTS = ("projects_desk", _("Projects you work on"), _("Partners, plan, deliverables, facts with their sources"))
CALLS = ("calls", _("Calls for nominations"), _("Ask universities for names, check them, confirm the rosters"))
DRAFTS = ("drafts", _("Drafts of the charter"), _("Write, compare and comment on drafts, put them to the vote"))
ROOM = _("Committee's room: programme, sessions, documents, report, letters, calendar")
ACCOUNT = ("account", _("Your account"), _("How you sign in, your language, what is kept about you"))


@dataclass(frozen=True, slots=True)
class Door:
    """A work page that this person may open."""

    address: str
    words: str
    what: str


@dataclass(frozen=True, slots=True)
class Desk:
    """What a signed-in person sees first."""

    waiting: Parted[Waiting]
    today: date
    offices: tuple[Held, ...]
    conference: Conference
    doors: tuple[Door, ...]


def _doors(standing: Standing) -> tuple[Door, ...]:
    found: list[tuple[str, Any, Any]] = []
    if meetings.sees_sessions(standing):
        found.append(SESSIONS)
    if standing.is_secretariat or standing.holds("coordinator"):
        found.append(PROJECTS)
        found.append(CALLS)
    if standing.is_secretariat or (standing.holds(*EDIT) and groups_of(standing).exists()):
        found.append(DRAFTS)
    if standing.is_secretariat:
        found += SECRETARIAT
    rooms = tuple(
        Door(reverse("committee_room", args=[one.body.key]), one.body.name.given(), str(ROOM))
        for one in rooms_of(standing)
    )
    return rooms + tuple(Door(reverse(name), str(words), str(what)) for name, words, what in (*found, ACCOUNT))


def desk(standing: Standing) -> Desk:
    """Everything on this person's desk. One query beside those of the domains that have something to wait for.

    The secretariat of a conference that has no member yet is shown the step that comes next.
    """
    today = clock.today()
    here = conference(begun=has_members(today))
    things = waiting_for(standing)
    if standing.is_secretariat and not getattr(here, "begun", False):
        things += first_step()
    return Desk(part(things, today), today, standing.offices, here, _doors(standing))
