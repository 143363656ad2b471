"""Django's pages inside an ASGI process: a thread works out an answer, and is free before the first byte leaves.

Whoever reads slowly costs a connection and some kilobytes, never a thread: what a page says is held here, within a limit, and a
file is read from the disk piece by piece as it goes out.
"""

from __future__ import annotations

import asyncio
import contextvars
import io
from collections.abc import Awaitable, Callable, Iterable, Iterator, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from a2wsgi.wsgi import build_environ

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

CONNECTION = "konfrans.connection"
"""The extension of a scope that holds its connection."""
PIECE = 32 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What a request may have.

    Bytes: of one body (the largest `file` that is accepted, with its form), of all bodies that are being received at one moment
    (`held`), of all pages that wait for their readers (`outward`). Seconds: of silence inside a body or of a reader, and for a
    whole body.
    """

    file: int = 20 * 2**20
    body: int = 25 * 2**20
    held: int = 200 * 2**20
    outward: int = 200 * 2**20
    silence: float = 20.0
    whole: float = 300.0


USUAL = Limits()


class Unfit(Exception):
    """A request that is not handed on; `status` says why, `facts` is what its sentences name."""

    def __init__(self, status: int, **facts: str) -> None:
        super().__init__(status, facts)
        self.status, self.facts = status, facts


class FileOut:
    """`wsgi.file_wrapper`: an application's answer that is a file."""

    def __init__(self, file: Any, block_size: int = PIECE) -> None:
        self.file, self.block_size = file, block_size

    def __iter__(self) -> Iterator[bytes]:
        return iter(lambda: self.file.read(self.block_size), b"")

    def close(self) -> None:
        """Close the file, and with it the answer it belongs to."""
        if hasattr(self.file, "close"):
            self.file.close()


@dataclass(frozen=True, slots=True)
class Answer:
    """What an application answered: a body, or a file that is yet to be read."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes
    file: FileOut | None


class Outward:
    """What goes to one reader. It never raises and never waits for ever: a reader who is gone, or silent for too long, is cut off
    and gets nothing more."""

    def __init__(self, scope: Message, send: Send, silence: float) -> None:
        self.send, self.silence = send, silence
        self.connection = scope.get("extensions", {}).get(CONNECTION)
        self.gone = False

    async def say(self, message: Message) -> None:
        """Send one message."""
        if self.connection is not None and self.connection.closing():
            self.gone = True
        if self.gone:
            return
        try:
            await asyncio.wait_for(self.send(message), self.silence)
        except (OSError, RuntimeError, TimeoutError):
            self.gone = True
            if self.connection is not None:
                self.connection.leave()

    async def body(self, piece: bytes, more: bool) -> None:
        """Send a piece of the body."""
        await self.say({"type": "http.response.body", "body": piece, "more_body": more})


class Pages:
    """A WSGI application as an ASGI one. It is handed whole bodies only."""

    def __init__(self, app: Callable[..., Iterable[bytes]], threads: int, limits: Limits = USUAL) -> None:
        self.app, self.limits = app, limits
        self.threads = ThreadPoolExecutor(threads, thread_name_prefix="page")
        self.held = 0

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        body = (await receive()).get("body", b"")
        # `X_Forwarded_Proto` would become the same variable as `X-Forwarded-Proto`, which a proxy sets: such names are dropped.
        fit: Message = {**scope, "headers": [each for each in scope["headers"] if b"_" not in each[0]]}
        try:
            environ = {**build_environ(fit, io.BytesIO(body)), "wsgi.file_wrapper": FileOut}  # type: ignore[arg-type]
        except UnicodeError:
            raise Unfit(400) from None
        loop = asyncio.get_running_loop()
        answer = await loop.run_in_executor(self.threads, contextvars.copy_context().run, self._work_out, environ)
        try:
            if self.held + len(answer.body) > self.limits.outward:
                raise Unfit(503)
            self.held += len(answer.body)
            try:
                await self._out(answer, Outward(scope, send, self.limits.silence), scope["method"] == "HEAD")
            finally:
                self.held -= len(answer.body)
        finally:
            if answer.file is not None:
                await asyncio.to_thread(answer.file.close)

    def _work_out(self, environ: dict[str, Any]) -> Answer:
        written: list[bytes] = []
        said: tuple[str, list[tuple[str, str]]] = ("500 None", [])

        def start_response(
            status: str, headers: list[tuple[str, str]], exc_info: Any = None
        ) -> Callable[[bytes], None]:
            nonlocal said
            said = (status, headers)
            return written.append

        given = self.app(environ, start_response)
        file = given if isinstance(given, FileOut) else None
        if file is None:
            try:
                written.extend(given)
            finally:
                getattr(given, "close", lambda: None)()
        status, headers = said
        pairs = [(name.strip().lower().encode("latin1"), value.strip().encode("latin1")) for name, value in headers]
        return Answer(int(status.split(" ", 1)[0]), pairs, b"".join(written), file)

    async def _out(self, answer: Answer, out: Outward, head_only: bool) -> None:
        await out.say({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
        if answer.file is not None and not head_only:
            while not out.gone and (piece := await asyncio.to_thread(answer.file.file.read, PIECE)):
                await out.body(piece, more=True)
            await out.body(b"", more=False)
            return
        body = memoryview(b"" if head_only else answer.body)
        for at in range(0, max(len(body), 1), PIECE):
            if out.gone:
                break
            await out.body(bytes(body[at : at + PIECE]), more=at + PIECE < len(body))
