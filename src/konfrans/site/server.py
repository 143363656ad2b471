"""A web process: one ASGI callable in uvicorn. Pages go to Django as WSGI, in threads that live on; addresses under `/events/`
are answered here, outside Django, where an open stream costs neither a thread nor a database connection.

A thread is taken only for a whole request: a body is received first, within limits of size and time, so that a slow or
endless one never holds a thread; how answers leave is `pages`' matter.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import resource
import socket
import sys
from collections.abc import Callable

import uvicorn
from uvicorn._types import ASGI3Application
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from konfrans.site.answers import answer, came_from, refusal
from konfrans.site.pages import CONNECTION, USUAL, App, Limits, Message, Pages, Receive, Send, Unfit
from konfrans.site.supervisor import end_with_parent, orphaned

THREADS = 8
CONNECTIONS = 1000
"""Connections of one process; what comes beyond is answered 503."""
RUNNING_SECONDS = 30
"""How long a running request may still take after the signal to end."""


class Front:
    """The ASGI callable: streams, pages, and the start and end of the process."""

    def __init__(self, pages: App, events: App, warm: Callable[[], None], limits: Limits = USUAL) -> None:
        self.pages, self.events, self.warm, self.limits = pages, events, warm, limits
        self.held = 0

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["path"].startswith("/events/"):
            await self.events(scope, receive, send)
        else:
            await self._page(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        await asyncio.to_thread(self.warm)
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await send({"type": "lifespan.shutdown.complete"})

    async def _page(self, scope: Message, receive: Receive, send: Send) -> None:
        try:
            body = await self._body(scope, receive)
            if body is None:
                return

            async def whole() -> Message:
                return {"type": "http.request", "body": body, "more_body": False}

            try:
                await self.pages(scope, whole, send)
            finally:
                self.held -= len(body)
        except Unfit as unfit:
            await refusal(send, unfit, came_from(dict(scope["headers"])))

    async def _body(self, scope: Message, receive: Receive) -> bytes | None:
        """The whole body; None where the client went away."""
        headers = dict(scope["headers"])
        if b"transfer-encoding" in headers:
            raise Unfit(411)
        length = int(headers.get(b"content-length", b"0") or b"0")
        if length > self.limits.body:
            raise Unfit(413, file=f"{self.limits.file >> 20} MB", whole=f"{self.limits.body >> 20} MB")
        if not length:
            return b""
        parts: list[bytes] = []
        kept = False
        try:
            async with asyncio.timeout(self.limits.whole):
                more = True
                while more:
                    message = await asyncio.wait_for(receive(), self.limits.silence)
                    if message["type"] == "http.disconnect":
                        return None
                    parts.append(message.get("body", b""))
                    self.held += len(parts[-1])
                    if self.held > self.limits.held:
                        raise Unfit(503)
                    more = message.get("more_body", False)
            kept = True
            return b"".join(parts)
        except TimeoutError:
            raise Unfit(408) from None
        finally:
            if not kept:
                self.held -= sum(map(len, parts))


async def no_streams(scope: Message, receive: Receive, send: Send) -> None:
    """No domain sends events: there is nothing under `/events/`."""
    await answer(send, 404, b"There is no stream of events at this address.\n")


class Patient(HttpToolsProtocol):
    """Ends a connection whose request's head does not arrive in time, or whose answer is not read: uvicorn itself waits for ever
    while bytes trickle in, and for a closed connection to take what is still to be sent."""

    head_seconds = 20.0
    read_seconds = 20.0
    read_bytes = 8 * 1024
    """What a reader takes at least within `read_seconds`, or all that is left."""
    _limit: asyncio.TimerHandle | None = None
    _reading: asyncio.TimerHandle | None = None
    _unread = 0
    _running: RequestResponseCycle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._watch()
        self._reading = self.loop.call_later(self.read_seconds, self._look_at_reader)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.scope["extensions"] = {CONNECTION: self}  # type: ignore[dict-item]

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: ASGI3Application) -> None:
        self._running = cycle
        super()._start_asgi_task(cycle, app)

    def closing(self) -> bool:
        """Whether the connection is gone, or about to be."""
        return self.transport.is_closing()

    def leave(self) -> None:
        """End the connection at once, with what was not yet taken."""
        if self._running is not None:
            # uvicorn marks the newest request only, and would report this one as broken.
            self._running.disconnected = True
        self.transport.abort()

    def resume_writing(self) -> None:
        self._unread = 0
        super().resume_writing()

    def data_received(self, data: bytes) -> None:
        if self._limit is None and (self.cycle is None or self.cycle.response_complete):
            self._watch()
        super().data_received(data)

    def on_headers_complete(self) -> None:
        self._rest()
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        self._rest()
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
        if self._running is not None:
            self._running.disconnected = True
        super().connection_lost(exc)

    def _watch(self) -> None:
        self._limit = self.loop.call_later(self.head_seconds, self._too_slow)

    def _rest(self) -> None:
        if self._limit is not None:
            self._limit.cancel()
            self._limit = None

    def _too_slow(self) -> None:
        self._limit = None
        if self.transport is not None and not self.transport.is_closing():
            self.transport.close()

    def _look_at_reader(self) -> None:
        left = self.transport.get_write_buffer_size()
        if self._unread and left > self._unread - self.read_bytes and left:
            self.leave()
            return
        self._unread = left
        self._reading = self.loop.call_later(self.read_seconds, self._look_at_reader)


class Server(uvicorn.Server):
    """uvicorn that says when it is ready, and ends when its parent is gone."""

    def __init__(self, config: uvicorn.Config, parent: int, ready: int) -> None:
        super().__init__(config)
        self.parent, self.ready = parent, ready
        from konfrans.founding.selectors import awaited

        self.awaited = awaited
        self.founding = awaited()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            os.write(self.ready, b"ready")
            os.close(self.ready)

    async def on_tick(self, counter: int) -> bool:
        # Started before a conference was founded, it speaks other languages than the conference: the parent starts it anew.
        over = (counter % 10 == 0 and orphaned(self.parent)) or (self.founding and not self.awaited())
        return await super().on_tick(counter) or over


def front() -> Front:
    """The product's ASGI callable."""
    from django.urls import get_resolver

    from konfrans.site.wsgi import application

    def warm() -> None:
        # The addresses import every view: better before the first visitor than for them.
        get_resolver().reverse_dict  # noqa: B018

    return Front(Pages(application, THREADS), no_streams, warm)


