"""Who may see and who may manage the sessions of which body."""

from __future__ import annotations

from django.db.models import Q

from konfrans.decisions.models import Decision
from konfrans.decisions.selectors import access_draft
from konfrans.kernel import clock
from konfrans.kernel.acts import Actor
from konfrans.kernel.refusals import Refused, no_access
from konfrans.meetings.models import Meeting
from konfrans.meetings.registries import seat_holders
from konfrans.meetings.rules import SORTS, may_approve, may_manage
from konfrans.people.models import Body, Office
from konfrans.people.selectors import Held, Standing, access_signed_in, in_force

SEE = ("president", "rector", "acting_rector", "vice_rector", "chair")
"""Offices, besides the secretariat's, that may see the sessions of organs; those only the secretariat records."""
LEAD = ("chair", "secretary")
"""Offices in a committee or a working group that manage its sessions."""


def bodies_of(standing: Standing) -> frozenset[str]:
    """The committees and working groups in which a person sits today, by office or by a seat that another domain knows."""
    found = {held.body for held in standing.offices if held.body and held.body_kind in SORTS}
    if standing.person and any(True for _domain in seat_holders):
        today = clock.today()
        open_now = (Q(since=None) | Q(since__lte=today)) & (Q(until=None) | Q(until__gte=today))
        others = Body.objects.filter(open_now, kind__in=SORTS).exclude(key__in=found)
        for key in others.values_list("key", flat=True):
            for _domain, holders in seat_holders:
                if any(seat.person == standing.person for seat in holders(key, today) or ()):
                    found.add(key)
    return frozenset(found)


def sees_organs(standing: Standing) -> bool:
    """Whether somebody may see the sessions of organs: the secretariat, and those who sit in organs or chair a committee."""
    return standing.is_secretariat or standing.holds(*SEE) is not None


def sees_sessions(standing: Standing) -> bool:
    """Whether there is any body whose sessions somebody may see."""
    return sees_organs(standing) or bool(bodies_of(standing))


def _lead(standing: Standing, body: Body) -> Held | None:
    return standing.holds(*LEAD, body=body.key)


def manages(standing: Standing, body: Body) -> bool:
    """Whether somebody manages the sessions of a body."""
    return may_manage(body.kind, secretariat=standing.is_secretariat, leads=_lead(standing, body) is not None)


def manages_any(standing: Standing) -> bool:
    """Whether there is a body whose sessions somebody manages."""
    return standing.is_secretariat or any(h.kind in LEAD and h.body_kind in SORTS for h in standing.offices)


def approves(standing: Standing, body: Body) -> bool:
    """Whether somebody approves the minutes of a body, and says which of its papers everybody may read."""
    chaired = Office.objects.filter(in_force(clock.today()), body=body, kind="chair").exists()
    chair = standing.holds("chair", body=body.key) is not None
    return may_approve(chair=chair, chaired=chaired, secretariat=standing.is_secretariat)


def publishes_papers(standing: Standing, body: Body) -> bool:
    """Whether somebody says which papers of a body everybody may read: its chair and the secretariat."""
    return standing.is_secretariat or standing.holds("chair", body=body.key) is not None


def actor_in(standing: Standing, body: Body) -> Actor:
    """The actor of an act on a body's session: in the secretariat's office, else in the one held in the body."""
    return standing.actor(standing.secretary or _lead(standing, body))


def access_meetings(user_id: int | None) -> Standing:
    """Who may see sessions of some body."""
    standing = access_signed_in(user_id)
    if not sees_sessions(standing):
        raise no_access("meetings_for_officers")
    return standing


def seen(standing: Standing) -> Q:
    """The sessions that somebody may see, as a condition on their rows."""
    if standing.is_secretariat:
        return Q()
    own = Q(body__key__in=bodies_of(standing))
    return ~Q(body__kind__in=SORTS) | own if sees_organs(standing) else own


def sees(standing: Standing, meeting: Meeting) -> bool:
    """Whether somebody may see a session."""
    if meeting.body.kind not in SORTS:
        return sees_organs(standing)
    return standing.is_secretariat or meeting.body.key in bodies_of(standing)


def access_meeting(user_id: int | None, key: str) -> tuple[Standing, Meeting]:
    """One session, for who may see it; 404 where there is none."""
    standing = access_meetings(user_id)
    found = meeting_by_key(key)
    if not sees(standing, found):
        raise no_access("meetings_for_officers" if found.body.kind not in SORTS else "meeting_of_its_body")
    return standing, found


def access_meetings_manage(user_id: int | None) -> Standing:
    """Who may enter a session of some body."""
    standing = access_signed_in(user_id)
    if not manages_any(standing):
        raise no_access("meetings_for_managers")
    return standing


def access_meeting_record(user_id: int | None, key: str) -> tuple[Standing, Meeting]:
    """One session, for who manages it: the secretariat, and the chair and the secretary of a committee or a working group."""
    standing = access_meetings_manage(user_id)
    found = meeting_by_key(key)
    if not manages(standing, found.body):
        raise no_access("meetings_for_managers")
    return standing, found


def access_meeting_held(user_id: int | None, key: str) -> tuple[Standing, Meeting]:
    """One session whose day has come, for who records what was decided at it; refused before that day."""
    standing, found = access_meeting_record(user_id, key)
    held(found)
    return standing, found


def access_meeting_approve(user_id: int | None, key: str) -> tuple[Standing, Meeting]:
    """One session, for who approves its minutes."""
    standing, found = access_meeting_record(user_id, key)
    if not approves(standing, found.body):
        raise no_access("minutes_by_chair")
    return standing, found


def access_papers_publish(user_id: int | None, key: str) -> tuple[Standing, Meeting]:
    """One session, for who says which of its papers everybody may read."""
    standing, found = access_meeting_record(user_id, key)
    if not publishes_papers(standing, found.body):
        raise no_access("papers_by_chair")
    return standing, found


def access_draft_record(user_id: int | None, pk: int) -> tuple[Standing, Decision]:
    """A decision that is recorded and not published: for the secretariat, and for who manages the session it was taken at."""
    standing = access_signed_in(user_id)
    found = Decision.objects.filter(pk=pk, state=Decision.State.DRAFT).first()
    if standing.is_secretariat or found is None:
        return access_draft(user_id, pk)
    meeting = Meeting.objects.select_related("body").filter(key=found.session or "-").first()
    if meeting is None or not manages(standing, meeting.body):
        return access_draft(user_id, pk)
    return standing, Decision.objects.select_related("proof", "corrects", "charter").get(pk=pk)


def held(meeting: Meeting) -> None:
    """Refused: the day of the session has not come, so nothing can have been decided at it."""
    if meeting.date > clock.today():
        raise Refused("meeting_ahead", date=meeting.date)


def meeting_by_key(key: str) -> Meeting:
    """A session; 404 where there is none."""
    found = Meeting.objects.select_related("body").filter(key=key).first()
    if found is None:
        raise Refused("not_found", status=404)
    return found


def meeting_of(decision: Decision) -> Meeting:
    """The session at which a decision was taken; 404 where it was recorded without one."""
    return meeting_by_key(decision.session or "-")
