"""What every benchmark uses: a running product, a bounded load, the last line."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import platform
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvloop

ROOT = Path(__file__).resolve().parent.parent
MOST_REQUESTS = 20_000
START_SECONDS = 60.0
Met = bool | str
NOT_JUDGED = "not judged"


def environment(home: Path, **more: str) -> dict[str, str]:
    """Variables of a process of the product: its own home, nothing of who types the command."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("KONFRANS_", "DJANGO_"))}
    own = {"KONFRANS_HOME": str(home), "KONFRANS_SECRET_KEY": "only-for-measuring-" * 4}
    return kept | own | {"DJANGO_SETTINGS_MODULE": "benchmarks.site_settings"} | more


def run(home: Path, *words: str, **more: str) -> str:
    """A Python module to its end; what it printed. Its errors end the benchmark."""
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=ROOT, env=environment(home, **more), stdin=subprocess.DEVNULL,
        capture_output=True, text=True, timeout=900,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"{' '.join(words)} ended with {done.returncode}:\n{done.stderr[-3000:]}")
    return done.stdout


@contextlib.contextmanager
def served(home: Path, **more: str) -> Iterator[int]:
    """`konfrans serve` in this home, on a free port; ended with one signal afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    with tempfile.TemporaryFile("w+") as log:
        command = [sys.executable, "-m", "konfrans", "serve", "--port", str(port)]
        env = environment(home, KONFRANS_URL=f"http://localhost:{port}", **more)
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            limit = time.monotonic() + START_SECONDS
            while True:
                log.seek(0)
                said = log.read()
                if " serves " in said:
                    break
                if process.poll() is not None or time.monotonic() > limit:
                    raise SystemExit(f"The server did not start:\n{said}")
                time.sleep(0.05)
            yield port
        except SystemExit:
            log.seek(0)
            print(log.read()[-4000:], file=sys.stderr)
            raise
        finally:
            process.terminate()
            try:
                process.wait(45)
            except subprocess.TimeoutExpired:
                process.kill()


@dataclass
class Load:
    """What a load saw: requests answered in a time, how long each took, and what the server said of itself."""

    seconds: float = 0.0
    took: list[float] = field(default_factory=list)
    server: list[float] = field(default_factory=list)
    queries: list[int] = field(default_factory=list)

    def add(self, other: Load) -> None:
        """Put the rounds of one page together."""
        self.seconds += other.seconds
        self.took += other.took
        self.server += other.server
        self.queries += other.queries

    @property
    def per_second(self) -> float:
        return len(self.took) / self.seconds

    def ms(self, share: float) -> float:
        """The time that this share of the requests did not exceed, in milliseconds."""
        return quantile(self.took, share) * 1000


def quantile(values: list[float], share: float) -> float:
    """The value below which this share lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


class _Client(asyncio.Protocol):
    """One connection that asks again as soon as it was answered."""

    timing = re.compile(rb"server-timing: app;dur=([\d.]+), db;desc=\"(\d+)\"", re.IGNORECASE)
    length = re.compile(rb"content-length: (\d+)", re.IGNORECASE)

    def __init__(self, request: bytes, until: float, most: int, load: Load, done: asyncio.Future[None]) -> None:
        self.request, self.until, self.most, self.load, self.done = request, until, most, load, done
        self.buffer = bytearray()

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        self._ask()

    def _ask(self) -> None:
        self.began = time.perf_counter()
        self.transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        end = self.buffer.find(b"\r\n\r\n")
        if end < 0:
            return
        head = bytes(self.buffer[:end])
        found = self.length.search(head)
        if found is None:
            self._fail("an answer without Content-Length")
        elif len(self.buffer) >= end + 4 + int(found[1]):
            self._answered(head)

    def _answered(self, head: bytes) -> None:
        now = time.perf_counter()
        if b" 200 " not in head[:20]:
            self._fail(head.split(b"\r\n")[0].decode())
            return
        self.load.took.append(now - self.began)
        timing = self.timing.search(head)
        if timing:
            self.load.server.append(float(timing[1]))
            self.load.queries.append(int(timing[2]))
        self.buffer.clear()
        if now < self.until and len(self.load.took) < self.most:
            self._ask()
        else:
            self.transport.close()

    def _fail(self, words: str) -> None:
        if not self.done.done():
            self.done.set_exception(SystemExit(f"{self.request.split(b' ')[1].decode()}: {words}"))
        self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.done.done():
            self.done.set_result(None)


