"""Acts on calendars to subscribe to: made, made anew, revoked by their owner, ended with the seat."""

from __future__ import annotations

import secrets

from konfrans.committees.models import CalendarFeed, Committee
from konfrans.committees.selectors.room_calendar import feeds_due
from konfrans.kernel import clock, sweeping
from konfrans.kernel.acts import Actor, act, record
from konfrans.kernel.refusals import Refused
from konfrans.people.models import Person
from konfrans.people.selectors.invitations import token_hash


@act
def calendar_feed_make(*, actor: Actor, committee: Committee, person: Person, language: str) -> str:
    """Make a calendar for one person; gives the secret part of its address, which is shown once and kept nowhere.

    Whoever has one already gets a new address and the old one stops working.
    """
    old = _open(committee, person)
    if old is not None:
        _revoke(old)
    token = secrets.token_urlsafe(32)
    CalendarFeed.objects.create(
        committee=committee, person=person, token_hash=token_hash(token), language=language, made_at=clock.now()
    )
    record("calendar_feed_make", actor=actor, of="committee", key=committee.body.key, renewed=old is not None)
    return token


@act
def calendar_feed_revoke(*, actor: Actor, committee: Committee, person: Person) -> None:
    """The address stops working at once. Refused: there is none."""
    found = _open(committee, person)
    if found is None:
        raise Refused("calendar_none")
    _revoke(found)
    record("calendar_feed_revoke", actor=actor, of="committee", key=committee.body.key)


def _open(committee: Committee, person: Person) -> CalendarFeed | None:
    rows = CalendarFeed.objects.select_for_update().filter(committee=committee, person=person, revoked_at=None)
    return rows.first()


def _revoke(feed: CalendarFeed) -> None:
    feed.revoked_at = max(clock.now(), feed.made_at)
    feed.save(update_fields=["revoked_at"])


@act
def calendar_feed_end(*, feed: CalendarFeed) -> None:
    """The software revokes a calendar whose owner has no seat in the committee any more."""
    _revoke(feed)
    record("calendar_feed_revoke", actor=Actor.system(), of="committee", key=feed.committee.body.key)


@sweeping.every(minutes=10)
def feeds_end() -> int:
    """The sweep: calendars of those who left the committee. Such a calendar is empty of use before it is swept: its address is
    looked up with the seat."""
    done = 0
    for feed in feeds_due():
        calendar_feed_end(feed=feed)
        done += 1
    return done
