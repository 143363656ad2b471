"""The parent of `konfrans serve`: binds the socket, starts the web processes and the worker, starts again what dies, and ends
all of it on one signal.

It knows no Django, so that it stays small and nothing in a domain can bring it down. `konfrans serve` looks first whether the
set-up is fit to serve, and then becomes this program.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import errno
import os
import selectors
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field

GRACE = 35.0
"""Seconds that a child has for ending by itself; the web process gives a running request thirty of them."""

FIRST_DELAY, LAST_DELAY = 0.2, 30.0
PROBE_EVERY, PROBE_SECONDS, PROBES_FAILED = 10.0, 10.0, 3
"""A web process is asked whether it still answers, with a pause between; so many silences in a row and it is ended by force."""
STEADY = 10.0
"""A child that lived this many seconds is started again at once; one that did not waits twice as long as the last time."""


def say(line: str) -> None:
    """One calm line for whoever watches; a reader that went away ends nothing."""
    try:
        print(line, flush=True)
    except OSError:
        pass


def end_with_parent() -> None:
    """Let this process end when its parent does, however the parent ended.

    Linux tells by a signal. Elsewhere, and for a parent that ended before this call, `orphaned` tells.
    """
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None, use_errno=True).prctl(pr_set_pdeathsig, signal.SIGTERM)


def orphaned(parent: int) -> bool:
    """Whether the process that started this one is gone."""
    return os.getppid() != parent


def notify(state: str) -> None:
    """Tell systemd (`Type=notify`); without it nobody is told."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as out:
        try:
            out.sendto(state.encode(), "\0" + address[1:] if address.startswith("@") else address)
        except OSError as error:
            say(f"systemd was not told {state}: {error}")


def answers(path: str, seconds: float) -> bool:
    """Whether a web process answers at its own socket. Any status will do: what a database lacks, a new process lacks too."""
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.settimeout(seconds)
            line.connect(path)
            line.sendall(b"GET /health/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            return line.recv(16).startswith(b"HTTP/1.1 ")
    except OSError:
        return False


def watch(child: Child) -> None:
    """Ask a web process again and again; end it by force when it no longer answers, so that it is started anew."""
    silent = 0
    while True:
        time.sleep(PROBE_EVERY)
        process = child.process
        if process is None or not child.ready:
            silent = 0
            continue
        silent = 0 if answers(child.probe, PROBE_SECONDS) else silent + 1
        if silent >= PROBES_FAILED and child.process is process:
            say(f"The {child.name} did not answer {silent} times; it is ended by force.")
            process.kill()
            silent = 0


@dataclass
class Child:
    """One process below: how it is started, and how it fares. `due` is the moment of its next start, on the running clock."""

    name: str
    module: str
    words: list[str] = field(default_factory=list)
    sockets: tuple[int, ...] = ()
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    due: float = 0.0
    delay: float = FIRST_DELAY
    ready: bool = False
    probe: str = ""

    def start(self) -> int:
        """Start the process; gives the end of a pipe at which it says that it is ready."""
        reader, writer = os.pipe()
        self.ready = False
        command = [sys.executable, "-m", self.module, "--parent", str(os.getpid()), "--ready", str(writer), *self.words]
        # A group of its own: Ctrl-C in a terminal reaches the parent alone, which then ends the children in order.
        self.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, pass_fds=(writer, *self.sockets), process_group=0
        )
        os.close(writer)
        self.started = time.monotonic()
        return reader

    def ended(self) -> int | None:
        """The exit status once it has ended, and None before; a signal is a negative number."""
        return None if self.process is None else self.process.poll()


