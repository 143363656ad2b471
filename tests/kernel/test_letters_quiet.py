"""Quiet hours, and the letters that are gathered into one a day."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

from konfrans.kernel import clock
from konfrans.kernel.letters import letter_write, letters_about, letters_send
from konfrans.kernel.models import Letter
from konfrans.kernel.quiet import QuietHours, quiet_hours
from tests.kernel.test_letters import NOBODY

BAKU = ZoneInfo("Asia/Baku")
NIGHT = QuietHours(time(20), time(8))


@pytest.mark.parametrize(
    ("written", "at", "quiet"),
    [
        ("20:00-08:00", "19:59", False), ("20:00-08:00", "20:00", True), ("20:00-08:00", "03:00", True),
        ("20:00-08:00", "08:00", False), ("12:30-14:00", "13:00", True), ("12:30-14:00", "12:29", False),
        ("00:00-07:00", "00:00", True), ("", "03:00", False),
    ],
)  # fmt: skip
def test_when_it_is_quiet(written, at, quiet):
    assert quiet_hours(written).hold(time.fromisoformat(at)) is quiet


@pytest.mark.parametrize(
    "wrong", ["20-8", "20:00", "24:00-08:00", "20:00-08:60", "08:00-08:00", "20:00-08:00;", "ab:cd-ef:gh"]
)
def test_hours_of_another_shape_are_refused(wrong):
    with pytest.raises(ValueError, match="quiet hours"):
        quiet_hours(wrong)


@pytest.mark.parametrize(
    ("written", "moment", "opening"),
    [
        ("20:00-08:00", "2026-11-25T07:59", "2026-11-25T08:00"), ("20:00-08:00", "2026-11-25T08:00", "2026-11-26T08:00"),
        ("20:00-08:00", "2026-11-25T22:00", "2026-11-26T08:00"), ("12:30-14:00", "2026-11-25T13:00", "2026-11-26T00:00"),
        ("", "2026-12-31T10:00", "2027-01-01T00:00"),
    ],
)  # fmt: skip
def test_gathered_letters_leave_at_the_first_moment_of_a_day_that_is_not_quiet(written, moment, opening):
    found = quiet_hours(written).opening_after(datetime.fromisoformat(moment).replace(tzinfo=BAKU))
    assert found == datetime.fromisoformat(opening).replace(tzinfo=BAKU)


def test_the_day_of_a_change_of_clocks_opens_at_its_own_hour():
    """In Vilnius the clocks go forward on 28 March 2027."""
    zone = ZoneInfo("Europe/Vilnius")
    found = NIGHT.opening_after(datetime(2027, 3, 27, 21, tzinfo=zone))
    assert found.astimezone(UTC) == datetime(2027, 3, 28, 5, tzinfo=UTC)


@pytest.mark.parametrize(("value", "status"), [("20:00-08:00", 0), ("", 0), ("evening", 2)])
def test_the_variable_is_looked_at_when_the_program_starts(tmp_path, value, status):
    env = os.environ | {
        "KONFRANS_QUIET_HOURS": value,
        "KONFRANS_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "konfrans.site.settings",
    }
    env["KONFRANS_DATABASE"] = f"sqlite:///{tmp_path / 'konfrans.sqlite3'}"
    done = subprocess.run(
        [sys.executable, "-m", "konfrans", "manage", "check"], env=env, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == status, done.stderr
    assert status == 0 or "KONFRANS_QUIET_HOURS: “evening” is not of the shape" in done.stderr


@pytest.fixture
def machine(monkeypatch, settings, db):
    """The machine's clock, which a test sets to an hour in Baku; quiet from eight in the evening until eight."""
    settings.KONFRANS_QUIET_HOURS, settings.TIME_ZONE = NIGHT, "Asia/Baku"

    def stands(at: str) -> None:
        moment = datetime.fromisoformat(at).replace(tzinfo=BAKU).astimezone(UTC)
        monkeypatch.setattr(clock, "machine", lambda: moment)

    stands("2026-11-25T23:00")
    return stands


def write(to: str = "rector@example.org", subject: str = "Dəvət", **more) -> Letter:
    return letter_write(**{"to": to, "subject": subject, "text": f"{subject}, mətn", "language": "az"} | more)


