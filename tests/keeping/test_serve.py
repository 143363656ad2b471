"""`konfrans serve`: one command, several processes, one signal."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.keeping.places import ROOT, Place, Places, Serving, free_port, until

LEFT_OUT = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("DELETE FROM django_migrations WHERE app = 'kernel'")
"""


def gone(pid: int) -> bool:
    """Whether the process has ended (a zombie that nobody has asked for has)."""
    try:
        return "State:\tZ" in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return True


def test_it_says_where_it_serves_and_one_signal_ends_everything(place: Place):
    with place.serve() as serving:
        assert f"http://localhost:{serving.port}/" in serving.lines()
        assert "No conference is founded here yet" in serving.lines()
        assert '{"ok": true}' in serving.get("/health/")
        pids = serving.children("konfrans.site.server") + serving.children("konfrans.site.worker")
        assert len(pids) == 2
        assert serving.stop() == 0
        assert serving.lines().splitlines()[-1] == "Stopped."
        assert all(gone(pid) for pid in pids)
        assert "Traceback" not in serving.lines()


def test_a_request_that_runs_when_the_signal_comes_is_finished(place: Place):
    place.more["DJANGO_SETTINGS_MODULE"] = "tests.keeping.slow_site"
    answers: list[str] = []
    with place.serve() as serving:
        asking = threading.Thread(target=lambda: answers.append(serving.get("/slow/")))
        asking.start()
        until((place.home / "began").exists, "the request runs")
        assert serving.stop() == 0
        asking.join(10)
    assert answers and answers[0].endswith("finished")


@pytest.mark.parametrize("module", ["konfrans.site.server", "konfrans.site.worker"])
def test_a_killed_process_comes_back(place: Place, module: str):
    with place.serve() as serving:
        (before,) = serving.children(module)
        os.kill(before, signal.SIGKILL)
        (after,) = until(lambda: [pid for pid in serving.children(module) if pid != before], "it came back")
        until(lambda: '{"ok": true}' in serving.get("/health/"), "pages are served")
        assert after != before
        assert "signal 9" in serving.lines()
        assert serving.stop() == 0


@pytest.mark.sqlite  # the supervisor asks no database
def test_a_web_process_that_no_longer_answers_is_ended_and_comes_back(place: Place):
    port = free_port()
    code = (
        "import sys; from konfrans.site import supervisor; "
        "supervisor.PROBE_EVERY, supervisor.PROBE_SECONDS = 0.3, 0.7; "
        f"sys.exit(supervisor.main(['--port', '{port}', '--line', 'it serves here']))"
    )
    log = place.home / "log"
    with open(log, "w") as out:
        process = subprocess.Popen(
            [sys.executable, "-c", code], cwd=ROOT, env=place.env, stdout=out, stderr=out, text=True
        )
    serving = Serving(process, port, log)
    try:
        until(lambda: "it serves" in serving.lines(), "served")
        (before,) = serving.children("konfrans.site.server")
        time.sleep(3)
        assert serving.children("konfrans.site.server") == [before], "one that answers is left alone"
        os.kill(before, signal.SIGSTOP)
        until(lambda: "did not answer 3 times" in serving.lines(), "it was noticed")
        until(lambda: [pid for pid in serving.children("konfrans.site.server") if pid != before], "it came back")
        until(lambda: '{"ok": true}' in serving.get("/health/"), "pages are served")
        assert serving.stop() == 0
    finally:
        process.kill()
        process.wait()


def test_when_the_parent_is_killed_no_process_stays_behind(place: Place):
    with place.serve() as serving:
        pids = serving.children("konfrans.site.server") + serving.children("konfrans.site.worker")
        assert len(pids) == 2 and not any(gone(pid) for pid in pids)
        serving.process.kill()
        serving.process.wait(10)
        assert until(lambda: all(gone(pid) for pid in pids), "web process and worker ended too", 15)


def test_a_port_in_use_is_one_clear_line(place: Place):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = place.run("serve", "--port", str(port))
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1 and f"Port {port} on 127.0.0.1 is in use" in done.stderr
    assert f"konfrans serve --port {port + 1}" in done.stderr


def test_in_an_empty_database_it_makes_the_tables(places: Places):
    with places.empty().serve() as serving:
        assert '{"ok": true}' in serving.get("/health/")
        assert f"http://localhost:{serving.port}/start/" in serving.lines()
        assert serving.stop() == 0


def test_tables_that_are_not_up_to_date_are_told_with_the_command(place: Place):
    place.python(LEFT_OUT)
    done = place.run("serve", "--port", "0")
    assert done.returncode == 2
    assert re.search(r"\d+ migrations wait", done.stderr) and "konfrans migrate" in done.stderr
    assert "Traceback" not in done.stderr


def test_several_web_processes_only_where_the_database_allows_them(place: Place, places: Places):
    if places.kind == "sqlite":
        done = place.run("serve", "--port", "0", "--processes", "2")
        assert done.returncode == 2 and "konfrans serve --processes 1" in done.stderr
        return
    with place.serve("--processes", "2") as serving:
        assert len(serving.children("konfrans.site.server")) == 2
        assert "2 web processes" in serving.lines()
        assert serving.stop() == 0


def test_a_process_that_dies_at_once_is_started_again_ever_more_slowly(tmp_path: Path):
    log = tmp_path / "starts"
    code = (
        "import sys; from konfrans.site.supervisor import Child, Supervisor; "
        "sys.exit(Supervisor([Child('web process', 'tests.keeping.dies')], []).run())"
    )
    supervisor = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ | {"DIES_LOG": str(log)},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        time.sleep(4)
    finally:
        supervisor.terminate()
        said, _none = supervisor.communicate(timeout=20)
    starts = log.read_text().count("started")
    assert 3 <= starts <= 5, said  # at 0, 0.4, 1.2, 2.8 seconds, and not before 6
    assert "status 7" in said and "Stopped." in said


def test_systemd_is_told_when_pages_are_served_and_when_it_stops(place: Place, tmp_path: Path):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(tmp_path / "notify"))
        systemd.settimeout(20)
        place.more["NOTIFY_SOCKET"] = str(tmp_path / "notify")
        with place.serve() as serving:
            assert systemd.recv(100) == b"READY=1"
            serving.stop()
        assert systemd.recv(100) == b"STOPPING=1"


def test_there_is_nothing_under_events_and_django_is_not_asked(place: Place):
    with place.serve() as serving:
        answer = serving.get("/events/anything")
    assert answer.startswith("HTTP/1.1 404") and "content-security-policy" not in answer.lower()