class Supervisor:
    """Runs the children until a signal."""

    def __init__(self, children: list[Child], lines: list[str]) -> None:
        self.children = children
        self.lines = lines
        self.asked: list[float] = []
        self.waker, self._wake = socket.socketpair()
        self.selector = selectors.DefaultSelector()

    def run(self) -> int:
        """Serve; gives the exit status: 0 where every child ended cleanly when it was asked to."""
        self._listen_to_signals()
        for child in self.children:
            self._start(child)
            if child.probe:
                threading.Thread(target=watch, args=(child,), daemon=True).start()
        while not self.asked:
            self._wait(self._pause())
            for child in self.children:
                self._look_after(child)
        return self._stop()

    def _listen_to_signals(self) -> None:
        for end in (self.waker, self._wake):
            end.setblocking(False)
        self.selector.register(self.waker, selectors.EVENT_READ, None)
        signal.set_wakeup_fd(self._wake.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            if signal.getsignal(number) is not signal.SIG_IGN:  # `nohup` is heeded
                signal.signal(number, lambda *_: self._signalled())
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def _signalled(self) -> None:
        self.asked.append(time.monotonic())

    def _hurried(self) -> bool:
        # Some tools send the same signal to a process and to its group: that is one wish. A second one comes later.
        return self.asked[-1] - self.asked[0] > 0.5

    def _start(self, child: Child) -> None:
        self.selector.register(child.start(), selectors.EVENT_READ, child)

    def _pause(self) -> float | None:
        waiting = [child.due for child in self.children if child.process is None]
        return max(0.0, min(waiting) - time.monotonic()) if waiting else None

    def _wait(self, seconds: float | None) -> None:
        for key, _events in self.selector.select(seconds):
            if key.data is None:
                while True:
                    try:
                        if not self.waker.recv(1024):
                            break
                    except BlockingIOError:
                        break
                continue
            said = os.read(key.fd, 16)
            self.selector.unregister(key.fd)
            os.close(key.fd)
            if said:
                self._ready(key.data)

    def _ready(self, child: Child) -> None:
        everyone_was = all(each.ready for each in self.children)
        child.ready = True
        if not everyone_was and all(each.ready for each in self.children):
            for line in self.lines:
                say(line)
            self.lines = []
            notify("READY=1")

    def _look_after(self, child: Child) -> None:
        status = child.ended()
        if status is not None:
            lived = time.monotonic() - child.started
            child.delay = FIRST_DELAY if lived >= STEADY else min(child.delay * 2, LAST_DELAY)
            child.due = time.monotonic() + child.delay
            how = f"signal {-status}" if status < 0 else f"status {status}"
            say(f"The {child.name} ended ({how}) after {lived:.1f} s; it is started again in {child.delay:.1f} s.")
            child.process = None
        if child.process is None and time.monotonic() >= child.due and not self.asked:
            self._start(child)

    def _stop(self) -> int:
        notify("STOPPING=1")
        say("Stopping: running requests and letters are finished first.")
        running = [child for child in self.children if child.process is not None]
        for child in running:
            assert child.process is not None
            child.process.terminate()
        limit = time.monotonic() + GRACE
        clean = True
        while left := [child for child in running if child.ended() is None]:
            if self._hurried() or time.monotonic() > limit:
                for child in left:
                    assert child.process is not None
                    say(
                        f"The {child.name} is ended by force, {'as asked' if self._hurried() else f'after {GRACE:.0f} s'}."
                    )
                    child.process.kill()
                    child.process.wait()
                clean = False
                break
            self._wait(0.5)
        # A process that ends by the signal it was sent has ended well: -15, or 143 through a shell.
        clean = clean and all(child.ended() in (0, -signal.SIGTERM, 128 + signal.SIGTERM) for child in running)
        say("Stopped.")
        return 0 if clean else 1


def bind(host: str, port: int) -> socket.socket:
    """The listening socket. OSError says in words why there is none, and what to do."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except socket.gaierror:
        raise OSError(f"There is no address “{host}” here. Type: konfrans serve --host 127.0.0.1") from None
    except OverflowError:
        raise OSError(f"{port} is no port: choose a number from 1 to 65535, such as 8000.") from None
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            other = port + 1 if port < 65535 else 8000
            words = f"Port {port} on {host} is in use. End what serves there, or choose another: konfrans serve --port {other}"
        elif error.errno == errno.EACCES:
            words = f"Port {port} is kept for root. Choose one above 1023, with a web server in front: konfrans serve --port 8000"
        elif error.errno == errno.EADDRNOTAVAIL:
            words = f"{host} is no address of this machine. Type: konfrans serve --host 127.0.0.1"
        else:
            words = f"{host}, port {port} cannot be listened on: {error.strerror or error}"
        raise OSError(words) from None


def address(host: str, port: int) -> str:
    """What to type into a browser on this machine; passkeys need a name, so localhost where that is meant."""
    name = "localhost" if host in {"127.0.0.1", "::1", "localhost"} else f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}/"


def main(argv: list[str] | None = None) -> int:
    """Serve with the given host, port and number of web processes."""
    os.umask(0o077)
    parser = argparse.ArgumentParser(prog="konfrans serve")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--line", action="append", default=[], help="a line to print when pages are served")
    given = parser.parse_args(argv)
    try:
        listening = bind(given.host, given.port)
    except OSError as error:
        print(error, file=sys.stderr)
        return 2
    fd = listening.fileno()
    where = address(given.host, listening.getsockname()[1])
    names = ["web process"] if given.processes == 1 else [f"web process {n}" for n in range(1, given.processes + 1)]
    children = []
    with tempfile.TemporaryDirectory(prefix="konfrans-") as folder, contextlib.ExitStack() as open_sockets:
        for number, name in enumerate(names):
            own = open_sockets.enter_context(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM))
            path = f"{folder}/{number}"
            own.bind(path)
            own.listen(8)
            words = ["--socket", str(fd), "--probe", str(own.fileno())]
            children.append(Child(name, "konfrans.site.server", words, (fd, own.fileno()), probe=path))
        children.append(Child("worker", "konfrans.site.worker"))
        return Supervisor(children, [*(line.replace("{address}", where) for line in given.line)]).run()


if __name__ == "__main__":
    sys.exit(main())
