"""Places: an own home and an own database each, in which the product's own processes run."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 40.0
"""Seconds after which a wait is a failure."""


def until(done: Callable[[], Any], what: str, seconds: float = LIMIT) -> Any:
    """Wait until something holds, and give it."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        found = done()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"not within {seconds} s: {what}")


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Serving:
    """A running `konfrans serve`: its lines as they come, and its processes."""

    process: subprocess.Popen[str]
    port: int
    log: Path

    def lines(self) -> str:
        """All it has said."""
        return self.log.read_text()

    def children(self, module: str) -> list[int]:
        """The process numbers of its web processes or its worker."""
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        found = []
        for pid in path.read_text().split() if path.exists() else []:
            with contextlib.suppress(OSError):
                if module.encode() in Path(f"/proc/{pid}/cmdline").read_bytes():
                    found.append(int(pid))
        return found

    def request(self, head: str, body: bytes = b"", seconds: float = 20) -> str:
        """Send bytes as they are, and read to the end of the connection."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=seconds) as line:
            line.sendall(head.replace("\n", "\r\n").encode() + b"\r\n\r\n" + body)
            return b"".join(iter(lambda: line.recv(65536), b"")).decode(errors="replace")

    def get(self, path: str, seconds: float = 20) -> str:
        """A whole answer, head and body."""
        return self.request(f"GET {path} HTTP/1.1\nHost: localhost\nConnection: close", seconds=seconds)

    def stop(self, seconds: float = LIMIT) -> int:
        """One SIGTERM; the exit status."""
        self.process.terminate()
        return self.process.wait(seconds)


@dataclass
class Place:
    """A home and a database; `env` is what a process is started with."""

    home: Path
    database: str
    more: dict[str, str] = field(default_factory=dict)

    @property
    def env(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("KONFRANS_", "DJANGO_", "PYTEST_"))}
        own = {
            "KONFRANS_HOME": str(self.home),
            "KONFRANS_DATABASE": self.database,
            "KONFRANS_MAIL": "smtp://127.0.0.1:9",
            "KONFRANS_QUIET_HOURS": "",
        }
        return kept | own | self.more

    def run(self, *words: str, seconds: float = 120) -> subprocess.CompletedProcess[str]:
        """`konfrans ...` to its end."""
        command = [sys.executable, "-m", "konfrans", *words]
        return subprocess.run(
            command, cwd=ROOT, env=self.env, capture_output=True, text=True, timeout=seconds, stdin=subprocess.DEVNULL
        )

    def python(self, code: str, seconds: float = 120) -> str:
        """A piece of Python with Django ready; what it prints."""
        whole = f"from konfrans.cli.house import prepare\nprepare()\n{code}"
        done = subprocess.run(
            [sys.executable, "-c", whole], cwd=ROOT, env=self.env, capture_output=True, text=True, timeout=seconds
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    @contextlib.contextmanager
    def serve(self, *words: str, ready: bool = True) -> Iterator[Serving]:
        """`konfrans serve` on a free port; everything it started is gone afterwards."""
        port = free_port()
        log = self.home / f"serve-{port}.log"
        command = [sys.executable, "-m", "konfrans", "serve", "--port", str(port), *words]
        with open(log, "w") as out:
            process = subprocess.Popen(
                command, cwd=ROOT, env=self.env, stdin=subprocess.DEVNULL, stdout=out, stderr=out, text=True
            )
        serving = Serving(process, port, log)
        try:
            if ready:
                until(lambda: " serves " in serving.lines() or process.poll() is not None, "served")
                assert process.poll() is None, serving.lines()
            yield serving
        finally:
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(LIMIT)
                finally:
                    process.kill()


class Places:
    """Makes places: with tables, from one migrated database that is copied; or empty."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.address = os.environ.get("KONFRANS_DATABASE", "")
        self.made: list[str] = []
        self._models: dict[str, Place] = {}

    @property
    def kinds(self) -> tuple[str, ...]:
        """The databases that can be had here."""
        return ("sqlite", "postgresql") if self.address.startswith("postgres") else ("sqlite",)

    @property
    def kind(self) -> str:
        """The database of this run."""
        return self.kinds[-1]

    def empty(self, kind: str | None = None, template: str = "template0") -> Place:
        """A place without tables."""
        home = self.folder / secrets.token_hex(6)
        home.mkdir()
        if (kind or self.kind) == "sqlite":
            return Place(home, f"sqlite:///{home / 'konfrans.sqlite3'}")
        name = f"keeping_{secrets.token_hex(6)}"
        self._admin(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        self.made.append(name)
        parts = urlsplit(self.address)
        # urlunsplit drops the empty host of postgresql:///name
        address = urlunsplit(parts._replace(path=f"/{name}"))
        return Place(home, re.sub(r"^(postgres\w*):/(?!/)", r"\1:///", address))

    def ready(self, kind: str | None = None) -> Place:
        """A place with tables and nothing in them."""
        kind = kind or self.kind
        model = self._models.get(kind)
        if model is None:
            model = self._models[kind] = self.empty(kind)
            done = model.run("migrate")
            assert done.returncode == 0, done.stderr
        if kind == "sqlite":
            place = self.empty(kind)
            shutil.copy(model.home / "konfrans.sqlite3", place.home / "konfrans.sqlite3")
            return place
        return self.empty(kind, template=urlsplit(model.database).path.lstrip("/"))

    def close(self) -> None:
        """Remove the databases that were made."""
        for name in self.made:
            self._admin(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _admin(self, sql: str) -> None:
        import psycopg

        with psycopg.connect(self.address, autocommit=True) as admin:
            admin.execute(sql)
