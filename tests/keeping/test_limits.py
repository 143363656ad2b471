"""What a web process does not hand on: bodies too large, too slow, without a length; heads that never end."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from a2wsgi import WSGIMiddleware

from konfrans.site.server import Front, Limits, Patient, Server, config, no_streams
from tests.keeping.places import Place, until


class Hurried(Patient):
    head_seconds = 0.4


def count_bytes(environ, start_response):
    """The smallest page: how many bytes came."""
    body = environ["wsgi.input"].read()
    said = str(len(body)).encode()
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(said)))])
    return [said]


@contextmanager
def serving(limits: Limits) -> Iterator[int]:
    front = Front(WSGIMiddleware(count_bytes, workers=2), no_streams, lambda: None, limits)
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


def test_the_product_itself_refuses_an_upload_beyond_its_limit(place: Place):
    place.more["DJANGO_SETTINGS_MODULE"] = "tests.keeping.slow_site"
    with place.serve() as served:
        lines = "POST /count/ HTTP/1.1\nHost: localhost\nConnection: close"
        assert served.request(f"{lines}\nContent-Length: {30 * 2**20}").startswith("HTTP/1.1 413")
        assert served.request(f"{lines}\nContent-Length: 4", b"abcd").endswith("4")
        until(lambda: '{"ok": true}' in served.get("/health/"), "it serves on")
