"""A job whose worker was killed is done again by its sweep: letters to a real mail server."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes

import pytest
from aiosmtpd.controller import Controller

from tests.keeping.places import Place, free_port, until

LETTERS = 20
HELD = 8
WRITE = """
from konfrans.kernel.letters import letter_write
for n in range({count}):
    letter_write(to=f"rector{{n}}@example.org", subject=f"Letter {{n}}", text="Hörmətli rektor", language="az")
"""
WAITING = """
from konfrans.kernel.letters import letters_waiting
print(*letters_waiting())
"""


class PostOffice:
    """Takes letters; at the eighth it stops, before it has taken it or after, until it is told to go on."""

    def __init__(self, *, take_first: bool | None) -> None:
        self.take_first = take_first
        self.taken: Counter[str] = Counter()
        self.identities: dict[str, set[str]] = {}
        self.holding = threading.Event()
        self.go_on = threading.Event()

    async def handle_DATA(self, server, session, envelope) -> str:
        message = message_from_bytes(envelope.content)
        to = envelope.rcpt_tos[0]
        held = self.take_first is not None and to == f"rector{HELD}@example.org" and not self.go_on.is_set()
        if held and not self.take_first:
            await self._hold()
            return "451 come back later"
        self.taken[to] += 1
        self.identities.setdefault(to, set()).add(message["Message-ID"])
        if held:
            await self._hold()
        return "250 taken"

    async def _hold(self) -> None:
        self.holding.set()
        while not self.go_on.is_set():
            await asyncio.sleep(0.05)


@contextmanager
def post_office(place: Place, *, take_first: bool | None = None) -> Iterator[PostOffice]:
    office = PostOffice(take_first=take_first)
    controller = Controller(office, hostname="127.0.0.1", port=free_port())
    controller.start()
    place.more["KONFRANS_MAIL"] = f"smtp://127.0.0.1:{controller.port}"
    try:
        yield office
    finally:
        office.go_on.set()
        controller.stop()


@pytest.mark.parametrize(
    ("take_first", "copies"),
    [(False, 1), (True, 2)],
    ids=[
        "killed before the mail server took the letter: each arrives exactly once",
        "killed after the mail server took it and before that was written down: that one arrives twice, under one identity",
    ],
)
def test_letters_arrive_although_the_worker_is_killed_in_the_middle(place: Place, take_first: bool, copies: int):
    with post_office(place, take_first=take_first) as office, place.serve() as serving:
        place.python(WRITE.format(count=LETTERS))
        assert office.holding.wait(30), serving.lines()
        (worker,) = serving.children("konfrans.site.worker")
        os.kill(worker, signal.SIGKILL)
        until(lambda: worker not in serving.children("konfrans.site.worker"), "the worker is gone")
        office.go_on.set()
        everybody = {f"rector{n}@example.org" for n in range(LETTERS)}
        until(lambda: set(office.taken) == everybody, "every letter arrives")
        until(lambda: place.python(WAITING) == "0 0", "every letter is written down as sent")
        assert serving.stop() == 0
    twice = {to for to, count in office.taken.items() if count > 1}
    assert twice == ({f"rector{HELD}@example.org"} if copies == 2 else set())
    assert office.taken[f"rector{HELD}@example.org"] == copies
    assert all(len(seen) == 1 for seen in office.identities.values())


def test_the_signal_to_end_lets_the_letter_that_is_being_sent_finish(place: Place):
    with post_office(place, take_first=True) as office, place.serve() as serving:
        place.python(WRITE.format(count=LETTERS))
        assert office.holding.wait(30), serving.lines()
        serving.process.terminate()
        office.go_on.set()
        assert serving.process.wait(30) == 0
        assert max(office.taken.values()) == 1
        sent = len(office.taken)
        assert HELD < sent < LETTERS
        assert place.python(WAITING) == f"{LETTERS - sent} 0"


def test_sweep_does_it_once_by_hand(place: Place):
    with post_office(place) as office:
        place.python(WRITE.format(count=3))
        done = place.run("sweep")
        assert done.returncode == 0 and "letters: 3 done" in done.stdout
        assert sum(office.taken.values()) == 3
        assert "letters: 0 done" in place.run("sweep").stdout


def test_sweep_says_what_fails_and_ends_with_1_and_letters_given_up_are_tried_again_when_asked(place: Place):
    place.python(WRITE.format(count=2))
    place.python("from konfrans.kernel.models import Letter; Letter.objects.update(tries=8, state='given_up')")
    with post_office(place) as office:
        assert "letters: 0 done" in place.run("sweep").stdout
        done = place.run("sweep", "--retry-letters")
        assert done.returncode == 0 and "letters: 2 done" in done.stdout
        assert sum(office.taken.values()) == 2


def test_two_processes_never_sweep_at_once(place: Place):
    with post_office(place, take_first=True) as office, place.serve() as serving:
        place.python(WRITE.format(count=LETTERS))
        assert office.holding.wait(30), serving.lines()
        said = place.python("from konfrans.kernel import sweeping\nprint(sweeping.sweep_all())")
        assert said == "None"
        office.go_on.set()
        until(lambda: len(office.taken) == LETTERS, "every letter arrives")
    assert max(office.taken.values()) == 1