def test_at_night_only_what_somebody_waits_for_leaves(machine):
    write("plain@example.org")
    write("prompt@example.org", manner="prompt")
    assert letters_send() == 1 and mail.outbox[0].to == ["prompt@example.org"]
    machine("2026-11-26T07:59")
    assert letters_send() == 0
    machine("2026-11-26T08:00")
    assert letters_send() == 1 and mail.outbox[1].to == ["plain@example.org"]


def test_what_somebody_waits_for_goes_before_the_rest(machine):
    write("plain@example.org")
    write("prompt@example.org", manner="prompt")
    machine("2026-11-26T09:00")
    assert letters_send() == 2 and [m.to[0] for m in mail.outbox] == ["prompt@example.org", "plain@example.org"]


def test_gathered_letters_to_one_address_in_one_language_go_as_one_mail_in_that_language(machine):
    first, second = write(manner="digest", topic="call:2027"), write(subject="Xatırlatma", manner="digest")
    other_language = write(subject="Reminder", manner="digest", language="en")
    other = write("other@example.org", subject="Tək", manner="digest")
    assert letters_send() == 0
    machine("2026-11-26T08:01")
    assert letters_send() == 3 and letters_send() == 0
    whole = next(m for m in mail.outbox if m.subject == "2 məktub: Dəvət")
    assert whole.to == ["rector@example.org"] and whole.message()["Content-Language"] == "az"
    assert (
        "Sizə yazılmış 2 məktub toplanıb" in whole.body and "1. Dəvət" in whole.body and "2. Xatırlatma" in whole.body
    )
    assert whole.body.index("Dəvət, mətn") < whole.body.index("Xatırlatma, mətn")
    collective = Letter.objects.get(subject="2 məktub: Dəvət")
    assert collective.message_id == whole.message()["Message-ID"] and collective.state == "sent"
    for part in (first, second):
        part.refresh_from_db()
        assert part.state == "gathered" and part.gathered_into == collective
    for alone in (other_language, other):
        alone.refresh_from_db()
        assert alone.state == "sent" and alone.gathered_into is None
    assert letters_about("call:2027").get().standing == "sent"


def test_what_is_written_by_day_goes_with_the_next_day_s_letter(machine):
    machine("2026-11-25T10:00")
    write(manner="digest")
    machine("2026-11-25T19:00")
    write(subject="Xatırlatma", manner="digest")
    assert letters_send() == 0
    machine("2026-11-26T14:00")  # the worker was away in the morning
    assert letters_send() == 1 and Letter.objects.filter(state="gathered").count() == 2


def test_a_collective_letter_that_fails_shows_it_at_its_parts(machine):
    write(manner="digest", topic="call:2027")
    write(subject="Xatırlatma", manner="digest", topic="call:2027")
    machine("2026-11-26T08:00")
    with NOBODY:
        assert letters_send() == 0
    collective = Letter.objects.get(manner="plain")
    assert collective.state == "waiting" and collective.tries == 1 and collective.topic == "call:2027"
    Letter.objects.filter(pk=collective.pk).update(state="bounced", handed_at=clock.machine(), sent_at=clock.machine())
    assert [letter.standing for letter in letters_about("call:2027")] == ["bounced", "bounced"]


def test_a_letter_held_before_the_hour_is_not_gathered(machine):
    held = write(manner="digest", held=True)
    write(subject="Xatırlatma", manner="digest")
    machine("2026-11-26T08:00")
    assert letters_send() == 1 and mail.outbox[0].subject == "Xatırlatma"
    held.refresh_from_db()
    assert held.state == "held"


def test_taking_a_person_s_letters_away_takes_the_collective_one_too(machine):
    write(manner="digest")
    write(subject="Xatırlatma", manner="digest")
    machine("2026-11-26T08:00")
    letters_send()
    assert Letter.objects.filter(to="rector@example.org").delete()[0] == 3


def test_the_next_opening_is_within_a_day(machine):
    letter = write(manner="digest")
    assert timedelta(0) < letter.next_try_at - clock.machine() <= timedelta(days=1)