def load(port: int, path: str, *, seconds: float, clients: int, cookie: str = "", most: int = MOST_REQUESTS) -> Load:
    """Ask one address again and again over loopback, for a time and at most so many times."""
    lines = [
        f"GET {path} HTTP/1.1",
        f"Host: localhost:{port}",
        "Accept-Language: en",
        *([f"Cookie: {cookie}"] if cookie else []),
    ]
    request = ("\r\n".join([*lines, "", ""])).encode()
    result = Load()

    async def ask() -> None:
        loop = asyncio.get_running_loop()
        until = time.perf_counter() + seconds
        ends = [loop.create_future() for _ in range(clients)]
        for end in ends:
            await loop.create_connection(lambda end=end: _Client(request, until, most, result, end), "127.0.0.1", port)
        await asyncio.wait_for(asyncio.gather(*ends), seconds + 60)

    began = time.perf_counter()
    uvloop.run(ask())
    result.seconds = time.perf_counter() - began
    return result


def busy_share(seconds: float = 1.0) -> float:
    """How much of this machine's processors others use at this moment, from 0 to 1; 0 where it cannot be told."""
    stat = Path("/proc/stat")
    if not stat.exists():
        return 0.0

    def read() -> tuple[int, int]:
        numbers = [int(n) for n in stat.read_text().split("\n")[0].split()[1:9]]
        return sum(numbers), numbers[3] + numbers[4]

    all_before, idle_before = read()
    time.sleep(seconds)
    all_after, idle_after = read()
    return 1 - (idle_after - idle_before) / max(1, all_after - all_before)


class Judge:
    """Says of each target whether it was met."""

    def __init__(self) -> None:
        self.busy = [busy_share()]
        self.targets: dict[str, str] = {}
        self.met: dict[str, Met] = {}

    def again(self) -> None:
        """Look once more whether others use the machine."""
        self.busy.append(busy_share())

    def ratio(self, name: str, value: float, least: float) -> None:
        """A ratio of two measured in turn is judged always."""
        self.targets[name], self.met[name] = f"at least {least:g}", value >= least

    def count(self, name: str, value: float, most: float) -> None:
        """A count does not depend on the machine."""
        self.targets[name], self.met[name] = f"at most {most:g}", value <= most

    def time(self, name: str, value: float, below: float) -> None:
        """A time that was missed while others used the machine is not judged."""
        kept = value < below
        self.targets[name] = f"below {below:g}"
        self.met[name] = True if kept else NOT_JUDGED if max(self.busy) > 0.25 else False


def median(values: list[float]) -> float:
    return statistics.median(values)


def rounded(value: float) -> float:
    """Three figures say all that one run can say."""
    return float(f"{value:.3g}") if value < 1000 else float(round(value))


def tell(name: str, figures: Mapping[str, float], ratios: Mapping[str, float], judge: Judge) -> dict[str, Any]:
    """Print the last line."""
    result = {
        "name": name,
        "figures": {key: rounded(value) for key, value in figures.items()},
        "ratios": {key: rounded(value) for key, value in ratios.items()},
        "targets": judge.targets,
        "met": judge.met,
    }
    print(json.dumps(result, ensure_ascii=False), flush=True)
    return result


def machine() -> str:
    """What it was measured on, in a line."""
    model = ""
    with contextlib.suppress(OSError):
        found = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
        model = f", {found[1].strip()}" if found else ""
    return f"{os.cpu_count()} processors{model}, {platform.system()}, Python {platform.python_version()}"
