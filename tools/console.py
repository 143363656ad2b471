"""How the tools speak: calm lines on standard output, and one line that says what to do when they must stop."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"


class Stop(Exception):
    """Something a person has to do first; the text is one line."""


def say(what: str, how: str = "") -> None:
    print(f"  {what:<12}{how}".rstrip(), flush=True)


class Progress:
    """One line that counts: rewritten in place on a terminal, printed now and then elsewhere."""

    def __init__(self, what: str, total: int) -> None:
        self.what, self.total, self.done = what, total, 0
        self.live = sys.stdout.isatty()
        self.shown = -1

    def step(self, name: str) -> None:
        self.done += 1
        self.total = max(self.total, self.done)
        if self.live:
            print(f"\r\x1b[K  {self.what:<12}{self.done} of {self.total}  {name[:40]}", end="", flush=True)
        elif self.done == 1 or self.done - self.shown >= 20:
            self.shown = self.done
            say(self.what, f"{self.done} of {self.total}")

    def end(self, how: str) -> None:
        if self.live:
            print("\r\x1b[K", end="")
        say(self.what, how)


def run(command: Sequence[str | Path], *, env: Mapping[str, str] | None = None, timeout: float | None = None) -> str:
    """What a command prints; raises `Stop` with its last lines when it fails."""
    words = [str(word) for word in command]
    try:
        done = subprocess.run(
            words,
            cwd=ROOT,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=timeout,
        )
    except FileNotFoundError:
        raise Stop(f"{words[0]} is not there") from None
    except subprocess.TimeoutExpired:
        raise Stop(f"{' '.join(words[:3])} did not end within {timeout:.0f} s") from None
    if done.returncode:
        tail = "\n".join(f"    {line}" for line in done.stdout.strip().splitlines()[-25:])
        print(tail, flush=True)
        raise Stop(f"`{' '.join(words)}` failed with status {done.returncode}; its last lines stand above")
    return done.stdout


def apt(*packages: str) -> bool:
    """Install Debian packages when this is root on a Debian; False where that is not so, or did not go."""
    import shutil

    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    env = {"DEBIAN_FRONTEND": "noninteractive"}
    say("system", f"installing {', '.join(packages)} with apt-get")
    try:
        run(["apt-get", "update", "-q"], env=env)
        run(["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages], env=env)
    except Stop as stop:
        say("system", str(stop))
        return False
    return True
