"""Letters: written in the act, sent by the sweep, tried again, never lost."""

from __future__ import annotations

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.test import override_settings

from konfrans.kernel import clock, registries, sweeping
from konfrans.kernel.acts import Actor, act, record
from konfrans.kernel.letters import TRIES, letter_write, letters_retry, letters_send, letters_waiting
from konfrans.kernel.models import Letter, SweepRun

pytestmark = pytest.mark.django_db


class NoServer(BaseEmailBackend):
    """A mail server that nobody reaches."""

    def open(self):
        raise smtplib.SMTPServerDisconnected("nobody answers")


NOBODY = override_settings(EMAIL_BACKEND="tests.kernel.test_letters.NoServer")


def write(to: str = "rector@example.org", subject: str = "Dəvət", language: str = "az") -> Letter:
    return letter_write(to=to, subject=subject, text="Mətn", language=language)


@act
def invite(*, fail: bool) -> None:
    write()
    record("invite", actor=Actor.system(), of="letter", key="1")
    if fail:
        raise RuntimeError("after the letter")


def test_a_letter_is_sent_once_with_its_language_and_an_identity_of_its_own():
    letter = write()
    assert letters_send() == 1
    assert letters_send() == 0
    (sent,) = mail.outbox
    headers = sent.message()
    assert headers["Content-Language"] == "az"
    assert headers["Message-ID"].startswith("<") and headers["Message-ID"].endswith("@localhost>")
    letter.refresh_from_db()
    assert letter.sent_at is not None


def test_a_letter_is_lost_with_the_act_that_failed():
    with pytest.raises(RuntimeError):
        invite(fail=True)
    invite(fail=False)
    assert letters_send() == 1


def test_a_line_break_in_a_subject_adds_no_header():
    write(subject="Hello\nBcc: everybody@example.org")
    assert letters_send() == 1
    assert mail.outbox[0].message()["Bcc"] is None


def test_a_letter_that_could_not_be_sent_is_tried_again_later_and_given_up_at_last():
    letter = write()
    with NOBODY:
        assert letters_send() == 0
        letter.refresh_from_db()
        assert letter.tries == 1 and "nobody answers" in letter.last_error
        assert letters_send() == 0
        letter.refresh_from_db()
        assert letter.tries == 1  # not due yet
        Letter.objects.update(tries=TRIES - 1, next_try_at=clock.machine() - timedelta(seconds=1))
        letters_send()
    letter.refresh_from_db()
    assert letter.tries == TRIES and letters_waiting() == (0, 1) and letter.state == "given_up"
    assert letters_send() == 0
    assert letters_retry() == 1
    assert letters_send() == 1 and letters_waiting() == (0, 0)


def test_one_letter_that_nobody_can_send_does_not_hold_up_the_others():
    wrong = write(to="not an address\n")
    write()
    assert letters_send() == 1
    wrong.refresh_from_db()
    assert wrong.state == "refused" and "address" in wrong.last_error


def test_letters_that_wait_for_their_next_try_do_not_hold_up_new_ones():
    for _ in range(210):
        write()
    Letter.objects.update(tries=1, next_try_at=clock.machine() + timedelta(hours=1))
    write(to="new@example.org")
    assert letters_send() == 1
    assert mail.outbox[0].to == ["new@example.org"]


def test_the_demonstration_sends_nothing():
    write()
    with override_settings(KONFRANS_DEMO=True):
        assert letters_send() == 0
    assert mail.outbox == []


def test_the_worker_sends_letters_and_clears_sign_ins():
    assert {"letters", "sessions"} <= {name for name, _sweep in registries.sweeps}


def test_a_sweep_writes_down_what_it_did_and_a_quiet_one_writes_little():
    write()
    assert ("letters", 1) in [(s.name, s.done) for s in sweeping.sweep_all() or []]
    first = SweepRun.objects.get(name="letters")
    assert first.done == 1 and first.error == ""
    sweeping.sweep_all()
    assert SweepRun.objects.get(name="letters").ended_at == first.ended_at
    SweepRun.objects.filter(name="letters").update(ended_at=clock.machine() - timedelta(minutes=2))
    sweeping.sweep_all()
    assert SweepRun.objects.get(name="letters").done == 0


def test_a_sweep_that_fails_leaves_the_others_running_and_is_tried_again(monkeypatch: pytest.MonkeyPatch):
    calls: list[str] = []

    def broken() -> int:
        calls.append("broken")
        raise ValueError("not today")

    sweeps = registries.Registry("sweeps")
    sweeps.add("broken", broken)
    sweeps.add("letters", letters_send)
    monkeypatch.setattr(registries, "sweeps", sweeps)
    write()
    for _ in range(2):
        sweeping.sweep_all()
    assert calls == ["broken", "broken"]
    assert len(mail.outbox) == 1
    assert SweepRun.objects.get(name="broken").error == "ValueError: not today"
    assert [s.name for s in sweeping.not_running()] == ["broken"]


def test_a_daily_sweep_rests_for_a_day_after_it_ran(monkeypatch: pytest.MonkeyPatch):
    calls: list[int] = []

    @sweeping.every(hours=24)
    def daily() -> int:
        calls.append(1)
        return 0

    sweeps = registries.Registry("sweeps")
    sweeps.add("daily", daily)
    monkeypatch.setattr(registries, "sweeps", sweeps)
    for _ in range(3):
        sweeping.sweep_all()
    assert len(calls) == 1
    assert sweeping.not_running() == []
    SweepRun.objects.filter(name="daily").update(ended_at=clock.machine() - timedelta(hours=25))
    assert [s.name for s in sweeping.not_running()] == ["daily"]
    sweeping.sweep_all()
    assert len(calls) == 2


def test_sign_ins_that_have_run_out_are_deleted():
    from django.contrib.sessions.models import Session

    Session.objects.create(session_key="old", session_data="", expire_date=clock.machine() - timedelta(days=1))
    Session.objects.create(session_key="new", session_data="", expire_date=clock.machine() + timedelta(days=1))
    assert sweeping.sessions_clear() == 1
    assert Session.objects.get().session_key == "new"