def config(app: App, protocol: type[Patient] = Patient) -> uvicorn.Config:
    """How uvicorn is set."""
    from django.conf import settings

    return uvicorn.Config(
        app,
        http=protocol,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        # The client's address, for the limits on sign-in: only from a proxy that is trusted.
        proxy_headers=settings.SECURE_PROXY_SSL_HEADER is not None,
        forwarded_allow_ips=os.environ.get("KONFRANS_PROXIES", "127.0.0.1,::1"),
        limit_concurrency=CONNECTIONS,
        timeout_graceful_shutdown=RUNNING_SECONDS,
    )


def more_files() -> None:
    """A connection is an open file, and the usual limit of 1,024 is soon reached: take what the system allows."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 8 * CONNECTIONS if hard == resource.RLIM_INFINITY else min(hard, 8 * CONNECTIONS)
    if wanted > _soft:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def main() -> None:
    """Serve on the socket that the parent bound."""
    end_with_parent()
    os.umask(0o077)
    parser = argparse.ArgumentParser()
    parser.add_argument("--parent", type=int, required=True)
    parser.add_argument("--ready", type=int, required=True)
    parser.add_argument("--socket", type=int, required=True)
    parser.add_argument("--probe", type=int, help="a socket of its own, at which the parent asks whether it answers")
    given = parser.parse_args()
    if orphaned(given.parent):
        sys.exit(0)
    more_files()
    sockets = [socket.socket(fileno=number) for number in (given.socket, given.probe) if number is not None]
    Server(config(front()), given.parent, given.ready).run(sockets=sockets)


if __name__ == "__main__":
    main()
