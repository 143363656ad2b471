"""A job whose worker was killed is done again by its sweep: letters to a real mail server."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes

import pytest
from aiosmtpd.controller import Controller

from tests.keeping.places import ROOT, Place, free_port, until

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
    """Takes letters; at the eighth it stops at one step of the dialogue until it is told to go on.

    `rcpt`: before it allowed the text. `text`: it has the text and has not taken the letter. `taken`: it took it and has not said so.
    """

    def __init__(self, *, stop_at: str = "") -> None:
        self.stop_at = stop_at
        self.taken: Counter[str] = Counter()
        self.identities: dict[str, set[str]] = {}
        self.holding = threading.Event()
        self.go_on = threading.Event()

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options) -> str:
        await self._hold("rcpt", address)
        envelope.rcpt_tos.append(address)
        return "250 go on"

    async def handle_DATA(self, server, session, envelope) -> str:
        message = message_from_bytes(envelope.content)
        to = envelope.rcpt_tos[0]
        if await self._hold("text", to):
            return "451 come back later"
        self.taken[to] += 1
        self.identities.setdefault(to, set()).add(message["Message-ID"])
        await self._hold("taken", to)
        return "250 taken"

    async def _hold(self, step: str, to: str) -> bool:
        if step != self.stop_at or to != f"rector{HELD}@example.org" or self.go_on.is_set():
            return False
        self.holding.set()
        while not self.go_on.is_set():
            await asyncio.sleep(0.05)
        return True


@contextmanager
def post_office(place: Place, *, stop_at: str = "") -> Iterator[PostOffice]:
    office = PostOffice(stop_at=stop_at)
    controller = Controller(office, hostname="127.0.0.1", port=free_port())
    controller.start()
    place.more["KONFRANS_MAIL"] = f"smtp://127.0.0.1:{controller.port}"
    try:
        yield office
    finally:
        office.go_on.set()
        controller.stop()


STATES = """
from collections import Counter
from konfrans.kernel.models import Letter
print(dict(Counter(Letter.objects.values_list("state", flat=True))))
"""
HELD_LETTER = f"""
from konfrans.kernel.models import Letter
letter = Letter.objects.get(to="rector{HELD}@example.org")
print(letter.state, letter.handed_at is not None, letter.last_error)
"""


@pytest.mark.parametrize(
    ("stop_at", "copies", "state"),
    [("rcpt", 1, "sent"), ("text", 0, "uncertain"), ("taken", 1, "uncertain")],
    ids=[
        "killed before the text was handed over: each arrives exactly once",
        "killed after the text was handed over, before the server took it: in doubt, and never sent again by itself",
        "killed after the server took it, before that was written down: in doubt, and never sent a second time",
    ],
)
def test_a_killed_worker_sends_no_letter_twice_and_loses_none_without_a_trace(
    place: Place, stop_at: str, copies: int, state: str
):
    with post_office(place, stop_at=stop_at) as office, place.serve() as serving:
        place.python(WRITE.format(count=LETTERS))
        assert office.holding.wait(30), serving.lines()
        (worker,) = serving.children("konfrans.site.worker")
        os.kill(worker, signal.SIGKILL)
        until(lambda: worker not in serving.children("konfrans.site.worker"), "the worker is gone")
        office.go_on.set()
        others = {f"rector{n}@example.org" for n in range(LETTERS) if n != HELD}
        until(lambda: others <= set(office.taken), "every other letter arrives")
        until(lambda: place.python(WAITING) == "0 0", "no letter waits or is being sent any more")
        until(lambda: place.python(HELD_LETTER).startswith(state), f"the letter stands as {state}")
        time.sleep(5)  # two rounds of the worker: enough for a second copy
        assert serving.stop() == 0
    assert {to: n for to, n in office.taken.items() if n > 1} == {}
    assert office.taken[f"rector{HELD}@example.org"] == copies
    assert all(len(seen) == 1 for seen in office.identities.values())
    if state == "uncertain":
        assert "before the mail server's answer was written down" in place.python(HELD_LETTER)


DYING = """
import os, signal
from konfrans.cli.house import prepare
prepare()
from konfrans.kernel.letters import dialogue, sending
die = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
step = os.environ["DIES_AT"]
if step == "before the claim":
    sending._claimed = die
elif step == "claimed":
    dialogue.SmtpLine.offer = die
elif step == "allowed":
    offer = dialogue.SmtpLine.offer
    dialogue.SmtpLine.offer = lambda *given: (offer(*given), die())
elif step == "noted":
    dialogue.SmtpLine.hand_over = die
elif step == "taken":
    hand_over = dialogue.SmtpLine.hand_over
    dialogue.SmtpLine.hand_over = lambda *given: (hand_over(*given), die())
from konfrans.kernel import sweeping
sweeping.sweep_all()
"""


@pytest.mark.parametrize(
    ("step", "copies", "state"),
    [
        ("before the claim", 1, "sent"), ("claimed", 1, "sent"), ("allowed", 1, "sent"), ("noted", 0, "uncertain"),
        ("taken", 1, "uncertain"),
    ],
)  # fmt: skip
def test_whatever_step_a_sweep_dies_at_the_next_one_knows_what_it_may_send(
    place: Place, step: str, copies: int, state: str
):
    with post_office(place) as office:
        place.python(WRITE.format(count=1))
        died = subprocess.run([sys.executable, "-c", DYING], env=place.env | {"DIES_AT": step}, cwd=ROOT, timeout=60)
        assert died.returncode == -signal.SIGKILL
        for _ in range(2):
            assert place.run("sweep").returncode == 0
        assert sum(office.taken.values()) == copies
        assert place.python(STATES) == str({state: 1})
        # A person decides that it leaves once more: under another identity, so that it is a letter of its own.
        if state == "uncertain":
            place.python(AGAIN)
            assert "letters: 1 done" in place.run("sweep").stdout
            assert sum(office.taken.values()) == copies + 1 and place.python(STATES) == "{'sent': 1}"
            assert len(office.identities["rector0@example.org"]) == copies + 1


AGAIN = """
from konfrans.kernel.acts import Actor
from konfrans.kernel.letters import letter_again
from konfrans.kernel.models import Letter
letter_again(actor=Actor.system("operator"), letter=Letter.objects.get())
"""


def test_the_signal_to_end_lets_the_letter_that_is_being_sent_finish(place: Place):
    with post_office(place, stop_at="taken") as office, place.serve() as serving:
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
    with post_office(place, stop_at="taken") as office, place.serve() as serving:
        place.python(WRITE.format(count=LETTERS))
        assert office.holding.wait(30), serving.lines()
        said = place.python("from konfrans.kernel import sweeping\nprint(sweeping.sweep_all())")
        assert said == "None"
        office.go_on.set()
        until(lambda: len(office.taken) == LETTERS, "every letter arrives")
    assert max(office.taken.values()) == 1
