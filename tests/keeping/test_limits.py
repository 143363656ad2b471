"""What a web process does not hand on: bodies too large, too slow, without a length; heads that never end."""

from __future__ import annotations

import contextlib
import io
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from konfrans.site.pages import Limits, Pages
from konfrans.site.server import Front, Patient, Server, config, no_streams
from tests.keeping.places import Place, until


class Hurried(Patient):
    head_seconds = 0.4
    read_seconds = 0.5


LARGE = 12 * 2**20


def count_bytes(environ, start_response):
    """The smallest page: how many bytes came; a file, and a page of some size."""
    body = environ["wsgi.input"].read()
    if environ["PATH_INFO"] == "/file":
        start_response("200 OK", [("Content-Length", str(LARGE))])
        return environ["wsgi.file_wrapper"](io.BytesIO(b"f" * LARGE))
    if environ["PATH_INFO"] == "/page":
        start_response("200 OK", [("Content-Length", "300000")])
        return [b"p" * 300000]
    if environ["PATH_INFO"] == "/proto":
        body = environ.get("HTTP_X_FORWARDED_PROTO", "").encode()
    said = str(len(body)).encode()
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(said)))])
    return [said]


@contextmanager
def serving(limits: Limits) -> Iterator[int]:
    front = Front(Pages(count_bytes, 2, limits), no_streams, lambda: None, limits)
    listening = socket.create_server(("127.0.0.1", 0))
    reader, writer = os.pipe()
    server = Server(config(front, Hurried), os.getppid(), writer)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    port = listening.getsockname()[1]
    thread.start()
    try:
        assert os.read(reader, 16) == b"ready"
        yield port
    finally:
        os.close(reader)
        server.should_exit = True
        thread.join(20)
        assert not thread.is_alive()


