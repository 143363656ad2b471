"""The calendar that a person of a committee subscribes to: its sessions, and the days on which the person's own tasks are due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override
from icalendar import Calendar, Event, vDuration

from konfrans.committees.models import CalendarFeed, Committee, WorkTask
from konfrans.committees.selectors.room_access import seated
from konfrans.kernel import clock
from konfrans.kernel.conference import conference
from konfrans.meetings.selectors import CalendarEntry, meetings_calendar, sessions_of
from konfrans.people.models import Person
from konfrans.people.selectors.invitations import token_hash

PRODUCT = "-//konfrans//committee//EN"
REFRESH = timedelta(hours=6)
"""How often a calendar program is asked to look again."""


def feed_by_token(token: str) -> CalendarFeed | None:
    """The calendar behind a secret address. None alike where there never was one, where it was revoked, and where its owner has no
    seat in the committee today."""
    rows = CalendarFeed.objects.select_related("committee__body", "person")
    found = rows.filter(token_hash=token_hash(token), revoked_at=None).first()
    return found if found is not None and seated(found.committee, found.person.key, clock.today()) else None


def feed_of(found: Committee, person: Person) -> CalendarFeed | None:
    """The calendar that a person has for a committee; None where there is none."""
    return CalendarFeed.objects.filter(committee=found, person=person, revoked_at=None).first()


def feeds_due() -> Iterator[CalendarFeed]:
    """Calendars of people who have no seat in the committee any more."""
    today = clock.today()
    for feed in CalendarFeed.objects.select_related("committee__body", "person").filter(revoked_at=None):
        if not seated(feed.committee, feed.person.key, today):
            yield feed


def feed_address(token: str) -> str:
    """The secret address of a calendar, as a calendar program takes it."""
    return f"{settings.KONFRANS_URL}/calendars/{token}.ics"


def feed_text(feed: CalendarFeed) -> bytes:
    """The calendar as iCalendar (RFC 5545), in the language its owner chose. It names no person.

    The same state gives the same bytes: moments are those of the last change, never of the asking.
    """
    with override(feed.language):
        body = feed.committee.body
        calendar = Calendar()
        calendar.add("prodid", PRODUCT)
        calendar.add("version", "2.0")
        name = f"{body.name.given()} – {conference().name.given()}"
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
        calendar.add("x-published-ttl", vDuration(REFRESH).to_ical().decode())
        changes = {f"session-{one.key}": _changes(one.created_at, one.changed_at) for one in sessions_of(body.key)}
        for entry in meetings_calendar(body.key):
            calendar.add_component(_session(entry, changes.get(entry.uid, 0)))
        for task in _tasks(feed):
            calendar.add_component(_task(task, body.name.given()))
        made: bytes = calendar.to_ical()
    return made


def _changes(made: datetime, changed: datetime | None) -> int:
    """A number that grows with each change of a session, 0 before the first: seconds since it was entered."""
    return max(1, int((changed - made).total_seconds())) if changed is not None else 0


def _uid(name: str) -> str:
    """An identity that stays: the name of the thing within this installation, and where that is."""
    return f"{name}@{urlsplit(settings.KONFRANS_URL).hostname or 'localhost'}"


def _event(uid: str, summary: str, start: datetime | date, updated: datetime, changes: int) -> Event:
    event = Event()
    event.add("uid", _uid(uid))
    event.add("dtstamp", updated.astimezone(UTC))
    event.add("last-modified", updated.astimezone(UTC))
    event.add("sequence", changes)
    event.add("status", "CONFIRMED")
    event.add("summary", summary)
    event.add("dtstart", start.astimezone(UTC) if isinstance(start, datetime) else start)
    return event


def _session(entry: CalendarEntry, changes: int) -> Event:
    event = _event(entry.uid, entry.summary, entry.start, entry.updated, changes)
    if entry.end is not None:
        event.add("dtend", entry.end)
    if entry.place:
        event.add("location", entry.place.given())
    if entry.link:
        event.add("url", entry.link)
    return event


def _tasks(feed: CalendarFeed) -> list[WorkTask]:
    """What the owner of the calendar has still to do, where a day is set."""
    mine = WorkTask.objects.filter(
        committee=feed.committee, owner=feed.person, done_on=None, withdrawn_on=None, due__isnull=False
    )
    return list(mine.order_by("due", "pk"))


def _task(task: WorkTask, committee: str) -> Event:
    summary = _("Due: %(task)s (%(committee)s)") % {"task": task.title.given(), "committee": committee}
    assert task.due is not None
    event = _event(f"task-{task.pk}", summary, task.due, task.changed_at, task.changes)
    event.add("dtend", task.due + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event
