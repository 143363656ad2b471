"""The calendar to subscribe to: a secret of one person, in the form that RFC 5545 asks for."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from konfrans.committees.models import CalendarFeed
from konfrans.committees.selectors.room_calendar import feed_by_token, feed_text
from konfrans.committees.services import feeds, programme
from konfrans.committees.views import room_post
from konfrans.kernel import clock
from konfrans.kernel.models import JournalEntry
from konfrans.kernel.refusals import Refused
from konfrans.meetings import services as sessions
from konfrans.people import services as people
from tests.committees.house import NOW
from tests.committees.room_house import ROOM, client_of
from tests.decisions.house import text

pytestmark = pytest.mark.django_db


def make(room, account=None, language: str = "en") -> str:
    account = account or room.member
    return feeds.calendar_feed_make(
        actor=room.inside(account).actor, committee=room.committee, person=account.person, language=language
    )


def fetched(token: str):
    return Client().get(f"/calendars/{token}.ics")


def events(token: str) -> dict[str, object]:
    return {str(one["uid"]).split("@")[0]: one for one in Calendar.from_ical(fetched(token).content).walk("VEVENT")}


@pytest.fixture
def meeting(room):
    return sessions.meeting_create(
        actor=room.chair, body=room.committee.body, kind="ordinary", date=date(2026, 12, 8), time=time(15, 0),
        place=text("Baku, the second house; hall A\\B", "Bakı şəhəri, ikinci bina"), link="https://meet.example.org/room",
    )  # fmt: skip


def test_the_secret_is_of_256_bits_and_its_hash_alone_is_kept(room):
    token = make(room)
    assert len(token) == 43 and token != make(room, room.other)
    kept = CalendarFeed.objects.get(person=room.member.person)
    assert token not in str(vars(kept)) and len(kept.token_hash) == 64
    assert token not in "".join(JournalEntry.objects.values_list("body", flat=True))
    assert feed_by_token(token) == kept


def test_the_address_is_shown_once(room):
    client = client_of(room.member)
    shown = client.post(ROOM + "calendar/")
    found = re.search(r"/calendars/([\w-]{43})\.ics", shown.content.decode())
    assert found and "no-store" in shown["Cache-Control"]
    assert fetched(found[1]).status_code == 200
    assert found[1] not in client.get(ROOM + "calendar/").content.decode()


def test_it_holds_the_sessions_and_the_owners_tasks_and_nobodys_name(room, meeting):
    mine = room.task("My task", owner=room.member.person, due=date(2026, 12, 20))
    room.task("Another's", owner=room.other.person, due=date(2026, 12, 20))
    room.task("Without a day", owner=room.member.person)
    done = room.task("Done", owner=room.member.person, due=date(2026, 12, 21))
    programme.work_task_done(actor=room.chair, task=done, on=NOW)
    token = make(room)
    found = events(token)
    assert set(found) == {f"session-{meeting.key}", f"task-{mine.pk}"}
    session = found[f"session-{meeting.key}"]
    assert session["dtstart"].dt == datetime(2026, 12, 8, 11, 0, tzinfo=UTC)
    assert str(session["location"]) == "Baku, the second house; hall A\\B"
    assert str(session["url"]) == "https://meet.example.org/room"
    task = found[f"task-{mine.pk}"]
    assert (task["dtstart"].dt, task["dtend"].dt) == (date(2026, 12, 20), date(2026, 12, 21))
    assert "My task" in str(task["summary"])
    body = fetched(token).content.decode()
    for name in ("Leyla", "Aysel", "Kamran", "Nümunə", "example.org\r\nATTENDEE", "ORGANIZER", "ATTENDEE"):
        assert name not in body


def test_the_text_follows_the_rules_of_rfc_5545(room, meeting):
    room.task("Əməkdaşlıq " * 12, owner=room.member.person, due=date(2026, 12, 20))
    body = fetched(make(room, language="az")).content
    assert body.startswith(b"BEGIN:VCALENDAR\r\n") and body.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in body.replace(b"\r\n", b"")
    lines = body.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75, "a line has at most 75 octets"
    assert any(line.startswith(b" ") for line in lines), "longer ones are folded"
    for line in lines:
        line.decode("utf-8")  # a letter is never cut in two
    whole = body.replace(b"\r\n ", b"").decode()
    assert "VERSION:2.0\r\n" in whole and "PRODID:" in whole
    assert whole.count("BEGIN:VEVENT") == whole.count("END:VEVENT") == 2
    assert "LOCATION:Bakı şəhəri\\, ikinci bina" in whole
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT6H" in whole and "X-PUBLISHED-TTL:PT6H" in whole
    for event in whole.split("BEGIN:VEVENT")[1:]:
        for needed in ("UID", "DTSTAMP", "DTSTART", "SUMMARY", "SEQUENCE", "LAST-MODIFIED", "STATUS"):
            assert len(re.findall(rf"^{needed}[;:]", event, re.MULTILINE)) == 1, needed
        for moment in re.findall(r"^(?:DTSTAMP|LAST-MODIFIED):(.*?)\r?$", event, re.MULTILINE):
            assert re.fullmatch(r"\d{8}T\d{6}Z", moment)
        assert not ("DTEND" in event and "DURATION" in event)


def test_a_backslash_a_semicolon_and_a_comma_are_escaped(room, meeting):
    whole = fetched(make(room)).content.replace(b"\r\n ", b"").decode()
    assert "LOCATION:Baku\\, the second house\\; hall A\\\\B" in whole


def test_an_identity_stays_and_the_sequence_grows_when_something_changes(room, meeting):
    task = room.task("Mine", owner=room.member.person, due=date(2026, 12, 20))
    token = make(room)
    before = events(token)
    assert fetched(token).content == fetched(token).content
    with clock.standing_at(NOW + timedelta(days=1)):
        sessions.meeting_change(
            actor=room.chair, meeting=meeting, time=time(16, 0), place=meeting.place, link=meeting.link, presided=None,
            presided_office="",
        )  # fmt: skip
        programme.work_task_put_off(actor=room.chair, task=task, due=date(2026, 12, 28))
        after = events(token)
    assert set(before) == set(after)
    for uid in before:
        assert int(after[uid]["sequence"]) > int(before[uid]["sequence"]) >= 0
        assert after[uid]["last-modified"].dt > before[uid]["last-modified"].dt
        assert after[uid]["dtstart"].dt > before[uid]["dtstart"].dt


def test_it_is_kept_by_nobody_and_found_by_no_search_engine(room):
    answer = fetched(make(room))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "private, no-store"
    assert "noindex" in answer["X-Robots-Tag"]
    assert not answer.cookies


def test_an_address_that_is_worth_nothing_is_answered_alike(room):
    revoked, ended = make(room), make(room, room.other)
    feeds.calendar_feed_revoke(actor=room.chair, committee=room.committee, person=room.member.person)
    room.leave(room.other, last=NOW - timedelta(days=1))
    answers = [fetched(token) for token in (revoked, ended, "a" * 43, "x")]
    assert {one.status_code for one in answers} == {404}
    assert len({(one.content, tuple(sorted(one.items()))) for one in answers}) == 1


def test_a_new_address_stops_the_old_one(room):
    old, new = make(room), make(room)
    assert (fetched(old).status_code, fetched(new).status_code) == (404, 200)
    assert CalendarFeed.objects.filter(revoked_at=None).count() == 1


def test_the_owner_revokes_it_and_nobody_elses(room):
    mine, other = make(room), make(room, room.other)
    client = client_of(room.member)
    assert client.post(ROOM + "calendar/revoke/").status_code == 302
    assert (fetched(mine).status_code, fetched(other).status_code) == (404, 200)
    with pytest.raises(Refused) as refused:
        feeds.calendar_feed_revoke(actor=room.chair, committee=room.committee, person=room.member.person)
    assert refused.value.code == "calendar_none"
    assert client_of(room.cast.secretary).post(ROOM + "calendar/").status_code == 403


def test_it_dies_with_the_seat_and_the_sweep_revokes_it(room):
    token = make(room)
    room.leave(room.member, last=NOW)
    assert (fetched(token).status_code, feeds.feeds_end()) == (200, 0)
    with clock.standing_at(NOW + timedelta(days=1)):
        assert fetched(token).status_code == 404
        assert feeds.feeds_end() == 1
        assert feeds.feeds_end() == 0
        assert CalendarFeed.objects.get().revoked_at is not None


def test_it_dies_with_the_person(room):
    token = make(room)
    people.person_erase(actor=room.chair, person=room.member.person)
    assert fetched(token).status_code == 404


def test_guessing_is_slowed_down_whatever_the_address(room, monkeypatch):
    token = make(room)
    monkeypatch.setattr(room_post, "MOST_A_MINUTE", 3)
    minute = datetime(2026, 11, 25, 10, 0, 30, tzinfo=UTC)
    monkeypatch.setattr(clock, "machine", lambda: minute)
    assert [fetched(one).status_code for one in ("a" * 43, token, "b" * 43, token, "c" * 43)] == [
        404,
        200,
        404,
        429,
        429,
    ]
    assert Client(REMOTE_ADDR="198.51.100.7").get(f"/calendars/{token}.ics").status_code == 200
    monkeypatch.setattr(clock, "machine", lambda: minute + timedelta(minutes=1))
    assert fetched(token).status_code == 200


def test_it_speaks_the_language_in_which_it_was_made(room, meeting):
    token = make(room, language="az")
    feed = feed_by_token(token)
    assert feed is not None and "Elmi işlər" in feed_text(feed).decode()
