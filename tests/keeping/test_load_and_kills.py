"""A minute of readers and writers, while processes are killed under them: nothing that was acknowledged is lost."""

from __future__ import annotations

import http.client
import os
import random
import signal
import threading
import time
from collections import Counter
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.keeping.places import Place, Places, Serving, until

pytestmark = pytest.mark.soak

SECONDS = 60
KILL_EVERY = 5.0
READERS, WRITERS = 4, 3
READ = (
    "", "members/", "members/bbu/", "projects/ecar/", "projects/eqac/", "decisions/", "decisions/2026/14/", "charter/",
    "committees/", "documents/", "news/", "search/?q=nizamname", "decisions/2026/14/evidence.json",
)  # fmt: skip
DECIDE = "/en/desk/meetings/general-assembly-2026-11-20/decide/"
PROCESSES = ("konfrans.site.server", "konfrans.site.worker")


class Reader:
    """One visitor with its cookies. A connection that breaks answers 0."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        """Status and the place the answer leads to."""
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        body = None
        if form is not None:
            body = urlencode(form | {"csrfmiddlewaretoken": self.cookies.get("csrftoken", "")})
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Referer": f"http://localhost:{self.port}/en/demo/",
            }
        line = http.client.HTTPConnection("localhost", self.port, timeout=30)
        try:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            answer.read()
            for cookie in answer.headers.get_all("Set-Cookie") or []:
                key, value = cookie.split(";")[0].split("=", 1)
                self.cookies[key] = value
            return answer.status, answer.headers.get("Location", "")
        except (OSError, http.client.HTTPException):
            return 0, ""
        finally:
            line.close()


def write(port: int, name: str, until_when: float, answers: Counter[int], published: set[str]) -> None:
    """Record and publish decisions as the secretary, again and again; what was acknowledged is kept in `published`."""
    one, number = Reader(port), 0
    while time.monotonic() < until_when:
        if "sessionid" not in one.cookies:
            one.ask("GET", "/en/demo/")
            answers[one.ask("POST", "/en/demo/sign-in/secretary/", {})[0]] += 1
            continue
        number += 1
        words = f"Trial {name}, {number}"
        form = {
            "kind": "statement", "title_az": words, "title_en": words, "text_az": words, "text_en": words,
            "yes": "7", "no": "4", "abstain": "1", "blank": "0", "invalid": "0", "do": "save",
        }  # fmt: skip
        status, draft = one.ask("POST", DECIDE, form)
        answers[status] += 1
        if status == 302 and draft.startswith("/en/desk/decisions/"):
            status, page = one.ask("POST", f"{draft}publish/", {})
            answers[status] += 1
            if status == 302 and page.startswith("/en/decisions/"):
                assert page not in published, f"{page} was given twice"
                published.add(page)


def read(port: int, seed: int, until_when: float, answers: Counter[int]) -> None:
    """Open pages at random."""
    one, chance = Reader(port), random.Random(seed)
    while time.monotonic() < until_when:
        answers[one.ask("GET", f"/{chance.choice(('az', 'en'))}/{chance.choice(READ)}")[0]] += 1


def kill(serving: Serving, until_when: float) -> int:
    """Kill a web process or the worker every few seconds; how often."""
    chance, number = random.Random(20261125), 0
    while time.monotonic() < until_when - 2 * KILL_EVERY:
        time.sleep(KILL_EVERY)
        running = serving.children(chance.choice(PROCESSES))
        if running:
            os.kill(chance.choice(running), signal.SIGKILL)
            number += 1
    return number


@pytest.fixture
def played(places: Places) -> Place:
    """A place with the demonstration in it."""
    place = places.empty()
    place.more |= {"KONFRANS_DEMO": "1", "KONFRANS_LANGUAGES": "az,en", "KONFRANS_TIME_ZONE": "Asia/Baku"}
    assert place.run("migrate").returncode == 0
    place.python("from konfrans.demo.play import play\nlist(play())", seconds=300)
    return place


def test_nothing_acknowledged_is_lost_while_processes_are_killed_under_load(
    played: Place, places: Places, capsys: pytest.CaptureFixture[str], record_property
):
    several = ("--processes", "2") if places.kind == "postgresql" else ()
    reads: Counter[int] = Counter()
    writes: Counter[int] = Counter()
    published: set[str] = set()
    with played.serve(*several) as serving:
        end = time.monotonic() + SECONDS
        threads = [threading.Thread(target=read, args=(serving.port, seed, end, reads)) for seed in range(READERS)]
        threads += [
            threading.Thread(target=write, args=(serving.port, f"writer {number}", end, writes, published))
            for number in range(WRITERS)
        ]
        for thread in threads:
            thread.start()
        kills = kill(serving, end)
        for thread in threads:
            thread.join()
        until(lambda: '{"ok": true}' in serving.get("/health/"), "pages are served after the last kill")
        for page in sorted(published):
            assert serving.get(page).startswith("HTTP/1.1 200"), f"{page} was acknowledged and is gone"
        assert serving.stop() == 0
        assert "Traceback" not in serving.lines(), serving.lines()[-4000:]
    with capsys.disabled():
        print(
            f"\n  {kills} kills in {SECONDS} s; {reads[200]} pages read, {reads[0]} connections broken; "
            f"{len(published)} decisions published, {writes[0]} posts broken"
        )
    assert kills >= 6
    assert set(reads) <= {0, 200}, reads
    assert set(writes) <= {0, 302}, writes
    assert reads[200] > 50 and len(published) > 5
    for words in (("journal", "verify"), ("decision", "recompute")):
        done = played.run(*words)
        assert done.returncode == 0, done.stdout + done.stderr
    numbers = played.python(
        "from konfrans.decisions.models import Decision\n"
        "print(*Decision.objects.filter(year=2026).exclude(number=None).order_by('number').values_list('number', flat=True))"
    )
    found = [int(number) for number in numbers.split()]
    assert found == list(range(1, len(found) + 1)), "numbers are without gaps"
    assert len(found) >= 14 + len(published)
    assert not list(Path(played.home).glob("**/*.tmp")), "nothing half-written stays"
