"""Acts on sessions: entered and changed."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from konfrans.kernel import clock, names
from konfrans.kernel.acts import Actor, act, record
from konfrans.kernel.localised import Localised
from konfrans.kernel.refusals import Refused
from konfrans.meetings.models import Meeting
from konfrans.meetings.rules import is_https, session_days
from konfrans.meetings.selectors import group_began
from konfrans.people.models import Body, Person


@act
def meeting_create(
    *, actor: Actor, body: Body, kind: str, date: date, place: Localised, call: int = 1, time: time | None = None,
    presided: Person | None = None, presided_office: str = "", link: str = "", sample: bool = False,
) -> Meeting:  # fmt: skip
    """Enter a session of a body. Refused: the day is before the body began, or too far ahead; the body has one on that day with that
    call; the link is no https address."""
    _day(body, date)
    key = f"{body.key}-{date.isoformat()}{'-2' if call == 2 else ''}"
    if Meeting.objects.filter(key=key).exists():
        raise Refused("meeting_exists", field="date", body=body.name, date=date)
    meeting = Meeting(key=key, body=body, kind=kind, call=call, date=date, sample=sample, created_at=clock.now())
    _circumstances(meeting, time, place, link, presided, presided_office)
    meeting.save()
    record(
        "meeting_create",
        actor=actor,
        of="meeting",
        key=key,
        body=body.key,
        kind=kind,
        call=call,
        date=date,
        **_facts(meeting),
    )
    return meeting


@act
def meeting_change(
    *, actor: Actor, meeting: Meeting, place: Localised, time: time | None = None, presided: Person | None = None,
    presided_office: str = "", link: str = "",
) -> Meeting:  # fmt: skip
    """Change the circumstances of a session. What decisions froze of it stays as it is frozen. Refused: the link is no https
    address."""
    _circumstances(meeting, time, place, link, presided, presided_office)
    meeting.changed_at = clock.now()
    meeting.save(
        update_fields=["time", "place", "link", "changed_at", "presided_person", "presided_name", "presided_office"]
    )
    record("meeting_change", actor=actor, of="meeting", key=meeting.key, **_facts(meeting))
    return meeting


def _day(body: Body, on: date) -> None:
    began = group_began(body)
    first, last = session_days(clock.today(), began)
    if began and on < first:
        raise Refused("meeting_before_body", field="date", body=body.name, first=first)
    if not first <= on <= last:
        raise Refused("meeting_day_outside", field="date", first=first, last=last)


def _circumstances(
    meeting: Meeting, at: time | None, place: Localised, link: str, presided: Person | None, office: str
) -> None:
    if link and not is_https(link):
        raise Refused("link_not_https", field="link")
    meeting.time, meeting.place, meeting.link = at, place, link
    meeting.presided_person, meeting.presided_name, meeting.presided_office = "", "", ""
    if presided is not None:
        meeting.presided_person, meeting.presided_office = presided.key, office
        meeting.presided_name = names.name_commit(person_key=presided.key, name=presided.full_name)


def _facts(meeting: Meeting) -> dict[str, Any]:
    # The journal says that there is a link, not which: it opens a door.
    facts: dict[str, Any] = {"place": meeting.place, "link": bool(meeting.link) or None}
    if meeting.time:
        facts["time"] = meeting.time.strftime("%H:%M")
    if meeting.presided_person:
        facts["presided"] = {"person": meeting.presided_person, "name": meeting.presided_name}
        facts["presided_office"] = meeting.presided_office
    return facts