def talk(port: int, *pieces: bytes, pause: float = 0.0) -> str:
    """Send the pieces with pauses between, then read until the other side has answered and closed."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        for number, piece in enumerate(pieces):
            if number:
                time.sleep(pause)
            try:
                line.sendall(piece)
            except OSError:
                break
        try:
            return b"".join(iter(lambda: line.recv(65536), b"")).decode()
        except ConnectionResetError:
            return ""


def head(*lines: str) -> bytes:
    return "\r\n".join(["POST / HTTP/1.1", "Host: localhost", "Connection: close", *lines, "", ""]).encode()


def test_a_whole_body_is_handed_on():
    with serving(Limits()) as port:
        assert talk(port, head("Content-Length: 300000"), b"x" * 300000).endswith("300000")


@pytest.mark.parametrize(
    ("lines", "status"),
    [(["Content-Length: 2001"], 413), (["Transfer-Encoding: chunked"], 411)],
    ids=["a body larger than the limit", "a body without a length"],
)
def test_a_body_is_refused_before_it_is_read(lines: list[str], status: int):
    with serving(Limits(body=2000)) as port:
        assert talk(port, head(*lines)).startswith(f"HTTP/1.1 {status}")


def test_a_body_that_falls_silent_holds_no_thread():
    with serving(Limits(silence=0.6)) as port:
        slow = [threading.Thread(target=talk, args=(port, head("Content-Length: 100"), b"x")) for _ in range(5)]
        for each in slow:
            each.start()
        # Two threads serve; five silent uploads leave them free.
        assert talk(port, head("Content-Length: 2"), b"ok").endswith("2")
        assert talk(port, head("Content-Length: 100"), b"x").startswith("HTTP/1.1 408")
        for each in slow:
            each.join(10)


def test_a_body_that_takes_too_long_in_all_is_ended():
    with serving(Limits(silence=5, whole=0.5)) as port:
        answer = talk(port, head("Content-Length: 100"), *[b"x"] * 8, pause=0.15)
    assert answer.startswith("HTTP/1.1 408") or answer == ""


def test_bodies_together_have_a_limit():
    with serving(Limits(body=4000, held=3000)) as port:
        assert talk(port, head("Content-Length: 3500"), b"x" * 3500).startswith("HTTP/1.1 503")
        assert talk(port, head("Content-Length: 2500"), b"x" * 2500).endswith("2500")


def test_a_head_that_trickles_in_is_cut_off():
    with serving(Limits()) as port:
        began = time.monotonic()
        answer = talk(port, b"GET / HTTP/1.1\r\n", *[b"X-A: b\r\n"] * 20, pause=0.1)
        assert answer == "" and time.monotonic() - began < 3
        assert talk(port, head("Content-Length: 2"), b"ok").endswith("2")


@contextmanager
def deaf(port: int, path: str, count: int, requests: int) -> Iterator[list[socket.socket]]:
    """Clients that ask, several times on one connection, and read nothing."""
    asked = f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode() * requests
    lines = []
    for _number in range(count):
        line = socket.socket()
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        line.connect(("127.0.0.1", port))
        line.sendall(asked)
        lines.append(line)
    try:
        yield lines
    finally:
        for line in lines:
            line.close()


@pytest.mark.parametrize(("path", "requests"), [("/file", 1), ("/page", 50)], ids=["a large file", "many pages"])
def test_readers_who_do_not_read_hold_no_thread_and_are_cut_off(path: str, requests: int, caplog):
    with serving(Limits(silence=0.5)) as port, deaf(port, path, 10, requests) as lines:
        # Two threads serve; ten silent readers leave them free, before and after they are cut off.
        for _round in range(3):
            began = time.monotonic()
            assert talk(port, head("Content-Length: 2"), b"ok").endswith("2")
            assert time.monotonic() - began < 3
            time.sleep(0.8)
        for line in lines:
            line.settimeout(10)
            with contextlib.suppress(ConnectionResetError):
                assert sum(map(len, iter(lambda line=line: line.recv(1 << 20), b""))) < 10 * 2**20
    assert not caplog.records, "a reader who leaves is no fault of the program"


def test_an_answer_left_in_the_middle_costs_no_thread():
    with serving(Limits()) as port:
        for _number in range(6):
            with socket.create_connection(("127.0.0.1", port)) as line:
                line.sendall(b"GET /file HTTP/1.1\r\nHost: localhost\r\n\r\n")
                line.recv(2000)
        assert talk(port, head("Content-Length: 2"), b"ok").endswith("2")


def test_a_file_and_a_page_arrive_whole_and_the_connection_serves_on():
    with serving(Limits()) as port:
        asked = [f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode() for path in ("/file", "/page")]
        answer = talk(port, *asked, head("Content-Length: 2"), b"ok")
        assert (answer.count("f" * LARGE), answer.count("p" * 300000), answer[-1]) == (1, 1, "2")


def test_pages_that_wait_for_their_readers_have_a_limit_together():
    with serving(Limits(outward=700_000, silence=5)) as port, deaf(port, "/page", 2, 40):
        time.sleep(0.3)
        asked = b"GET /page HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        assert talk(port, asked).startswith("HTTP/1.1 503")


def test_a_header_written_with_an_underscore_is_not_the_proxys():
    with serving(Limits()) as port:
        asked = "GET /proto HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX_Forwarded_Proto: https\r\n\r\n"
        assert talk(port, asked.encode()).endswith("\r\n\r\n0")


def test_a_refusal_before_django_is_a_page_in_both_languages_with_the_remedy():
    with serving(Limits(body=2 * 2**20)) as port:
        answer = talk(port, head(f"Content-Length: {3 * 2**20}"))
    assert answer.startswith("HTTP/1.1 413") and "text/html" in answer
    assert (
        '<p lang="az">Göndərilən məlumat çox böyükdür: bir fayl ən çoxu 20 MB, hamısı birlikdə ən çoxu 2 MB' in answer
    )
    assert "one file may have at most 20 MB, everything together at most 2 MB. Choose a smaller file." in answer
    assert '<a href="/">' in answer and "Back to the form" not in answer


def test_the_limit_that_is_said_of_a_file_is_the_one_that_forms_hold():
    from konfrans.kernel.files import MAX_SIZE

    assert Limits().file == MAX_SIZE < Limits().body


@pytest.mark.parametrize(
    ("host", "link"),
    [("localhost", '<a href="/az/desk/files/?a=1&amp;b=2">'), ("elsewhere.example", "")],
)
def test_a_refused_upload_leads_back_to_its_form_and_to_no_other_site(host, link):
    with serving(Limits(body=2 * 2**20)) as port:
        asked = head(f"Content-Length: {3 * 2**20}", f"Referer: http://{host}//az/desk/files/?a=1&b=2")
        answer = talk(port, asked)
    assert (link in answer) if link else ("elsewhere" not in answer and "Back to the form" not in answer)
    assert answer.count("<li>") == (2 if link else 1)


def test_the_product_itself_refuses_an_upload_beyond_its_limit(place: Place):
    place.more["DJANGO_SETTINGS_MODULE"] = "tests.keeping.slow_site"
    with place.serve() as served:
        lines = "POST /count/ HTTP/1.1\nHost: localhost\nConnection: close"
        assert served.request(f"{lines}\nContent-Length: {30 * 2**20}").startswith("HTTP/1.1 413")
        assert served.request(f"{lines}\nContent-Length: 4", b"abcd").endswith("4")
        until(lambda: '{"ok": true}' in served.get("/health/"), "it serves on")
